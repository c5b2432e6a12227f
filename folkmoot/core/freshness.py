"""One stamp for all that strangers can read: whole pages kept for them are good while it stays the same."""

from time import monotonic

from django.core.cache import cache
from django.db import transaction
from django.utils.crypto import get_random_string

KEY = "freshness"
RECENT = 1  # second: for so long a process may go on with a stamp that another process has changed
_read = (None, 0.0)  # the stamp last read in this process, and until when it is recent


def stamp():
    """A short word that changes whenever a public page may have changed."""
    value = cache.get(KEY)
    if value is None:
        cache.add(KEY, get_random_string(8), timeout=None)
        value = cache.get(KEY)
    return value


def recent_stamp():
    """The stamp as it was at most a second ago: what is changed in this process shows at once."""
    global _read
    value, until = _read
    if value is None or until < monotonic():
        value = stamp()
        _read = (value, monotonic() + RECENT)
    return value


def touch():
    """Say that a public page changed; takes effect when the transaction does."""
    transaction.on_commit(_change)


def _change():
    global _read
    cache.set(KEY, get_random_string(8), timeout=None)
    _read = (None, 0.0)
