"""The pages of this room."""

from .choosing import choose, choose_as_guest, rhythm, stop
from .drafts import discard, draft
from .following import follow, mute
from .outbox import letter, letter_html, outbox
from .post import again, deliveries
from .record import record

__all__ = [
    "again",
    "choose",
    "choose_as_guest",
    "deliveries",
    "discard",
    "draft",
    "follow",
    "letter",
    "letter_html",
    "mute",
    "outbox",
    "record",
    "rhythm",
    "stop",
]
