"""Letting things happen on another day: the verbs ask for the time, and are told the day of the story."""

from contextlib import contextmanager

from django.apps import apps
from django.utils import timezone

_really_now = timezone.now


@contextmanager
def story_time():
    """Inside, `at(moment)` sets the clock that Django tells, also to the defaults of fields."""
    told = {"now": _really_now()}

    def now():
        return told["now"]

    def at(moment):
        told["now"] = moment

    fields = [
        field
        for model in apps.get_models()
        for field in model._meta.local_fields
        if field.default is _really_now
    ]
    timezone.now = now
    _set_defaults(fields, now)
    try:
        yield at
    finally:
        timezone.now = _really_now
        _set_defaults(fields, _really_now)


def _set_defaults(fields, function):
    for field in fields:
        field.default = function
        field.__dict__.pop("_get_default", None)  # Django keeps the function it found
