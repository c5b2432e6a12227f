"""Views wait in the memory of their process for a few seconds, then a thread of it counts them together.

A request only leaves its view here. Who it came from stands nowhere else, and here until it is counted.
"""

import atexit
import logging
import os
from collections import deque
from threading import Event, Lock, Thread
from typing import NamedTuple

from django.db import connections

log = logging.getLogger(__name__)

EVERY = 10  # seconds: what a crash may lose
ENOUGH = 500  # views are counted at once
AT_ONCE = 2_000  # in one transaction
MOST = 20_000  # that wait while the database does not answer; about 10 MB


class View(NamedTuple):
    """One page that was sent to someone."""

    at: float
    path: str = ""  # empty where the address is not for everyone
    stranger: bool = True
    address: str = ""
    agent: str = ""
    referrer: str = ""
    host: str = ""
    query: str = ""
    silent: bool = False  # came over HTTPS and did not say what for
    refused: bool = False  # asked not to be counted


class Waiting:
    """The views of this process that are not counted yet."""

    def __init__(self, count):
        self.count = count  # takes a list of views; raises where it could not
        self.lost = 0
        self.by_itself = True
        self._reset()

    def _reset(self):
        self.views = deque()
        self._counting, self._wake, self._thread = Lock(), Event(), None

    def add(self, view):
        if len(self.views) >= MOST:
            self.lost += 1
            return
        self.views.append(view)
        if self.by_itself:
            if self._thread is None:
                self._begin()
            if len(self.views) >= ENOUGH:
                self._wake.set()

    def _begin(self):
        with self._counting:
            if self._thread is None:
                self._thread = Thread(target=self._go_on, name="counting", daemon=True)
                self._thread.start()

    def _go_on(self):
        while True:
            self._wake.wait(EVERY)
            if not self.flush():
                Event().wait(EVERY)  # the database does not answer: give it time
            self._wake.clear()

    def flush(self):
        """Count what waits. Answers whether that was possible; what was not counted goes on waiting."""
        with self._counting:
            while self.views:
                batch = [self.views.popleft() for _ in range(min(AT_ONCE, len(self.views)))]
                try:
                    self.count(batch)
                except Exception as error:  # whatever it is, no page may suffer from it
                    self.views.extendleft(reversed(batch))
                    log.warning(
                        "Views could not be counted: %s. %d wait.", type(error).__name__, len(self.views)
                    )
                    return False
                finally:
                    if self.by_itself:
                        connections.close_all()  # this thread's own
        if self.lost:
            log.warning("%d views were not counted.", self.lost)
            self.lost = 0
        return True


def _count(views):
    from .counting import count

    count(views)


waiting = Waiting(_count)
atexit.register(waiting.flush)
os.register_at_fork(after_in_child=waiting._reset)
