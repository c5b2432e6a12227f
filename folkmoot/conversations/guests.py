"""What becomes of a guest's comments: adopted, erased, blocked. An address may stand on several rows."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from folkmoot.accounts.models import Guest
from folkmoot.activity.models import Email, Entry
from folkmoot.core import freshness
from folkmoot.core.gathering import gather
from folkmoot.core.lifecycle import Refused
from folkmoot.members.models import Contact
from folkmoot.search.models import Document

from . import found
from .models import Message, Thread, Wording
from .signals import guests_forgotten

NOTHING_LEFT_FOR = timedelta(days=14)


def left_by(user):
    """The comments written as a guest with an address that this account has since proved to be its own."""
    return Message.objects.adopted_from(_verified(user))


@transaction.atomic
def adopt(user):
    """Make them one's own: they stand under the account's name from now on. Answers how many."""
    mine = left_by(user).values_list("pk", "guest_id", "thread_id")
    rows = list(mine)
    if not rows:
        raise Refused(_("There are no comments left that were written with your addresses as a guest."))
    taken = Message.objects.filter(pk__in=[pk for pk, _guest, _thread in rows])
    many = taken.filter(author=None).update(author=user, guest=None)
    found.name_anew(taken.filter(author=user), str(user), getattr(user, "profile", None))
    mine = Guest.objects.filter(pk__in={guest for _pk, guest, _thread in rows}, contact=None)
    _empty(_unused(mine.exclude(messages__isnull=False)))
    Entry.objects.record("conversations.adopted", user, by=user, many=many)
    freshness.touch()
    return many


@transaction.atomic
def erase(guest, *, words=False):
    """Forget who this was: name and address go, under every name the address used.

    With `words`, what they wrote goes too; where replies stand, a note remains. What was never confirmed is
    thrown away.
    """
    rows = Guest.objects.at(guest.email) if guest.email else Guest.objects.filter(pk=guest.pk)
    guests = list(rows.values_list("pk", flat=True))
    theirs = Message.objects.filter(guest__in=guests)
    threads = set(theirs.values_list("thread_id", flat=True))
    list(Thread.objects.select_for_update().filter(pk__in=threads).order_by("pk"))
    theirs.filter(state="waiting").delete()
    theirs.update(tell_replies=False, reason_words="")
    found.name_anew(theirs, "")
    if words:
        Document.objects.drop_each(theirs)
        Wording.objects.filter(message__in=theirs).delete()
        theirs.update(state="deleted", source="", html="")
        Thread.objects.filter(pk__in=threads).recount()
    for contact in Contact.objects.filter(guest__in=guests):
        contact.erase()
    guests_forgotten.send(Guest, keys=guests)
    _empty(Guest.objects.filter(pk__in=guests))
    Entry.objects.record("conversations.erased", guest, words=words)
    freshness.touch()


@transaction.atomic
def block(guest, *, by):
    """No more comments from this address; what stands is decided one by one."""
    rows = Guest.objects.at(guest.email).filter(blocked_at=None)
    if not guest.email or not rows.update(blocked_at=timezone.now(), trusted_at=None):
        raise Refused(_("This address is blocked already."))
    Entry.objects.record("conversations.blocked", guest, by=by)


@transaction.atomic
def unblock(guest, *, by):
    """The address may comment again; its first comment is held once more."""
    rows = Guest.objects.blocked(guest.email) if guest.email else Guest.objects.filter(pk=guest.pk)
    if not rows.filter(blocked_at__isnull=False).update(blocked_at=None, blocked_mark=""):
        raise Refused(_("This address is not blocked."))
    Entry.objects.record("conversations.unblocked", guest, by=by)


@transaction.atomic
def trust(guest, *, by):
    """What this address confirms is shown at once from now on."""
    rows = Guest.objects.at(guest.email).filter(blocked_at=None, trusted_at=None)
    if not rows.update(trusted_at=timezone.now()):
        raise Refused(_("This address is trusted already, or blocked."))
    Entry.objects.record("conversations.trusted", guest, by=by)


@transaction.atomic
def forget_unconfirmed():
    """What nobody confirmed in two weeks is deleted, and guests of whom nothing is left are emptied."""
    many, _by_model = Message.objects.unconfirmed_for_long().delete()
    left = Message.objects.filter(guest=OuterRef("pk")).exclude(state="deleted")
    old = timezone.now() - NOTHING_LEFT_FOR
    idle = Guest.objects.filter(
        ~Exists(left), contact=None, erased_at=None, blocked_at=None, created_at__lt=old
    )
    _empty(_unused(idle))
    return many


def _unused(guests):
    """Those of whom no room above keeps anything."""
    unused = [guest.pk for guest in guests if not any(gather("guest in use", guest))]
    return Guest.objects.filter(pk__in=unused)


def _empty(guests):
    """Empty the rows, and the letters that were sent to them."""
    keys = list(guests.values_list("pk", flat=True))
    Email.objects.filter(guest__in=keys).delete()
    Guest.objects.filter(pk__in=keys).erase()


def _verified(user):
    return [
        address.lower()
        for address in EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    ]
