"""Taking mail over SMTP or LMTP, for those who host themselves: kept as a row before it is acknowledged."""

import asyncio
import logging

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP
from django.db import DatabaseError, close_old_connections

from ..models import IncomingMail
from . import taking
from .reading import LARGEST

log = logging.getLogger(__name__)

KEPT = "250 2.0.0 Kept"
NOBODY = "550 5.1.1 Nobody is at this address"
LATER = "451 4.3.0 We cannot keep it just now, please try again later"
TOO_MANY = "452 4.5.3 Too many addresses in one delivery"
MOST_AT_ONCE = 20  # addresses of one delivery


class Listener(Controller):
    """Listens until it is stopped. With `lmtp`, to a mail server in front of it, in the way of RFC 2033."""

    def __init__(self, *, host, port, lmtp=False):
        self.speaks = LMTP if lmtp else SMTP
        super().__init__(
            Keeper(lmtp=lmtp), hostname=host, port=port, data_size_limit=LARGEST, ident="Folkmoot"
        )  # fmt: skip

    def factory(self):
        return self.speaks(self.handler, **self.SMTP_kwargs)


class Keeper:
    """What aiosmtpd asks at each step of a delivery."""

    def __init__(self, *, lmtp=False):
        self.lmtp = lmtp

    async def handle_RCPT(self, server, session, envelope, address, options):
        """Who certainly is not here is turned away before anything is sent."""
        if len(envelope.rcpt_tos) >= MOST_AT_ONCE:
            return TOO_MANY
        answer = await asyncio.to_thread(_asked, taking.is_known, address)
        if answer is None:
            return LATER
        if not answer:
            return NOBODY
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Go on"

    async def handle_DATA(self, server, session, envelope):
        """Kept for each address, or for none; LMTP wants an answer for each."""
        kept = await asyncio.to_thread(_asked, _keep, envelope)
        answer = LATER if kept is None else KEPT
        return "\r\n".join([answer] * (len(envelope.rcpt_tos) if self.lmtp else 1))


def _keep(envelope):
    for recipient in envelope.rcpt_tos:
        IncomingMail.objects.keep(envelope.content, recipient, return_path=envelope.mail_from or "")
    return True


def _asked(question, *arguments):
    """The answer of the database, or None where it gives none: the sender then tries again."""
    close_old_connections()
    try:
        return question(*arguments)
    except DatabaseError:
        log.exception("Mail could not be taken.")
        return None
    finally:
        close_old_connections()
