"""Giving a notice of what happened to each who should know: in batches, resumable, each once."""

import logging
from datetime import timedelta
from itertools import batched

from django.db import transaction
from django.utils import timezone

from folkmoot.core.gathering import gather

from ..models import Following, Happening, Level, Notice, Rhythm

log = logging.getLogger(__name__)

WAIT = timedelta(minutes=10)  # its writer may still change it, its reader may come by
TOO_OLD = timedelta(days=30)  # what nobody was told in a month is told to nobody: it is no news
BATCH = 500
A_SWEEP = 200


def after_commit(pk):
    """Nudge a worker once the row is there; without one the clock finds it."""
    from .tasks import spread

    transaction.on_commit(lambda: spread.enqueue([pk]), robust=True)


def spread_strays():
    """Each minute: what no worker has spread."""
    spread(Happening.objects.unspread().values_list("pk", flat=True)[:A_SWEEP])


def spread(keys):
    """Give out the notices of these. Killed half-way it begins anew: who has a notice gets no second one."""
    for happening in Happening.objects.unspread().filter(pk__in=list(keys)):
        try:
            _spread(happening)
        except Exception:
            log.exception("Happening %s could not be spread; it is tried again.", happening.pk)


def _spread(happening):
    is_news = happening.at > timezone.now() - TOO_OLD
    for some in batched(who_should_know(happening) if is_news else (), BATCH):
        give(happening, some, due=happening.at + WAIT)
    Happening.objects.unspread().filter(pk=happening.pk).update(spread_at=timezone.now())


def who_should_know(happening):
    """(key of the account, why, how closely where they chose nothing); the strongest reason comes first.

    Gathered as "who should know"; and whoever chose to follow the place. Nobody is told what they did.
    """
    seen = {happening.by_id}
    for answer in gather("who should know", happening):
        for user, reason, level in answer:
            if user not in seen:
                seen.add(user)
                yield user, reason, level
    followers = Following.objects.wanting(happening.places).values_list("user", flat=True)
    for user in followers.order_by("user").distinct().iterator(chunk_size=BATCH):
        if user not in seen:
            yield user, Notice.Reason.FOLLOWS, Level.DIGEST


@transaction.atomic
def give(happening, some, *, due):
    """Each of these one notice of it; who has one keeps it."""
    Rhythm.objects.ensure(user for user, _reason, _level in some)
    rows = [
        Notice(happening=happening, user_id=user, reason=reason, level=level, due_at=due)
        for user, reason, level in some
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
