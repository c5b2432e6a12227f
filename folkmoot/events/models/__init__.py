"""What this room keeps."""

from .attendance import Attendance
from .calendar_address import CalendarAddress
from .certificate import Certificate
from .event import Event
from .feedback import Feedback, FeedbackAnswer, FeedbackGiven
from .host import Host
from .material import Material
from .met import Met
from .need import Need
from .pool import Pool
from .question import Answer, Question
from .registration import Registration
from .venue import Venue

__all__ = [
    "Answer",
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
    "Need",
    "Pool",
    "Question",
    "Registration",
    "Venue",
]
