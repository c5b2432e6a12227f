"""A run: long work on one file, done in short batches by one worker at a time, that goes on after any end."""

import logging
import time
from datetime import timedelta

from django.conf import settings
from django.db import connection, models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .lifecycle import Lifecycle

ABANDONED_AFTER = timedelta(minutes=3)  # a worker that did not say anything for so long is gone
PAUSE = 0.11  # seconds
A_BREATH = 5  # small writes between two pauses
log = logging.getLogger(__name__)


class RunQuerySet(models.QuerySet):
    def newest_first(self):
        return self.order_by("-pk")

    def abandoned(self):
        """Runs that a worker began and left: they go on where they were."""
        silent = Q(worked_at=None) | Q(worked_at__lt=timezone.now() - ABANDONED_AFTER)
        old = timezone.now() - ABANDONED_AFTER
        return self.filter(silent, state__in=self.model.AT_WORK, created_at__lt=old)


class Run(Lifecycle):
    """Base of runs. `AT_WORK` are the states in which a worker has something to do."""

    AT_WORK: list[str] = []

    file_name = models.CharField(_("file"), max_length=255)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField(null=True)  # the present piece of work: for the time left
    begun_from = models.PositiveIntegerField(default=0)
    worked_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)  # why it was refused or stopped
    line = models.PositiveIntegerField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("begun"), default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    objects = RunQuerySet.as_manager()
    on_advance = None  # a command that wants to say how far it is puts a function here

    class Meta:
        abstract = True

    @property
    def is_at_work(self):
        return self.state in self.AT_WORK

    @property
    def share(self):
        """How much of the present work is done, in per cent."""
        return min(99, self.done * 100 // self.total) if self.total else 0

    @property
    def time_left(self):
        """A timedelta, or None as long as nothing can be said."""
        done_now = self.done - self.begun_from
        if not self.begun_at or done_now < 20 or self.total <= self.done:
            return None
        spent = (timezone.now() - self.begun_at).total_seconds()
        return timedelta(seconds=round(spent / done_now * (self.total - self.done)))

    def take(self):
        """One worker at a time: whether this one may work on it now."""
        free = Q(worked_at=None) | Q(worked_at__lt=timezone.now() - ABANDONED_AFTER)
        mine = type(self).objects.filter(free, pk=self.pk, state__in=self.AT_WORK)
        taken = mine.update(worked_at=timezone.now(), begun_at=timezone.now(), begun_from=F("done"))
        self.refresh_from_db()
        return bool(taken)

    def let_go(self):
        """This worker does no more now."""
        type(self).objects.filter(pk=self.pk).update(worked_at=None)

    def advance(self, **changes):
        """Write how far it is, in the transaction of the batch."""
        for field, value in changes.items():
            setattr(self, field, value)
        self.worked_at = timezone.now()
        type(self).objects.filter(pk=self.pk).update(worked_at=self.worked_at, **changes)
        if self.on_advance:
            self.on_advance(self)


def go_on(run, seconds=None, *, check, write, undo, stopped):
    """Do what the run's state asks for, unless another worker is at it. Safe to call again after any end.

    `check` does its work, `write` and `undo` answer batches. With `seconds`, it lets go after about so long,
    between two batches. `stopped` is said of a run that something unexpected ends while it writes. Answers
    whether work is left.
    """
    if not run.take():
        return False
    until = time.monotonic() + seconds if seconds else None
    try:
        if run.state == run.State.CHECKING:
            check(run)
        elif run.state == run.State.WRITING:
            _finish_if_done(run, write(run), until, run.finish, stopped)
        else:
            _finish_if_done(run, undo(run), until, run.finish_undo, stopped)
    finally:
        run.let_go()
    return run.is_at_work


def _finish_if_done(run, batches, until, finish, stopped):
    """Batch after batch; each of these was committed, so that any of them may be the last for now."""
    try:
        for _batch in batches:
            if until and time.monotonic() > until:
                return
    except Stop as reason:
        run.stop(*reason.args)
    except Exception:
        log.exception("The %s %s stopped.", run._meta.verbose_name, run.pk)
        run.refresh_from_db()
        if run.state != run.State.WRITING:
            raise
        run.stop(str(stopped))
    else:
        finish()


class Stop(Exception):
    """Raised by a batch that cannot go on, with what `stop` of the run is to be told."""


def breathe():
    """Between two batches: on SQLite one writer has the whole file, and who waits asks ten times a second."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(PAUSE)


def breathing(items):
    """These, with a pause after every few: for work that writes a little for each of many."""
    for number, item in enumerate(items, 1):
        yield item
        if number % A_BREATH == 0:
            breathe()
