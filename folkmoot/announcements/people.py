"""Who an announcement reaches: the people of its parts, each once, and why some of them are left out."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db.models import OuterRef, Subquery

from folkmoot.activity.kinds import kind_named
from folkmoot.activity.models import Bouncing, Preference
from folkmoot.activity.parts import parts

from .models import Recipient

REASON = Recipient.Reason


@dataclass(frozen=True, slots=True)
class Someone:
    """One person a part offered: an account or, without one, a guest."""

    user_id: int | None
    guest_id: int | None
    name: str
    address: str
    open: bool  # the account is active, the guest not blocked
    kind: str = ""  # of letter, where the part has one of its own

    @property
    def same(self):
        """What two of the same person have in common: the address; else the row."""
        return self.address.lower() or (self.user_id, self.guest_id)


def reached(to, without=(), offered=None):
    """Everyone in the parts named `to` and in none of those named `without`, each once, by name."""
    offered = parts() if offered is None else offered
    kept = _people([part for part in offered if part.name in to])
    for same in _people([part for part in offered if part.name in without]):
        kept.pop(same, None)
    return sorted(kept.values(), key=lambda one: (one.name.casefold(), one.address))


def left_out(people, kind):
    """Those who would not get a letter of that kind, each with the reason: (user_id, guest_id) -> reason."""
    kinds = {name: kind_named(name).on for name in {one.kind or kind for one in people}}
    said = Preference.objects.filter(kind__in=kinds).order_by("changed_at")
    said = said.values_list("kind", "user", "guest__email", "on")
    choices = {(name, user or address): on for name, user, address, on in said}
    stopped = set(Bouncing.objects.stopped().values_list("address", flat=True))
    found = {}
    for one in people:
        name = one.kind or kind
        if reason := _reason(one, choices.get((name, one.user_id or one.address), kinds[name]), stopped):
            found[one.user_id, one.guest_id] = reason
    return found


def _reason(one, wants, stopped):
    if not one.address:
        return REASON.NO_ADDRESS
    if not one.open:
        return REASON.CLOSED
    if not wants:
        return REASON.TURNED_OFF
    return REASON.STOPPED if one.address.lower() in stopped else ""


def _people(offered):
    """The people of these parts by what makes them the same: an account stands before a guest."""
    found = {}
    for part in offered:
        if part.users is not None:
            for one in _accounts(part.users, part.kind):
                found.setdefault(one.same, one)
    for part in offered:
        if part.guests is not None:
            for one in _guests(part.guests, part.kind):
                found.setdefault(one.same, one)
    return found


def _accounts(users, kind):
    rows = users.order_by().values_list("pk", "name", "email", "is_active")
    return [Someone(pk, None, name, address, active, kind) for pk, name, address, active in rows]


def _guests(guests, kind):
    """Guests; one who has an account at the same address, perhaps not their main one, is that account."""
    theirs = EmailAddress.objects.filter(email=OuterRef("email"), verified=True, user__is_active=True)
    fields = ("pk", "name", "email", "blocked_at", "account", "account_name", "account_email")
    rows = guests.order_by("pk").annotate(
        account=Subquery(theirs.values("user")[:1]),
        account_name=Subquery(theirs.values("user__name")[:1]),
        account_email=Subquery(theirs.values("user__email")[:1]),
    )
    return [
        Someone(account, None, account_name, account_email, True, kind)
        if account
        else Someone(None, pk, name, address, blocked_at is None, kind)
        for pk, name, address, blocked_at, account, account_name, account_email in rows.values_list(*fields)
    ]
