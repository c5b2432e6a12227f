"""The pages of events."""

from .coming import (
    accept,
    cannot,
    claim,
    decline,
    group_calendar,
    mine,
    new_address,
    personal_calendar,
    register,
)
from .events import calendar, event, events
from .guests import guest, guest_place
from .hosting import cancel, edit, people, plan, promote, publish, throw_away
from .venues import add_venue, venue, venues

__all__ = [
    "accept",
    "add_venue",
    "calendar",
    "cancel",
    "cannot",
    "claim",
    "decline",
    "edit",
    "event",
    "events",
    "group_calendar",
    "guest",
    "guest_place",
    "mine",
    "new_address",
    "people",
    "personal_calendar",
    "plan",
    "promote",
    "publish",
    "register",
    "throw_away",
    "venue",
    "venues",
]
