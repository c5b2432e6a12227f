"""Talk about one thing: a thread, the messages in it, and what readers flagged.

Whoever owns a thread shows it; the acts on a message and the moderation desk live in this room.
"""

from .flag import Flag
from .message import Message
from .reading_mark import ReadingMark
from .thread import Thread

__all__ = ["Flag", "Message", "ReadingMark", "Thread"]
