"""While a run is taken back, the record gets one entry for all of it, not one for each page."""

from contextlib import contextmanager
from contextvars import ContextVar

_told_as_one = ContextVar("told_as_one", default=False)


@contextmanager
def told_as_one():
    token = _told_as_one.set(True)
    try:
        yield
    finally:
        _told_as_one.reset(token)


def is_told_as_one():
    return _told_as_one.get()
