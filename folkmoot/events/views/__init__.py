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
from .hosts import hosts, step_back
from .joining import join, joining
from .programme import edit_strand, move_strand, new_strand, programme, strand, team_programme
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
    "edit_strand",
    "event",
    "events",
    "group_calendar",
    "guest",
    "guest_place",
    "hosts",
    "join",
    "joining",
    "mine",
    "move_strand",
    "new_address",
    "new_strand",
    "people",
    "personal_calendar",
    "plan",
    "programme",
    "promote",
    "publish",
    "register",
    "step_back",
    "strand",
    "team_programme",
    "throw_away",
    "venue",
    "venues",
]
