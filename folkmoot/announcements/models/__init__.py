"""What the team writes to many: announcements, their wording, their recipients, the items of a newsletter."""

from .announcement import Announcement
from .item import NewsletterItem
from .recipient import Recipient
from .wording import Wording

__all__ = ["Announcement", "NewsletterItem", "Recipient", "Wording"]
