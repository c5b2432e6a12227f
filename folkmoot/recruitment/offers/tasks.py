"""What happens to offers by itself; `folkmoot/clock.py` says when."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from folkmoot.core.lifecycle import Refused

from ..models import Application
from . import notices

REMINDED = (5, 2)  # days before an offer ends
A_DAY = timedelta(days=1)  # to answer in, before anybody is reminded
A_YEAR = timedelta(days=365)  # a reserve list without a last day: its papers are kept no longer
State = Application.State


def follow_offers():
    """Each hour: offers nobody answered are reminded of, then lapse; reserve lists end on their day."""
    now = timezone.now()
    offered = Application.objects.filter(state=State.OFFERED).select_related("round", "applicant")
    offered = offered.exclude(defer_asked_at__isnull=False, defer_refused_at=None)  # the team is to answer
    for application in offered.filter(answer_by__lt=now):
        _tried(application.lapse)
    asked = offered.filter(released_at__lt=now - A_DAY).exclude(defer_refused_at__gte=now - A_DAY)
    for application in asked.filter(answer_by__range=(now, now + timedelta(days=max(REMINDED)))):
        left = (application.answer_by - now).days
        notices.remind(application, min((days for days in REMINDED if left < days), default=max(REMINDED)))
    is_over = Q(round__reserve_until__lt=timezone.localdate()) | Q(released_at__lt=now - A_YEAR)
    ended = Application.objects.filter(is_over, state=State.RESERVE)
    for application in ended.select_related("round", "applicant", "lane"):
        _tried(application.close_reserve)


def _tried(verb):
    try:
        verb()
    except Refused:  # answered a moment ago
        return
