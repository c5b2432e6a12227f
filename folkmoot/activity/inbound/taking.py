"""Looking at a mail that came in: who wrote it, may they, and which room is it for.

Rooms take mail by gathering "mail coming in": a function gets the row and the account that wrote it, and
answers what it made of it (a saved row with an address of its own), raises Refused with words for the writer,
or answers None where the mail is not for it. The files of a mail are made ready before: "mail files".
"""

import logging
from contextlib import nullcontext

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from folkmoot.accounts.limits import stays_spent
from folkmoot.accounts.models import Community
from folkmoot.core.gathering import gather
from folkmoot.core.lifecycle import Refused

from ..letters import language_of
from ..models import IncomingMail
from . import addresses, files, notices, reading, return_paths, returning

log = logging.getLogger(__name__)


def take_in(pk):
    """Move one new mail on; what another worker moved meanwhile is left alone."""
    incoming = IncomingMail.objects.filter(pk=pk, state=IncomingMail.State.NEW).first()
    if incoming is None:
        return
    came_back = return_paths.is_one(incoming.recipient)
    read, look = (returning.read, returning.look) if came_back else (_read, _look)
    found = read(incoming)  # before the row is locked: on SQLite nobody else could write meanwhile
    try:
        with transaction.atomic():
            incoming = _locked(pk, IncomingMail.State.NEW)
            if incoming is not None:
                look(incoming, found)
    except Refused:
        log.info("Mail %s was moved on by somebody else.", pk)


def _locked(pk, state):
    rows = IncomingMail.objects.select_for_update(of=["self"]).select_related("user").defer("raw")
    return rows.filter(pk=pk, state=state).first()


def give_up(pk):
    """We failed to look at it for a day: its owner is told, where we know whose it is."""
    with transaction.atomic():
        incoming = _locked(pk, IncomingMail.State.NEW)
        if incoming is not None:
            incoming.user = _owner(incoming, incoming.sender)
            incoming.save(update_fields=["user"])
            with _in_their_language(incoming):
                incoming.refuse(_unread())


def _look(incoming, found):
    """What it says, and then the first thing that decides about it; no letter where it could not be read."""
    letter, ready, kept = found
    read = letter or reading.Letter()
    incoming.user = _owner(incoming, read.sender)
    incoming.take_down(read)
    if read.machine:
        return incoming.drop(read.machine)
    address, is_theirs = incoming.address, incoming.is_from(incoming.user)
    if incoming.user is None or not (address or is_theirs):
        return incoming.drop("unknown")  # no letter: who it says it is from may never have written it
    if not is_known(incoming.recipient):
        return incoming.drop("nobody")
    with _in_their_language(incoming):
        if letter is None:
            return incoming.refuse(_unread())
        if incoming.is_too_large:
            return incoming.refuse(
                _("It was larger than 10 MB. Please send it without files, or with smaller ones.")
            )
    if address and is_theirs:
        incoming.files = ready or _ready(incoming, letter.files)  # it became theirs just now
        return hand_on(incoming)
    if False in gather("mail is for", incoming, incoming.user):
        return incoming.drop("nobody")  # no letter: who only guesses is not told what there is
    return incoming.hold(kept)


def _owner(incoming, sender):
    """Whose address it came to; of an address that is for many, who says that they wrote it."""
    users, address = get_user_model().objects.active(), incoming.address
    return users.filter(pk=address.reader).first() if address else users.at(sender)


def _unread():
    return _("It could not be read. Please write where it was for, on the site.")


def _in_their_language(incoming):
    """Words for its writer are in the language that the writer reads."""
    if incoming.user is None:
        return nullcontext()
    return translation.override(language_of(incoming.user, Community.objects.current()))


def _read(incoming):
    """What it says; its files, made ready where it will go straight to a room; else as they are held.

    Nothing for a mail on which our reading fails all the same: it does not stop the others.
    """
    try:
        letter = reading.read(bytes(incoming.raw), return_path=incoming.return_path)
    except Exception:
        log.exception("Mail %s could not be read.", incoming.pk)
        return None, None, b""
    incoming.sender, incoming.user = letter.sender, _owner(incoming, letter.sender)
    if letter.machine or incoming.user is None or incoming.is_too_large:
        return letter, None, b""
    if incoming.address and incoming.is_from(incoming.user):
        return letter, _ready(incoming, letter.files), b""
    return letter, None, files.alone(letter.files)


def _ready(incoming, enclosed):
    """What a room makes ready of the files of a mail; None where there are none."""
    if not enclosed:
        return None
    with _in_their_language(incoming):
        return next(iter(gather("mail files", enclosed)), None)


def let_in(pk, *, by):
    """Its owner, or the team for them, says that a held mail is theirs: it goes where it would have gone."""
    ready = _ready_of_held(pk)
    with transaction.atomic():
        incoming = _locked(pk, IncomingMail.State.HELD)
        if incoming is None:
            raise Refused(_("This mail has been decided about already. Nothing was changed."))
        incoming.files = ready
        hand_on(incoming, by=by)
    return incoming


def _ready_of_held(pk):
    """What a room makes ready of the files of a held mail."""
    incoming = IncomingMail.objects.held().filter(pk=pk).select_related("user").first()
    if incoming is None:
        return None
    return _ready(incoming, files.under(incoming.enclosed, reading.files_in(bytes(incoming.raw))))


@transaction.atomic
def turn_away(pk, *, by):
    """The team says that a held mail is not its owner's; they get it back with the reason."""
    incoming = _locked(pk, IncomingMail.State.HELD)
    if incoming is None:
        raise Refused(_("This mail has been decided about already. Nothing was changed."))
    with _in_their_language(incoming):
        incoming.refuse(_("It came from an address that you have not confirmed as yours."), by=by)


@transaction.atomic
def drop_unanswered(pk):
    """Its owner never said whether it is theirs."""
    if incoming := _locked(pk, IncomingMail.State.HELD):
        incoming.drop("unanswered")


def hand_on(incoming, *, by=None):
    """To the room it is for. What the room refuses goes back to its writer, in their language."""
    if incoming.user is None or not incoming.user.is_active:
        return incoming.drop("unknown", by=by)
    with _in_their_language(incoming):
        try:
            with stays_spent(), transaction.atomic():
                made = _made_of(incoming)
        except Refused as refused:
            return incoming.refuse(refused.words)
        if incoming.files and incoming.files.left_out:
            notices.left_out(incoming, made)
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
    if incoming.enclosed:
        return _("There were only files in your mail and no words. Please send it again with a few words.")
    return _("We found no words of yours in your mail, only what you answered to.")


def is_known(recipient):
    """Whether mail to this address could be for somebody: asked before it is even delivered.

    Of a room's addresses only the shape is asked, so that nobody can try out which there are.
    """
    if not addresses.is_ours(recipient):
        return False
    if addresses.parts(recipient)[0].startswith(addresses.BEFORE):
        return addresses.read(recipient) is not None
    if return_paths.is_one(recipient):
        return return_paths.read(recipient) is not None
    return any(gather("mail address", addresses.parts(recipient)[0]))
