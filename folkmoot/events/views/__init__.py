"""The pages of events."""

from .asking import answers, ask_after_needs, form, form_of, move_question, question, retire_question
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
from .needs import confirm_need, look_after_needs, needs

__all__ = [
    "accept",
    "add_venue",
    "answers",
    "ask_after_needs",
    "calendar",
    "cancel",
    "cannot",
    "claim",
    "confirm_need",
    "decline",
    "edit",
    "event",
    "events",
    "form",
    "form_of",
    "group_calendar",
    "look_after_needs",
    "mine",
    "move_question",
    "needs",
    "new_address",
    "people",
    "personal_calendar",
    "plan",
    "promote",
    "publish",
    "question",
    "register",
    "retire_question",
    "throw_away",
]
