"""What open spaces give to rooms that ask by name."""

from django.utils.translation import gettext_lazy

from ..models import FollowUp
from . import notices

SENTENCES = {
    "events.space_opened": gettext_lazy("%(by)s made the event %(thing)s an open space"),
    "events.space_edited": gettext_lazy("%(by)s changed the open space of the event %(thing)s: %(why)s"),
    "events.pitching_closed": gettext_lazy("Pitching closed at the open space of the event %(thing)s"),
    "events.pitched": gettext_lazy("%(by)s pitched “%(title)s” for the event %(thing)s"),
    "events.pitch_edited": gettext_lazy("%(by)s changed the pitch “%(title)s” for the event %(thing)s"),
    "events.pitch_withdrawn": gettext_lazy("%(by)s withdrew “%(title)s” from the event %(thing)s"),
    "events.joining_asked": gettext_lazy(
        "%(by)s asked to join “%(title)s” with another at the event %(thing)s"
    ),
    "events.joining_declined": gettext_lazy("%(by)s kept two conversations apart at the event %(thing)s"),
    "events.pitches_joined": gettext_lazy(
        "%(by)s made “%(title)s” a part of “%(into)s” at the event %(thing)s"
    ),
    "events.lead_joined": gettext_lazy(
        "%(by)s said yes: %(name)s leads “%(title)s” with them at the event %(thing)s"
    ),
    "events.session_placed": gettext_lazy(
        "%(by)s placed “%(title)s” at the event %(thing)s: %(hours)s, %(room)s"
    ),
    "events.session_taken_out": gettext_lazy(
        "%(by)s took “%(title)s” out of the agenda of the event %(thing)s"
    ),
    "events.room_added": gettext_lazy("%(by)s added the room %(name)s to the event %(thing)s"),
    "events.room_edited": gettext_lazy("%(by)s changed the room %(name)s of the event %(thing)s"),
    "events.room_removed": gettext_lazy("%(by)s removed the room %(name)s from the event %(thing)s"),
    "events.slots_laid": gettext_lazy("%(by)s laid out %(many)s slots at the event %(thing)s"),
    "events.slot_removed": gettext_lazy("%(by)s removed the slot %(hours)s from the event %(thing)s"),
    "events.note_written": gettext_lazy("%(by)s wrote a note of “%(title)s” at the event %(thing)s"),
    "events.note_changed": gettext_lazy("%(by)s changed a note of “%(title)s” at the event %(thing)s"),
    "events.became": gettext_lazy(
        "%(by)s said what became of “%(title)s” at the event %(thing)s: %(answer)s"
    ),
}
VALUES = {"events.became": {"answer": dict(FollowUp.Answer.choices)}}


def record_values():
    return VALUES


def record_words():
    return SENTENCES


def mail_kinds():
    return [notices.SESSIONS]
