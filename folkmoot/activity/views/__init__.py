"""The pages of this room."""

from .choosing import choose, choose_as_guest, rhythm, stop
from .drafts import discard, draft
from .following import follow, mute
from .incoming import incoming, let_in, refuse, was_it_you
from .one_tap import tap
from .outbox import letter, letter_html, outbox
from .post import again, deliveries
from .record import record
from .returned import returned, stopped, works_again

__all__ = [
    "again",
    "choose",
    "choose_as_guest",
    "deliveries",
    "discard",
    "draft",
    "follow",
    "incoming",
    "let_in",
    "letter",
    "letter_html",
    "mute",
    "outbox",
    "record",
    "refuse",
    "returned",
    "rhythm",
    "stop",
    "stopped",
    "tap",
    "was_it_you",
    "works_again",
]
