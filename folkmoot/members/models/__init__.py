"""Who belongs, and the face each person shows."""

from .membership import Member
from .profile import FormerSlug, Profile

__all__ = ["FormerSlug", "Member", "Profile"]
