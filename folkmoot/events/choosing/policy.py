"""Who may do what about choices of the programme. Whoever sees the event sees what is asked, and decided."""

from ..models import Event
from ..policy import runs
from ..space.policy import comes


def may_offer(user, event):
    """Its hosts, until it begins."""
    return event.state == Event.State.PUBLISHED and event.is_coming and runs(user, event)


def may_choose(user, choosing):
    """Each who has a place, until it closes."""
    return choosing.is_open and comes(user, choosing.event)


def may_decide(user, choosing):
    """Its hosts, once it has closed; what was decided can be decided anew, with words."""
    return (
        choosing.has_closed and choosing.event.state == Event.State.PUBLISHED and runs(user, choosing.event)
    )


def may_change(user, choosing):
    """Its hosts, while it is chosen."""
    return choosing.is_open and runs(user, choosing.event)
