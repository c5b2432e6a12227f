"""Places: how many there are, how many are taken or offered, and who is next."""

from collections import Counter

from django.db.models import Count, Q

from ..models import Application, Round

State = Application.State
TAKEN = [State.OFFERED, State.ACCEPTED, State.WELCOMED]


def free_places(round, lane=None):
    """How many places are free, of the lane where it has its own, else of the round; else None."""
    taken = _taken(round)
    if lane is not None and lane.places is not None:
        return _left(lane.places, taken.filter(lane=lane).count())
    return None if round.places is None else _left(round.places, taken.count())


def free_in_lanes(round, lanes):
    """{key of a lane: what `free_places` says of it}; as few queries for many as for one."""
    taken = Counter(_taken(round).values_list("lane", flat=True))
    shared = None if round.places is None else _left(round.places, taken.total())
    return {lane.pk: shared if lane.places is None else _left(lane.places, taken[lane.pk]) for lane in lanes}


def _taken(round):
    """Offered or accepted in this round, those that were kept from an earlier one too."""
    here = Q(round=round, taken_up_in=None) | Q(taken_up_in=round)
    return Application.objects.filter(here, state__in=TAKEN)


def kept_before(round, user):
    """Those whose place was kept in an earlier round and is not offered yet, as far as this person knows."""
    waiting = Application.objects.filter(state=State.DEFERRED, round__opens_at__lt=round.opens_at)
    return waiting.visible_to(user).order_by("answered_at", "pk")


def kept_to_offer(user):
    """[(round being welcomed, how many places kept before it are not offered yet)], as this person knows."""
    rounds = Round.objects.filter(state=Round.State.WELCOMING).newest()[:1]
    return [(round, many) for round in rounds if (many := kept_before(round, user).count())]


def _left(places, taken):
    """None is free either where more were offered than there are: after a review, or places taken away."""
    return max(places - taken, 0)


def next_reserves(round, lane=None):
    """The reserve list, the next first: of a lane, or of the whole round."""
    rows = Application.objects.filter(round=round, state=State.RESERVE)
    rows = rows.filter(lane=lane) if lane else rows
    return rows.order_by("reserve_rank", "number")


def first_reserves(round, seen):
    """{key of a lane: who is next on its reserve list}, of those seen."""
    found = {}
    for one in next_reserves(round).filter(pk__in=seen):
        found.setdefault(one.lane_id, one)
    return found


def on_place(application):
    """Its place on the reserve list of its lane as it is now, from 1; None where it is not on it."""
    if application.state != State.RESERVE:
        return None
    before = next_reserves(application.round, application.lane)
    return 1 + before.filter(reserve_rank__lt=application.reserve_rank).count()


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
