"""What groups does by itself: it writes to all of a group, proposes stages, forgets addresses and drafts."""

from django.tasks import task

from . import care
from .models import Group, Invitation

BEHIND = -10  # the priority of a step: letters written by one go before the next


@task(backend="queue", priority=BEHIND)
def write_circular(pk):
    """One step of a letter to all people of a group; the next is another task."""
    from .circulars import step

    if step(pk):
        write_circular.enqueue(pk)


def go_on_with_circulars():
    """Each minute: those that no worker is at."""
    from . import circulars

    circulars.go_on()


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
