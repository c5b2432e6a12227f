"""The pages of this room."""

from .choosing import choose, choose_as_guest, stop
from .drafts import discard, draft
from .incoming import incoming, let_in, refuse, was_it_you
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
    "incoming",
    "let_in",
    "letter",
    "letter_html",
    "outbox",
    "record",
    "refuse",
    "stop",
    "was_it_you",
]
