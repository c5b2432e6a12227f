"""The letters about mail that came in: only ever to the account whose it is, and only so many a day."""

from folkmoot.accounts.limits import RATES, Limited, spend

from .. import links, mail
from ..models.incoming import MOST_NAMED
from . import asking

FOLDER = "activity/letters/inbound"
RATES |= {"mail-refused": (3, 86400), "mail-held": (10, 86400)}


def refused(incoming):
    """To its owner, once: why it was not taken, with their words; to the address they wrote from."""
    if incoming.user is None or not _within("mail-refused", incoming.user):
        return
    reader, is_own = incoming.user, incoming.is_from(incoming.user)
    if is_own:
        reader = mail.reader_at(incoming.sender, reader)
    _write("refused", reader, incoming, is_own=is_own, lines=incoming.text.splitlines())


def held(incoming):
    """To its owner: a mail came in your name from another address. Was this you?"""
    if _within("mail-held", incoming.user):
        path = asking.path_of(incoming)
        _write("held", incoming.user, incoming, path=path, page=links.absolute(path))


def left_out(incoming, made):
    """To its writer: it was taken, but not all of its files, and why; to the address they wrote from."""
    if not _within("mail-refused", incoming.user):
        return
    reader = incoming.user
    if incoming.is_from(reader):
        reader = mail.reader_at(incoming.sender, reader)
    page, files = links.absolute(made.get_absolute_url()), incoming.files.left_out
    _write("left_out", reader, incoming, page=page, files=files[:MOST_NAMED], more=files[MOST_NAMED:])


def _write(name, reader, incoming, **context):
    mail.write(
        f"{FOLDER}/{name}.txt", to=[reader], kind="account", key=f"mail-{name}-{incoming.pk}",
        incoming=incoming, **context,
    )  # fmt: skip


def _within(rate, user):
    """A few a day: two programs that answer each other stop here."""
    try:
        spend(rate, user.pk)
    except Limited:
        return False
    return True
