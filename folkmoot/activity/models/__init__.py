"""What happened, which letters went out, what each person wants sent, and what they had begun to write."""

from .draft import Draft
from .email import Email
from .entry import Entry
from .incoming import IncomingMail
from .preference import Preference
from .slot import Slot

__all__ = ["Draft", "Email", "Entry", "IncomingMail", "Preference", "Slot"]
