"""The pages of this room."""

from .choosing import choose, choose_as_guest, stop
from .drafts import discard, draft
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
    "letter",
    "letter_html",
    "outbox",
    "record",
    "stop",
]
