"""The kinds of letters. Rooms offer theirs by gathering "mail kinds"; only "account" always comes."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.models import Guest
from folkmoot.core.gathering import gather

from .models import Bouncing, Preference


@dataclass(frozen=True)
class Kind:
    """One kind of letter, as people choose it."""

    name: str
    label: str | Promise
    help: str | Promise = ""
    on: bool = True  # sent to those who said nothing
    why: str | Promise = ""  # the first line of the foot: "You get this because …"
    stoppable: bool = True
    tells: bool = False  # of what happened, as closely as its reader follows the place: see `telling`


ACCOUNT = Kind(
    name="account",
    label=_("Your account"),
    help=_("Sign-in codes, changes to your account and answers to what you asked for."),
    why=_("You get this because someone, most likely you, asked for it or because your account changed."),
    stoppable=False,
)


def kinds():
    """Every kind, in the order in which rooms offered them; "account" comes first."""
    return [ACCOUNT, *(kind for offered in gather("mail kinds") for kind in offered)]


def kind_named(name):
    """The kind of that name. An unknown one is a mistake in the code that writes the letter."""
    for kind in kinds():
        if kind.name == name:
            return kind
    raise LookupError(f"No room offered the mail kind {name!r}.")


def stoppable():
    return [kind for kind in kinds() if kind.stoppable]


def wants(reader, kind):
    """Whether this person is to get letters of that kind."""
    return reader in who_want([reader], kind)


def who_want(readers, kind):
    """Those of the readers who want that kind, by choice or by its default; in at most two queries."""
    if not kind.stoppable:
        return [reader for reader in readers if reader.email]
    choices = _choices(readers, kind)
    return [reader for reader in readers if _may_write_to(reader) and choices.get(_key(reader), kind.on)]


def gets(reader, kind):
    """Whether this person would get a letter of that kind now."""
    return reader in who_get([reader], kind)


def who_get(readers, kind):
    """Those who want it and whose address takes mail: what can be turned off is not sent to a stopped one.

    They are passed over like those who turned it off, so that nothing piles up: there is no heap of letters
    on the day mail arrives again. What they chose stays as it is, and Today shows what is new by what they
    have read, not by what was sent.
    """
    wanting = who_want(readers, kind)
    if not kind.stoppable or not wanting:
        return wanting
    stopped = Bouncing.objects.stopped_among(reader.email for reader in wanting)
    return [reader for reader in wanting if reader.email.lower() not in stopped]


def _choices(readers, kind):
    rows = Preference.objects.filter(kind=kind.name).order_by("changed_at")
    choices = {}
    if users := [reader.pk for reader in readers if not isinstance(reader, Guest)]:
        choices |= {("user", pk): on for pk, on in rows.filter(user__in=users).values_list("user", "on")}
    if addresses := [reader.email for reader in readers if isinstance(reader, Guest)]:
        told = rows.filter(guest__email__in=addresses).values_list("guest__email", "on")
        choices |= {("guest", address): on for address, on in told}
    return choices


def _key(reader):
    return ("guest", reader.email) if isinstance(reader, Guest) else ("user", reader.pk)


def _may_write_to(reader):
    if isinstance(reader, Guest):
        return bool(reader.email) and reader.blocked_at is None
    return bool(reader.email) and reader.is_active
