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
    """Each day: tell the team how many have waited for more than a day, of others' words each."""
    for person in notices.team():
        waiting = Message.objects.not_by(person).for_the_team()
        if many := waiting.filter(created_at__lt=timezone.now() - LONG).count():
            notices.waiting_since_yesterday(person, many)
