"""What this room keeps."""

from .attendance import Attendance
from .calendar_address import CalendarAddress
from .certificate import Certificate
from .choosing import Choosing, Option, Pick
from .draw import Draw, Ticket
from .event import Event
from .feedback import Feedback, FeedbackAnswer, FeedbackGiven
from .free_place import FreePlace
from .host import Host
from .invitation import Invitation
from .join_link import JoinLink
from .layout import Room, Slot
from .letter import Letter
from .material import Material
from .met import Met
from .need import Need
from .pitch import Joining, Lead, Pitch, SessionInterest
from .pool import Pool
from .press import Press
from .print_out import PrintOut
from .question import Answer, Question
from .registration import Registration
from .reminder import Reminder
from .reserved_places import ReservedPlaces
from .series import Series, SeriesMembership
from .session import FollowUp, SessionNote
from .space import Space
from .strand import Strand
from .venue import Venue

__all__ = [
    "Answer",
    "Attendance",
    "CalendarAddress",
    "Certificate",
    "Choosing",
    "Draw",
    "Event",
    "Feedback",
    "FeedbackAnswer",
    "FeedbackGiven",
    "FollowUp",
    "FreePlace",
    "Host",
    "Invitation",
    "JoinLink",
    "Joining",
    "Lead",
    "Letter",
    "Material",
    "Met",
    "Need",
    "Option",
    "Pick",
    "Pitch",
    "Pool",
    "Press",
    "PrintOut",
    "Question",
    "Registration",
    "Reminder",
    "ReservedPlaces",
    "Room",
    "Series",
    "SeriesMembership",
    "SessionInterest",
    "SessionNote",
    "Slot",
    "Space",
    "Strand",
    "Ticket",
    "Venue",
]
