"""Who comes without an account: by a link sent to their address, so that nobody registers somebody else.

The address is shown to nobody. Everyone hears the same words when they ask for the link; what is known of
the address is said in the letter alone.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from folkmoot.accounts.models import Guest, User
from folkmoot.core.lifecycle import Refused
from folkmoot.search.words import folded

from . import links, notices
from .models import Answer, Event, Invitation, Need, Press, Registration

GOOD_FOR = timedelta(days=30)  # after the event a link still shows whether one came


@transaction.atomic
def ask(event, *, name, email, language="", key):
    """Send the link by which somebody comes as a guest; the same form (`key`) sends it once."""
    if Guest.objects.blocked(email).exists():
        return
    if user := account_at(email):
        notices.guest_has_account(event, user, email, key)
        return
    own = event.registrations.live().at(email).select_related("guest").first()
    facts = {"defaults": {"language": language}, "email": email, "name": name}
    guest = own.guest if own else Guest.objects.get_or_create(**facts)[0]
    notices.guest_link(event, guest, key, is_known=own is not None)


def account_at(email):
    """The account of whoever reads this address; None where it is a guest's."""
    proved = Q(emailaddress__email__iexact=email, emailaddress__verified=True)
    return User.objects.active().filter(Q(email__iexact=email) | proved).order_by("pk").first()


def found(token, kind=links.PLACE):
    """(event, guest) that a link was made for; (None, None) where it leads nowhere (any more)."""
    event_key, guest_key = links.read(token, kind)
    since = timezone.now() - GOOD_FOR
    events = Event.objects.published().filter(pk=event_key, ends_at__gt=since)
    event = events.select_related("venue", "group", "audience").first()
    guest = Guest.objects.filter(pk=guest_key, erased_at=None).first()
    return (event, guest) if event and guest else (None, None)


def registration_of(token):
    """The registration that a guest's link stands for, the live one first; None where there is none."""
    event, guest = found(token)
    return place_of(event, guest) if event else None


def place_of(event, guest):
    """What this guest has at the event: what holds now, else the latest; asked under another name, too."""
    rows = event.registrations.of(guest).live_first()
    return rows.select_related("guest", "pool__event").first()


@transaction.atomic
def register(pool, guest):
    """They pressed the button on the page of the link: a place, or the end of the queue."""
    if account_at(guest.email):
        raise Refused(_("This address has an account by now. Sign in, and come with it."))
    Guest.objects.filter(pk=guest.pk, confirmed_at=None).update(confirmed_at=timezone.now())
    return pool.register(guest)


@transaction.atomic
def let_in(pool, *, name, email, key, by):
    """Somebody without an account stands at the door: a place where one is free, and they are here.

    The same form (`key`) takes them in once. Nothing is sent to an address that a host typed. One of an
    account that has this name, too, is that account's.
    """
    list(pool.event.pools.select_for_update().order_by("pk"))  # of both modes, always in this order
    pool.lock()
    if done := Press.objects.filter(key=key, registration__event=pool.event).first():
        return done.registration
    if Guest.objects.blocked(email).exists():
        raise Refused(_("%(name)s cannot be let in here: ask the team.") % {"name": name})
    person = account_at(email) if email else None
    if person and not {*folded(name).split()} <= {*folded(person.name).split()}:
        person, email = None, ""  # whose an address is the door does not learn
    if person is None:
        facts = {"name": name, "email": email}
        person = Guest.objects.get_or_create(**facts)[0] if email else Guest.objects.create(**facts)
    registration = pool.walk_in(person, by=by)
    registration.presses.create(is_here=True, pressed_at=timezone.now(), by=by, key=key)
    return registration


def follow(user, email):
    """An account has proved the address: what its guest had at events belongs to it."""
    Invitation.objects.follow(user, email)
    rows = Registration.objects.at(email.lower()).select_related("pool__event").order_by("pool", "pk")
    for registration in rows:
        registration.follow(user)


def forget(keys):
    """These guests (keys) are being forgotten: their places go to the next, and what they said goes."""
    addresses = Guest.objects.filter(pk__in=keys).exclude(email="").values_list("email", flat=True)
    Invitation.objects.filter(user=None, email__in=list(addresses)).delete()
    rows = Registration.objects.live().filter(guest__in=keys)
    for registration in rows.select_related("pool__event").order_by("pool", "pk"):
        registration.vanish()
    for model in (Answer, Need):
        model.objects.filter(registration__guest__in=keys).delete()


def in_use(guest):
    """Whether their link still shows something: then their row is not emptied."""
    if guest.email and Invitation.objects.needed().filter(email=guest.email, user=None).exists():
        return True
    return Registration.objects.filter(guest=guest, event__ends_at__gt=timezone.now() - GOOD_FOR).exists()
