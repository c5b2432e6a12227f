"""What rounds do by themselves; `folkmoot/clock.py` says when."""

from datetime import timedelta

from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from folkmoot.core.lifecycle import Refused

from ..models import Application, Extension, Round
from . import chasing

REMINDED = (7, 2, 1)  # days before the deadline
KEPT_FOR = timedelta(days=30)  # a draft that was never sent
State = Round.State


def keep_time():
    """Each minute: rounds open and close by their clock; once the last extension is over, drafts end."""
    now = timezone.now()
    for round in Round.objects.filter(state=State.PLANNED, is_announced=True, opens_at__lte=now):
        _tried(round.open)
    for round in Round.objects.filter(state=State.OPEN, closes_at__lt=now):
        _tried(lambda round=round: round.move_on(State.CLOSING))
    for round in Round.objects.filter(state=State.CLOSING):
        last = Extension.objects.filter(round=round).aggregate(last=Max("until"))["last"]
        if now > max(moment for moment in (round.grace_ends_at, last) if moment):
            end_of_drafts(round)
    end_late_drafts(now)


def end_late_drafts(now):
    """Begun after the others had closed, under an extension which is over as well."""
    drafts = Application.objects.drafts().exclude(round__state__in=[State.OPEN, State.CLOSING])
    for application in drafts.exclude(_extended_beyond(now)):
        _tried(application.expire)


def _extended_beyond(moment):
    """Applications whose writer could, or can, still send them after this moment."""
    mine = Extension.objects.filter(round=OuterRef("round"), user=OuterRef("applicant"))
    return Exists(mine.filter(until__gte=moment))


def end_of_drafts(round):
    """Nobody can send any longer: what was not sent never was."""
    for application in round.applications.drafts():
        _tried(application.expire)
    _tried(lambda: round.move_on(State.SCREENING))


def remind_of_deadlines():
    """Each hour: seven, two and one day before it closes, once each, to those who have begun."""
    now = timezone.now()
    for round in Round.objects.open().filter(closes_at__lte=now + timedelta(days=max(REMINDED))):
        left = (round.closes_at - now).total_seconds() / 86400
        days = min((days for days in REMINDED if left <= days), default=None)
        if days is None or left < 0:
            continue
        waiting = round.applications.drafts().filter(
            applicant__is_active=True, started_at__lt=now - timedelta(hours=12)
        )
        for application in waiting.exclude(reminded_days__lte=days).select_related("applicant", "round"):
            chasing.remind(application, days)
            Application.objects.filter(pk=application.pk).update(reminded_days=days)


def tell_contacts():
    """Each minute: those who asked to hear when something opens for them."""
    for round in Round.objects.open():
        chasing.tell_contacts(round)


def forget_drafts():
    """Each night: what was never sent is destroyed thirty days after the deadline, or the extension."""
    since = timezone.now() - KEPT_FOR
    old = Application.objects.filter(state="not_sent", round__closes_at__lt=since)
    for application in old.exclude(_extended_beyond(since)):
        application.purge()


def _tried(verb):
    try:
        verb()
    except Refused:  # no lane yet, or somebody was quicker
        return
