"""Who has not been in contact with us for a long time, and who is asked whether they still are."""

from datetime import timedelta

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q
from django.db.models.functions import Cast
from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.activity.models import Email, Entry

from ..models import Member, Note

QUIET_AFTER = timedelta(days=90)
A_YEAR = timedelta(days=365)
REMINDED_AFTER = timedelta(days=14)
FOR_AN_ANSWER = timedelta(days=28)


def quiet(accounts):
    """Of these accounts, the members of at least ninety days who in that time neither signed in, nor did
    anything that is in the record, nor were spoken with by the team (a call, a meeting or a mail noted down).

    A letter that was sent to them is no contact: nobody knows whether it was read.
    """
    since = timezone.now() - QUIET_AFTER
    day = timezone.localdate() - QUIET_AFTER
    spoke = Note.objects.filter(user=OuterRef("pk"), on__gte=day, kind__in=Note.TOUCHING)
    return unheard(accounts, since).filter(
        ~Exists(spoke), is_active=True, is_member=True, membership__since__lte=day
    )


def unheard(accounts, since):
    """Who did not sign in and did nothing that is in the record since then: a moment, or an expression."""
    did = Entry.objects.filter(by=OuterRef("pk"), at__gte=since)
    signed_in = since if not isinstance(since, OuterRef) else F(since.name)
    return accounts.filter(~Exists(did), Q(last_login=None) | Q(last_login__lt=signed_in))


def to_ask():
    """Members whom nobody has heard of for a year, and who were not asked in that time; the longest first.

    Who was brought in from a table may be a member since long ago, and here since yesterday.
    """
    since = timezone.now() - A_YEAR
    return (
        Member.objects.current()
        .filter(
            Q(still_asked_at=None) | Q(still_asked_at__lt=since), since__lte=timezone.localdate() - A_YEAR
        )
        .filter(user__in=unheard(_to_be_reached().filter(date_joined__lte=since), since))
        .exclude(user__in=_came_back(since))
        .order_by(F("still_asked_at").asc(nulls_first=True), "since", "pk")
    )


def to_remind():
    """Who was asked two weeks ago and is still unheard of. Much later, a second letter reminds of nothing."""
    now = timezone.now()
    asked = Member.objects.current().filter(
        still_reminded_at=None,
        still_asked_at__lte=now - REMINDED_AFTER,
        still_asked_at__gt=now - FOR_AN_ANSWER,
    )
    return asked.filter(user__in=_silent(_to_be_reached())).order_by("still_asked_at", "pk")


def _to_be_reached():
    """Accounts at whose address no letter was turned back, as far as the post remembers."""
    back = Email.objects.turned_back().filter(user=OuterRef("pk"), address=OuterRef("email"))
    return User.objects.active().filter(~Exists(back))


def _came_back(since):
    came = Entry.objects.filter(verb="members.came_back", at__gte=since)
    return came.values(account=Cast("object_id", BigIntegerField()))


def unanswered(accounts):
    """Of these accounts, the members who were asked four weeks ago, and of whom nothing was heard since."""
    asked = accounts.filter(is_member=True, membership__still_asked_at__lte=timezone.now() - FOR_AN_ANSWER)
    return _silent(asked)


def _silent(accounts):
    """A yes stands in the record, too."""
    return unheard(accounts, OuterRef("membership__still_asked_at"))
