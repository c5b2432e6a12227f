"""What this room does by itself; `folkmoot/clock.py` says when."""

from datetime import timedelta

from django.utils import timezone

from . import guests, notices
from .models import Message

LONG = timedelta(days=1)


def forget_unconfirmed():
    """Each day: what nobody confirmed in two weeks goes, and guests of whom nothing is left are emptied."""
    guests.forget_unconfirmed()


def remind_moderators():
    """Each day: tell the team how many have waited for more than a day."""
    waiting = Message.objects.for_the_team().filter(created_at__lt=timezone.now() - LONG).count()
    if waiting:
        notices.waiting_since_yesterday(waiting)
