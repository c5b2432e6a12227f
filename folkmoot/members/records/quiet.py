"""Who has found no way in: members who have not been in contact with the community for a long time."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from folkmoot.activity.models import Entry

from ..models import Note

QUIET_AFTER = timedelta(days=90)


def quiet(accounts):
    """Of these accounts, the members of at least ninety days who in that time neither signed in, nor did
    anything that is in the record, nor were spoken with by the team (a call, a meeting or a mail noted down).

    A letter that was sent to them is no contact: nobody knows whether it was read.
    """
    since = timezone.now() - QUIET_AFTER
    day = timezone.localdate(since)
    did = Entry.objects.filter(by=OuterRef("pk"), at__gte=since)
    spoke = Note.objects.filter(user=OuterRef("pk"), on__gte=day, kind__in=Note.TOUCHING)
    return accounts.filter(
        ~Exists(did),
        ~Exists(spoke),
        Q(last_login=None) | Q(last_login__lt=since),
        is_active=True,
        is_member=True,
        membership__since__lte=day,
    )
