"""Letting things happen on another day: the verbs ask for the time, and are told the day of the story."""

from contextlib import contextmanager

from django.apps import apps
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from folkmoot.activity.models import Email

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


def nothing_leaves():
    """Nothing leaves a demo: what was written was sent on its day."""
    Email.objects.filter(state=Email.State.QUEUED).update(state=Email.State.SENT, sent_at=F("created_at"))
    transaction.on_commit(forget_nudges)


def forget_nudges():
    """The worker need not look at every letter of two years; pictures it still has to make."""
    done = [
        "activity.tasks.deliver",
        "announcements.tasks.send",
        "groups.tasks.write_circular",
        "events.tasks.tell",
        "events.tasks.remind",
        "events.tasks.write_letter",
        "events.tasks.follow_series",
    ]
    done = [f"folkmoot.{name}" for name in done]
    DBTaskResult.objects.filter(task_path__in=done).delete()
