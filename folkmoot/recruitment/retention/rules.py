"""How long papers are kept: defaults that a community's adviser on data should look at.

Drafts never sent thirty days; an application that led to no membership half a year after its letter, a year
where it was on the reserve list; one that did, a year. What stays is that somebody applied, when and where,
and the scores without names. Keys to equality answers go after half a year, by `equality.tasks`.
"""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from ..models import Application, Letter, Round

HALF_A_YEAR, A_YEAR = timedelta(days=183), timedelta(days=366)
State = Application.State
WITHOUT = [
    State.UNSUCCESSFUL, State.INELIGIBLE, State.WITHDRAWN, State.DECLINED_OFFER, State.LAPSED, State.DEFERRED,
]  # fmt: skip


def due(now=None):
    """Applications whose papers are to be destroyed now."""
    now = now or timezone.now()
    reserve = Exists(Letter.objects.filter(application=OuterRef("pk"), kind="reserve"))
    told = Q(released_at__lt=now - HALF_A_YEAR) & ~Q(was_on_reserve=True)
    told_late = Q(released_at__lt=now - A_YEAR)
    never_told = Q(released_at=None, round__closes_at__lt=now - A_YEAR)
    rows = Application.objects.annotate(was_on_reserve=reserve)
    return rows.filter(
        (Q(state__in=WITHOUT) & (told | told_late | never_told)) | (Q(state=State.WELCOMED) & told_late)
    )


def preview(now=None):
    """[(round, how many applications are due now, how many have papers yet)], the newest round first."""
    keys = set(due(now).values_list("pk", flat=True))
    found = []
    for round in Round.objects.newest():
        kept = set(round.applications.exclude(state=State.PURGED).values_list("pk", flat=True))
        if kept or not round.is_over:
            found.append((round, len(kept & keys), len(kept)))
    return found


def carry_out(*, by=None):
    """Destroy what is due, and close rounds that hold nothing any longer; answers how many."""
    many = 0
    for application in due():
        application.purge(by=by)
        many += 1
    for round in Round.objects.filter(state=Round.State.FINISHED):
        if not round.applications.exclude(state=State.PURGED).exists():
            round.move_on(Round.State.PURGED, by=by)
    return many
