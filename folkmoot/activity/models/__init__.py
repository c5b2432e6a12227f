"""What happened and who should know of it, which letters went out, what each person wants sent, and what they
had begun to write.
"""

from .bouncing import Bouncing
from .draft import Draft
from .email import Email
from .entry import Entry
from .following import Following, Level
from .happening import Happening, Notice
from .incoming import IncomingMail
from .preference import Preference
from .rhythm import Digest, Rhythm
from .slot import Slot

__all__ = [
    "Bouncing",
    "Digest",
    "Draft",
    "Email",
    "Entry",
    "Following",
    "Happening",
    "IncomingMail",
    "Level",
    "Notice",
    "Preference",
    "Rhythm",
    "Slot",
]
