"""Groups: who belongs to them, what they talk about, what they keep, and how they end."""

from .belonging import Belonging
from .group import Group
from .invitation import Invitation
from .merger import Merger
from .paper import Paper
from .topic import GroupThread

__all__ = ["Belonging", "Group", "GroupThread", "Invitation", "Merger", "Paper"]
