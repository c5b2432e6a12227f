"""Which announcement is meant, and whether this person may work on it."""

from django.shortcuts import get_object_or_404

from folkmoot.core.policy import require

from .. import policy
from ..models import Announcement


def found(request, pk):
    """One of those this person works on; what is not theirs does not exist."""
    require(policy.may_gather(request.user))
    workable = Announcement.objects.workable_by(request.user).select_related("by")
    return get_object_or_404(workable, pk=pk)
