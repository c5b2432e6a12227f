"""Places: how many there are, how many are taken or offered, and who is next."""

from django.db.models import Count, Q

from ..models import Application

State = Application.State
TAKEN = [State.OFFERED, State.ACCEPTED, State.WELCOMED]


def free_places(round, lane=None):
    """How many places are free, of the lane where it has its own, else of the round; else None."""
    taken = Application.objects.filter(round=round, state__in=TAKEN)
    if lane is not None and lane.places is not None:
        return lane.places - taken.filter(lane=lane).count()
    return None if round.places is None else round.places - taken.count()


def next_reserves(round, lane=None):
    """The reserve list, the next first: of a lane, or of the whole round."""
    rows = Application.objects.filter(round=round, state=State.RESERVE)
    rows = rows.filter(lane=lane) if lane else rows
    return rows.order_by("reserve_rank", "number")


def is_next(application, user):
    """Whether it is this one's turn in its lane, among those that exist for this person."""
    seen = Application.objects.visible_to(user)
    first = next_reserves(application.round, application.lane).filter(pk__in=seen).first()
    return application == first


def standing(lanes, seen):
    """A row for each lane: places, offered, accepted, declined, lapsed, on reserve, of those seen."""
    counted = {
        "offered": Q(applications__state=State.OFFERED),
        "accepted": Q(applications__state__in=[State.ACCEPTED, State.WELCOMED]),
        "declined": Q(applications__state=State.DECLINED_OFFER),
        "lapsed": Q(applications__state=State.LAPSED),
        "reserve": Q(applications__state=State.RESERVE),
    }
    known = Q(applications__in=seen)
    counts = {
        name: Count("applications", filter=known & which, distinct=True) for name, which in counted.items()
    }
    return lanes.by_name().annotate(**counts)
