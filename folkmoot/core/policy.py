"""The second gate: may this person do this? The first, may they see it, is `visible_to`."""

from django.core.exceptions import PermissionDenied


def require(allowed):
    """Go on if allowed, else answer 403. What a person may not even see is a 404 before this is asked."""
    if not allowed:
        raise PermissionDenied
