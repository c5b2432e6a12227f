"""The pages of events."""

from .asking import answers, ask_after_needs, form, form_of, move_question, question, retire_question
from .by_link import (
    guest_certificate,
    guest_certificate_pdf,
    guest_join,
    guest_material,
    guest_register,
    guest_transcript,
)
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
    still,
)
from .door import door, door_code, let_in, walk_in
from .events import calendar, event, events
from .giving import applications, call_off_draw, draw, draw_data, draw_now, giving
from .guests import guest, guest_place
from .hosting import cancel, edit, people, plan, promote, publish, throw_away
from .hosts import hosts, step_back
from .inviting import invited, uninvite
from .joining import join, joining
from .needs import confirm_need, look_after_needs, needs
from .papers import paper, paper_file, papers
from .programme import edit_strand, move_strand, new_strand, programme, strand, team_programme
from .reserving import end_reserved, reserve, reserved
from .series import join_series, leave_series, publish_series, repeat, series
from .venues import add_venue, venue, venues
from .writing import letter, write

__all__ = [
    "accept",
    "add_venue",
    "answers",
    "applications",
    "ask_after_needs",
    "calendar",
    "call_off_draw",
    "cancel",
    "cannot",
    "claim",
    "confirm_need",
    "decline",
    "door",
    "door_code",
    "draw",
    "draw_data",
    "draw_now",
    "edit",
    "edit_strand",
    "end_reserved",
    "event",
    "events",
    "form",
    "form_of",
    "giving",
    "group_calendar",
    "guest",
    "guest_certificate",
    "guest_certificate_pdf",
    "guest_join",
    "guest_material",
    "guest_place",
    "guest_register",
    "guest_transcript",
    "hosts",
    "invited",
    "join",
    "join_series",
    "joining",
    "leave_series",
    "let_in",
    "letter",
    "look_after_needs",
    "mine",
    "move_question",
    "move_strand",
    "needs",
    "new_address",
    "new_strand",
    "paper",
    "paper_file",
    "papers",
    "people",
    "personal_calendar",
    "plan",
    "programme",
    "promote",
    "publish",
    "publish_series",
    "question",
    "register",
    "repeat",
    "reserve",
    "reserved",
    "retire_question",
    "series",
    "step_back",
    "still",
    "strand",
    "team_programme",
    "throw_away",
    "uninvite",
    "venue",
    "venues",
    "walk_in",
    "write",
]
