"""Looking at a mail that came in: who wrote it, may they, and which room is it for.

Rooms take mail by gathering "mail coming in": a function gets the row and the account that wrote it, and
answers what it made of it (a saved row with an address of its own), raises Refused with words for the writer,
or answers None where the mail is not for it.
"""

import logging

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from folkmoot.accounts.models import Community
from folkmoot.core.gathering import gather
from folkmoot.core.lifecycle import Refused

from ..letters import language_of
from ..models import IncomingMail
from . import addresses, reading

log = logging.getLogger(__name__)


def take_in(pk):
    """Move one new mail on; what another worker moved meanwhile is left alone."""
    try:
        with transaction.atomic():
            incoming = _locked(pk, IncomingMail.State.NEW)
            if incoming is not None:
                _look(incoming)
    except Refused:
        log.info("Mail %s was moved on by somebody else.", pk)


def _locked(pk, state):
    rows = IncomingMail.objects.select_for_update(of=["self"]).select_related("user")
    return rows.filter(pk=pk, state=state).first()


def _look(incoming):
    """What it says, and then the first thing that decides about it."""
    letter = _read(incoming) or reading.Letter()
    address = incoming.address
    users = get_user_model().objects.active()
    incoming.user = users.filter(pk=address.reader).first() if address else users.at(letter.sender)
    incoming.take_down(letter)
    if letter == reading.Letter() and incoming.user:
        return incoming.refuse(_("It could not be read. Please write where it was for, on the site."))
    if letter.machine:
        return incoming.drop(letter.machine)
    is_theirs = incoming.is_from(incoming.user)
    if incoming.user is None or not (address or is_theirs):
        return incoming.drop("unknown")  # no letter: who it says it is from may never have written it
    if not is_known(incoming.recipient):
        return incoming.drop("nobody")
    if address and is_theirs:
        return hand_on(incoming)
    return incoming.hold()


def _read(incoming):
    """Nothing for a mail on which our reading fails all the same: it does not stop the others."""
    try:
        return reading.read(bytes(incoming.raw), return_path=incoming.return_path)
    except Exception:
        log.exception("Mail %s could not be read.", incoming.pk)
        return None


@transaction.atomic
def let_in(pk, *, by):
    """Its owner, or the team for them, says that a held mail is theirs: it goes where it would have gone."""
    incoming = _locked(pk, IncomingMail.State.HELD)
    if incoming is None:
        raise Refused(_("This mail has been decided about already. Nothing was changed."))
    hand_on(incoming, by=by)
    return incoming


def hand_on(incoming, *, by=None):
    """To the room it is for. What the room refuses goes back to its writer, in their language."""
    community = Community.objects.current()
    with translation.override(language_of(incoming.user, community)):
        try:
            with transaction.atomic():
                made = _made_of(incoming)
        except Refused as refused:
            return incoming.refuse(refused.words)
    return incoming.take(made, by=by)


def _made_of(incoming):
    address = incoming.address
    if address and address.is_expired:
        raise Refused(
            _("The letter you answered is more than 90 days old. Please answer where it stands, on the site.")
        )
    if not incoming.text:
        raise Refused(_no_words(incoming))
    for made in gather("mail coming in", incoming, incoming.user):
        return made
    raise Refused(_("Nothing is at this address any more."))


def _no_words(incoming):
    if incoming.attached:
        return _(
            "There were only files in your mail and no words. Files do not come in by mail; please add them "
            "on the site."
        )
    return _("We found no words of yours in your mail, only what you answered to.")


def is_known(recipient):
    """Whether mail to this address is for somebody: asked before it is even delivered."""
    if not addresses.is_ours(recipient):
        return False
    if addresses.parts(recipient)[0].startswith(addresses.BEFORE):
        return addresses.read(recipient) is not None
    return any(gather("mail address", addresses.parts(recipient)[0]))
