"""What this room keeps."""

from .attendance import Attendance
from .calendar_address import CalendarAddress
from .certificate import Certificate
from .event import Event
from .feedback import Feedback, FeedbackAnswer, FeedbackGiven
from .host import Host
from .material import Material
from .met import Met
from .pool import Pool
from .registration import Registration
from .venue import Venue

__all__ = [
    "Attendance",
    "CalendarAddress",
    "Certificate",
    "Event",
    "Feedback",
    "FeedbackAnswer",
    "FeedbackGiven",
    "Host",
    "Material",
    "Met",
    "Pool",
    "Registration",
    "Venue",
]
