"""Talk about one thing: a thread, the messages in it, what readers say back, and what the team decides.

Whoever owns a thread shows it; the acts on a message and the moderation desk live in this room.
"""

from .appeal import Appeal
from .case_note import CaseNote
from .caution import Caution
from .enclosure import Enclosure
from .flag import Flag
from .mention import Mention
from .message import Message
from .reaction import Reaction
from .reading_mark import ReadingMark
from .thread import Thread
from .wording import Wording

__all__ = [
    "Appeal",
    "CaseNote",
    "Caution",
    "Enclosure",
    "Flag",
    "Mention",
    "Message",
    "Reaction",
    "ReadingMark",
    "Thread",
    "Wording",
]
