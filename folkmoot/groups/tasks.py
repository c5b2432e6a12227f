"""What groups does by itself: it proposes stages by signs, and forgets addresses of people outside."""

from . import care
from .models import Group, Invitation


def propose_stages():
    """Each night: groups that talk are active, those that do not are quiet, if their convenors agree."""
    for group, state in care.proposals():
        group.propose(state)


def forget_addresses():
    """Of invitations that can no longer be answered."""
    Invitation.objects.forgettable().update(email="")


def forget_drafts():
    """Of groups begun half a year ago in which nothing stands."""
    for draft in Group.objects.abandoned():
        draft.throw_away()
