"""Imports in the background, a minute at a time, so that letters are not kept waiting."""

from django.db import transaction
from django.tasks import task

from folkmoot.publishing.models import Import

SECONDS = 60


@task(queue_name="default", backend="queue")
def work_on(pk):
    """A minute's work on a run; where work is left, the next task goes on."""
    from .work import go_on

    run = Import.objects.filter(pk=pk).first()
    if run is not None and go_on(run, SECONDS):
        work_on.enqueue(pk)


def soon(run):
    """Let a worker begin once this transaction stands."""
    transaction.on_commit(lambda: work_on.enqueue(run.pk))


def resume_abandoned():
    """Once a minute: runs whose worker was lost go on where they were."""
    for run in Import.objects.abandoned():
        work_on.enqueue(run.pk)
