"""Talk about one thing: a thread, the messages in it, and what readers flagged.

Whoever owns a thread shows it; the acts on a message and the moderation desk live in this room.
"""

from .enclosure import Enclosure
from .flag import Flag
from .mention import Mention
from .message import Message
from .reaction import Reaction
from .thread import Thread
from .wording import Wording

__all__ = ["Enclosure", "Flag", "Mention", "Message", "Reaction", "Thread", "Wording"]
