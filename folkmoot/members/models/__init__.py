"""Who belongs, who would like to, and the face each person shows."""

from .asking import Asking
from .contact import Contact
from .membership import Member
from .profile import FormerSlug, Profile

__all__ = ["Asking", "Contact", "FormerSlug", "Member", "Profile"]
