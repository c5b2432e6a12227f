"""Making a plan: the round as numbers, the best assignment of them, and rows again."""

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from ..conflicts.finding import look_over
from ..models import Assessment, Assessor, Plan
from .lacking import lacks
from .numbers import Numbers, to_be_read

SMALL = 100_000  # pairs that are solved while somebody waits for the page
A_BATCH = 500


def make(plan):
    """Solve it now where it is small, else in the background; either way what is found stands in the plan."""
    applications = to_be_read(plan).count()
    if applications * Assessor.objects.reading().filter(round=plan.round).count() <= SMALL:
        solve(plan)
    else:
        transaction.on_commit(lambda: solve_later.enqueue(plan.pk))


@task(queue_name="default", backend="queue")
def solve_later(pk):
    plan = Plan.objects.filter(pk=pk, state=Plan.State.DRAFTED, solved_at=None).first()
    if plan:
        solve(plan)


def solve(plan):
    """Conflicts are looked for first. What is found stands in the plan, unless it was discarded meanwhile."""
    from ..assigning.finding import assign

    look_over(plan.round)
    numbers = Numbers(plan)
    found = assign(numbers.task())
    with transaction.atomic():
        unsolved = Plan.objects.filter(pk=plan.pk, state=Plan.State.DRAFTED, solved_at=None)
        facts = {"certificate": found.certificate, "shortfalls": lacks(numbers, found.report)}
        if unsolved.update(solved_at=timezone.now(), **facts):
            rows = [
                Assessment(application=numbers.applications[i], assessor=numbers.assessors[j], plan=plan)
                for i, j in found.plan.pairs.tolist()
            ]
            Assessment.objects.bulk_create(rows, batch_size=A_BATCH)
    plan.refresh_from_db()
