"""What keeps machines and haste out: how often, how fast, how many links. It refuses in words for people.

Counts lie in the shared cache, in a fixed number of cells: addresses are hashed with the site's secret and
never kept, and no flood makes the table grow.
"""

import ipaddress
import re
import time

from allauth.account.adapter import get_adapter
from django.core import signing
from django.core.cache import cache
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.translation import gettext as _

from folkmoot.core.lifecycle import Refused

RATES = {  # name: how many, in how many seconds
    "guest-machine": (20, 3600),
    "guest-address": (5, 3600),
    "account": (20, 600),
    "flag": (10, 3600),
    "question": (6, 600),
}
CELLS = 4096
QUICKEST = 3  # seconds: nobody reads a page and writes a comment in less
OPEN_FOR = 24 * 3600  # how long a form may lie open before it is asked for again
MOST_LINKS = 2  # in a guest's comment
LONGEST = 5000  # characters
LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)


class Limited(Refused):
    """Too often, too fast: come back later. What was typed is kept."""


def spend(name, who):
    """Count one act of `who`; raises Limited when there were too many in this stretch of time."""
    most, seconds = RATES[name]
    digest = salted_hmac("folkmoot.conversations.limits", f"{name} {who}", algorithm="sha256").hexdigest()
    cell = int(digest[:8], 16) % CELLS
    key = f"limit-{name}-{int(time.time() // seconds)}-{cell}"
    if cache.add(key, 1, timeout=seconds):
        return
    try:
        count = cache.incr(key)
    except ValueError:  # it ran out between the two lines
        return
    if count > most:
        raise Limited(_("That is a lot in a short time. Nothing was sent; please try again in an hour."))


def machine(request):
    """The address a request came from, as allauth reads it: it believes as many proxies as are set."""
    address = ipaddress.ip_address(get_adapter(request).get_client_ip(request))
    if address.version == 6:  # one household or server has a whole /64
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def new_key(thread):
    """What a form carries hidden: its own key, and when it was shown, signed for this thread."""
    return signing.TimestampSigner(salt=f"folkmoot.conversations.write.{thread.pk}").sign(
        get_random_string(22)
    )


def read_key(thread, signed):
    """The key of a form and its age in seconds; (None, None) if it is forged or older than a day."""
    signer = signing.TimestampSigner(salt=f"folkmoot.conversations.write.{thread.pk}")
    try:
        key = signer.unsign(signed, max_age=OPEN_FOR)
        shown_at = int(signing.b62_decode(signed.rsplit(":", 2)[1]))
    except (signing.BadSignature, ValueError, IndexError):
        return None, None
    return key, time.time() - shown_at


def links_in(source):
    return len(LINK.findall(source))
