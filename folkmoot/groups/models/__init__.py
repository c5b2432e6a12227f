"""Groups: who belongs to them, what they talk about, what they keep, and how they end."""

from .belonging import Belonging
from .circular import Circular
from .group import Group
from .group_thread import GroupThread
from .invitation import Invitation
from .merger import Merger
from .paper import Paper

__all__ = ["Belonging", "Circular", "Group", "GroupThread", "Invitation", "Merger", "Paper"]
