"""Letters that waited while no post could leave: what was taken back meanwhile does not leave with them."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ..models import Digest, Email, Notice, Rhythm
from .told import told

LATE = timedelta(minutes=10)
AT_ONCE, DIGEST = "notice-", "digest-"  # what the keys of the builder's letters begin with


def was_taken_back(email):
    """Whether a letter that waited tells its reader something that is gone, or not for them any more."""
    if not email.user_id or email.created_at > timezone.now() - LATE:
        return False
    happenings = [notice.happening for notice in _told_by(email).select_related("happening")]
    return bool(happenings) and len(told(happenings, email.user)) < len(happenings)


@transaction.atomic
def take_back(email):
    """It does not leave. What stood in a digest is put together anew, without what is gone."""
    email.become(Email.State.WITHHELD)
    notices = Notice.objects.filter(pk__in=list(_told_by(email).values_list("pk", flat=True)))
    if email.key.startswith(AT_ONCE):
        notices.update(state=Notice.State.LET_GO)
        return
    notices.update(state=Notice.State.KEPT, settled_at=None, digest=None)
    Digest.objects.filter(letter=email).delete()
    Rhythm.objects.filter(user=email.user_id).update(next_at=timezone.now(), claimed_at=None)


def _told_by(email):
    """The notices that this letter settled; none for a letter of another kind."""
    theirs = Notice.objects.of(email.user_id)
    if email.key.startswith(AT_ONCE):
        return theirs.filter(happening=email.key.removeprefix(AT_ONCE), state=Notice.State.MAILED)
    if email.key.startswith(DIGEST):
        return theirs.filter(digest__letter=email, state=Notice.State.IN_DIGEST)
    return theirs.none()
