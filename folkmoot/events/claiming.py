"""Telling all who wait, on the last day, that a place is free; until somebody has it, in their order."""

from django.db import transaction
from django.utils import timezone

from . import notices
from .models import Event, FreePlace, Pool

A_STEP = 50  # letters; between two steps other work has its turn


@transaction.atomic
def step(pk):
    """Write to the next few. Answers whether there are more.

    The event is held meanwhile: it is not moved or cancelled in the middle of a step.
    """
    free = FreePlace.objects.unfinished().select_for_update().filter(pk=pk).first()
    if free is None:
        return False
    pool = Pool.objects.get(pk=free.pool_id)
    pool.event = Event.objects.held().get(pk=pool.event_id)
    some = list(_next(pool, free))
    notices.first_to_claim(free, pool, some)
    is_done = len(some) < A_STEP
    free.advance(some[-1].number if some else free.reached, done_at=timezone.now() if is_done else None)
    return not is_done


def _next(pool, free):
    """Of those who wait and would find a place at the moment, the next in the queue."""
    if not (pool.event.hands_places_on and pool.is_first_to_claim and (pool.is_free or pool.keeps)):
        return []
    waiting = pool.registrations.waiting().who_may_come(pool.event).filter(number__gt=free.reached)
    return pool.who_finds(waiting).select_related("user", "guest")[:A_STEP]
