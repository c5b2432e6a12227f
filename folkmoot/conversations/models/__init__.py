"""Talk about one thing: a thread, the messages in it, and what readers flagged.

Whoever owns a thread shows it; the acts on a message and the moderation desk live in this room.
"""

from .flag import Flag
from .mention import Mention
from .message import Message
from .reaction import Reaction
from .thread import Thread
from .wording import Wording

__all__ = ["Flag", "Mention", "Message", "Reaction", "Thread", "Wording"]
