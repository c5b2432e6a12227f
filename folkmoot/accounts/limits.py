"""What keeps machines and haste out: how often, how fast. It refuses in words for people.

Counts are rows (`Spending`), a fixed number of them: addresses are hashed with the site's secret and never
kept, and no flood makes the table grow.
"""

import ipaddress
import time
from contextlib import contextmanager
from contextvars import ContextVar

from allauth.account.adapter import get_adapter
from django.core import signing
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.translation import gettext as _

from folkmoot.core.lifecycle import Refused

from .models import Spending

RATES = {  # name: how many, in how many seconds; rooms add theirs
    "contact-machine": (10, 3600),
    "contact-address": (3, 3600),
}
CELLS = 4096  # of each name
SPENT = ContextVar("spent", default=None)  # what was spent inside `stays_spent`
QUICKEST = 3  # seconds: nobody reads a page and fills in a form in less
OPEN_FOR = 24 * 3600  # how long a form may lie open before it is asked for again


class Limited(Refused):
    """Too often, too fast: come back later. What was typed is kept."""


def spend(name, who):
    """Count one act of `who`; raises Limited when there were too many in this stretch of time."""
    most = RATES[name][0]
    if (spent := SPENT.get()) is not None:
        spent.append((name, who))
    if _count(name, who) > most:
        raise Limited(_("That is a lot in a short time. Nothing was sent; please try again in an hour."))


@contextmanager
def stays_spent():
    """Around a transaction that may be undone: what was spent in it is counted all the same."""
    token = SPENT.set([])
    try:
        yield
    except Exception:
        for name, who in SPENT.get():
            _count(name, who)
        raise
    finally:
        SPENT.reset(token)


def _count(name, who):
    """How often it was done in this stretch of time, this one included."""
    seconds = RATES[name][1]
    digest = salted_hmac("folkmoot.conversations.limits", f"{name} {who}", algorithm="sha256").hexdigest()
    cell = int(digest[:8], 16) % CELLS
    return Spending.objects.count(f"{name}-{cell}", int(time.time() // seconds))


def machine(request):
    """The address a request came from, as allauth reads it: it believes as many proxies as are set."""
    address = ipaddress.ip_address(get_adapter(request).get_client_ip(request))
    if address.version == 6:  # one household or server has a whole /64
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def new_key(salt):
    """What a form carries hidden: its own key, and when it was shown, signed for what it is about."""
    return signing.TimestampSigner(salt=salt).sign(get_random_string(22))


def read_key(salt, signed):
    """The key of a form and its age in seconds; (None, None) if it is forged or older than a day."""
    try:
        key = signing.TimestampSigner(salt=salt).unsign(signed, max_age=OPEN_FOR)
        shown_at = int(signing.b62_decode(signed.rsplit(":", 2)[1]))
    except (signing.BadSignature, ValueError, IndexError):
        return None, None
    return key, time.time() - shown_at
