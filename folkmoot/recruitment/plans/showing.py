"""A plan as one person may know of it: who reads what, how much, for whom, and what is lacking."""

from collections import Counter, defaultdict

from django.core.paginator import Paginator
from django.db.models import Count

from .. import policy
from ..models import Application, Assessment, Assessor, Plan
from .lacking import told

A_PAGE = 50
SHOWN = 12  # of what is lacking, before the rest is folded away


def newest(user, round):
    """The plan in the making, else the last one that was published; leads see it once it is worked out."""
    plans = round.plans.exclude(state=Plan.State.DISCARDED)
    if not policy.manages(user):
        plans = plans.exclude(solved_at=None)
    return plans.order_by("-made_at", "-pk").first()


def figures(user, round, plan, page):
    """What the plan gives, without applications this person may not know of, nor any figure of them."""
    seen = Application.objects.filter(round=round).visible_to(user)
    rows = plan.assessments.filter(application__in=seen)
    hidden = round.applications.sent().exclude(pk__in=seen).values_list("number", flat=True)
    lacking = list(told(plan, without=set(hidden)))
    standing = rows.filter(state__in=[*Assessment.UNREAD, Assessment.State.SUBMITTED])
    loads = Counter(standing.values_list("assessor", flat=True))
    readers = list(Assessor.objects.filter(pk__in=loads).by_name())
    return {
        "page": _page(seen, rows, page),
        "many": sum(loads.values()),
        "loads": [(one, loads[one.pk]) for one in readers],
        "partners": _partners(round, standing, Counter(one.lane_id for one in readers)),
        "lacking": lacking[:SHOWN],
        "more_lacking": lacking[SHOWN:],
    }


def swaps_of(user, plan):
    """What was proposed for it and waits for an answer, as far as this person may know of it."""
    return plan.swaps.open().filter(application__in=Application.objects.visible_to(user)).with_names()


def _page(seen, rows, number):
    """Applications with `readers`, and whether one of them `has_unread` it."""
    applications = seen.filter(pk__in=rows.values("application")).order_by("number")
    page = Paginator(applications, A_PAGE).get_page(number)
    readers = defaultdict(list)
    of_page = rows.filter(application__in=list(page)).select_related("assessor__user")
    for one in of_page.order_by("pk"):
        readers[one.application_id].append(one)
    for application in page:
        application.readers = readers[application.pk]
        application.has_unread = any(one.is_unread for one in application.readers)
    return page


def _partners(round, rows, people):
    """(lane, people who read for it, readings, those of its own applications)."""
    counts = rows.values_list("assessor__lane", "application__lane").annotate(many=Count("pk")).order_by()
    readings, own = Counter(), Counter()
    for reads, read, many in counts:
        readings[reads] += many
        own[reads] += many if reads == read else 0
    lanes = round.lanes.by_name()
    return [(lane, people[lane.pk], readings[lane.pk], own[lane.pk]) for lane in lanes]
