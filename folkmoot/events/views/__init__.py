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
from .hosting import add_venue, cancel, edit, people, plan, promote, publish, throw_away

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
    "mine",
    "new_address",
    "people",
    "personal_calendar",
    "plan",
    "promote",
    "publish",
    "register",
    "throw_away",
]
