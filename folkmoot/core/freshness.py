"""One stamp for all that strangers can read: whole pages kept for them are good while it stays the same."""

from django.core.cache import cache
from django.db import transaction
from django.utils.crypto import get_random_string

KEY = "freshness"


def stamp():
    """A short word that changes whenever a public page may have changed."""
    value = cache.get(KEY)
    if value is None:
        cache.add(KEY, get_random_string(8), timeout=None)
        value = cache.get(KEY)
    return value


def touch():
    """Say that a public page changed; takes effect when the transaction does."""
    transaction.on_commit(lambda: cache.set(KEY, get_random_string(8), timeout=None))
