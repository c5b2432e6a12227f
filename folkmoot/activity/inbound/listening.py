"""Taking mail over SMTP or LMTP, for those who host themselves: kept as a row before it is acknowledged."""

import asyncio
import logging

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP
from django.db import close_old_connections

from ..models import IncomingMail
from . import taking
from .reading import LARGEST

log = logging.getLogger(__name__)

KEPT = "250 2.0.0 Kept"
NOBODY = "550 5.1.1 Nobody is at this address"
LATER = "451 4.3.0 We cannot keep it just now, please try again later"
TOO_MANY = "452 4.5.3 Too many addresses in one delivery, please send it again for the others"
MOST_AT_ONCE = 20  # addresses of one delivery


class Speaks:
    """How we speak to who delivers: lines longer than the standard allows are read all the same."""

    line_length_limit = 100_000


class SpeaksSMTP(Speaks, SMTP):
    """To any mail server."""


class SpeaksLMTP(Speaks, LMTP):
    """To the mail server in front of us, in the way of RFC 2033."""


class Listener(Controller):
    """Listens until it is stopped."""

    def __init__(self, *, host, port, lmtp=False):
        self.speaks = SpeaksLMTP if lmtp else SpeaksSMTP
        keeper = Keeper(most=1 if lmtp else MOST_AT_ONCE)  # LMTP wants an answer for each address
        super().__init__(keeper, hostname=host, port=port, data_size_limit=LARGEST, ident="Folkmoot")

    def factory(self):
        return self.speaks(self.handler, **self.SMTP_kwargs)


class Keeper:
    """What aiosmtpd asks at each step of a delivery, of at most so many addresses."""

    def __init__(self, *, most):
        self.most = most

    async def handle_RCPT(self, server, session, envelope, address, options):
        """Who certainly is not here is turned away before anything is sent."""
        if len(envelope.rcpt_tos) >= self.most:
            return TOO_MANY
        answer = await asyncio.to_thread(_asked, taking.is_known, address)
        if answer is None:
            return LATER
        if not answer:
            return NOBODY
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Go on"

    async def handle_DATA(self, server, session, envelope):
        """Acknowledged once it is kept for each address; what was kept before one failed is known again."""
        kept = await asyncio.to_thread(_asked, _keep, envelope)
        return LATER if kept is None else KEPT

    async def handle_exception(self, error):
        """Whatever fails here is no fault of the mail: it is to come again."""
        log.error("A delivery failed.", exc_info=error)
        return LATER


def _keep(envelope):
    for recipient in envelope.rcpt_tos:
        IncomingMail.objects.keep(envelope.content, recipient, return_path=envelope.mail_from or "")
    return True


def _asked(question, *arguments):
    """The answer, or None where the database or what asks it gives none: the sender then tries again."""
    close_old_connections()
    try:
        return question(*arguments)
    except Exception:
        log.exception("Mail could not be taken.")
        return None
    finally:
        close_old_connections()
