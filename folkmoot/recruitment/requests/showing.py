"""Requests of leads as one person may know of them: what waits, and what came of the others."""

from .. import policy
from ..models import LaneRequest

MOST = 50


def of_round(user, round):
    """(those that wait, the oldest first; those that were answered, the newest first)."""
    rows = LaneRequest.objects.visible_to(user).with_names().filter(lane__round=round)
    waiting = rows.waiting().order_by("made_at", "pk")[:MOST]
    return list(waiting), list(rows.exclude(state=LaneRequest.State.WAITING).newest()[:MOST])


def of_lane(user, lane):
    """What was asked of places, the newest first."""
    return lane.requests.visible_to(user).for_places().with_names().newest()[:MOST]


def of_application(user, application):
    return application.requests.visible_to(user).with_names().newest()[:MOST]


def lanes_to_ask_for(user, round):
    """The keys of the lanes for which this person may ask."""
    lanes = [] if round.is_over else policy.leads_in(user, round)
    return {lane.pk for lane in lanes}


def asked_about(reserves):
    """The keys of those applications for which a request waits."""
    waiting = LaneRequest.objects.waiting().filter(application__in=[one.pk for one in reserves])
    return set(waiting.values_list("application", flat=True))
