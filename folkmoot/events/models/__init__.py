"""What this room keeps."""

from .calendar_address import CalendarAddress
from .event import Event
from .host import Host
from .pool import Pool
from .registration import Registration
from .venue import Venue

__all__ = ["CalendarAddress", "Event", "Host", "Pool", "Registration", "Venue"]
