"""What people of the demo were told: letters at once as things were said, and the digest of last Monday."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from folkmoot.activity.models import Happening, Notice, Rhythm
from folkmoot.activity.telling import digests, sending, spreading

from .days import nothing_leaves, story_time

A_WEEK = timedelta(days=7)
READ_FOR = timedelta(minutes=11)  # a moment after they are due


@transaction.atomic
def tell(today=None):
    """Of what was said since the Monday before last; what is older nobody is told any more."""
    today = today or timezone.localdate()
    monday = _at(today - timedelta(days=today.weekday()), 8)
    if monday > timezone.now():
        monday -= A_WEEK
    Happening.objects.filter(at__lt=monday - A_WEEK).update(spread_at=F("at"))
    with story_time() as at:
        waiting = list(Happening.objects.unspread().order_by("at", "pk").values_list("pk", "at"))
        _as_said([pair for pair in waiting if pair[1] < monday], at)
        at(monday)
        digests.put_together(list(Rhythm.objects.filter(next_at__lte=monday).values_list("pk", flat=True)))
        _as_said([pair for pair in waiting if pair[1] >= monday], at)
    nothing_leaves()


def _as_said(pairs, at):
    """Each spread when it was said, and sent ten minutes later."""
    for pk, moment in pairs:
        at(moment)
        spreading.spread([pk])
        at(moment + READ_FOR)
        sending.send(list(Notice.objects.due().values_list("pk", flat=True)))


def _at(day, hour):
    return timezone.make_aware(datetime.combine(day, time(hour, 1)))
