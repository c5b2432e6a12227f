"""A run's work from where it stands: checking, writing, undoing."""

import logging
import time

from django.utils.translation import gettext as _

from .checking import check
from .undo import undo
from .writing import write

log = logging.getLogger(__name__)


def go_on(run, seconds=None):
    """Do what the run's state asks for, unless another worker is at it. Safe to call again after any end.

    With `seconds`, it lets go after about so long, between two batches. Answers whether work is left.
    """
    if not run.take():
        return False
    until = time.monotonic() + seconds if seconds else None
    try:
        if run.state == run.State.CHECKING:
            check(run)
        elif run.state == run.State.WRITING:
            _finish_if_done(run, write(run), until, run.finish)
        else:
            _finish_if_done(run, undo(run), until, run.finish_undo)
    finally:
        run.let_go()
    return run.is_at_work


def _finish_if_done(run, batches, until, finish):
    """Batch after batch; each of these was committed, so that any of them may be the last for now."""
    try:
        for _batch in batches:
            if until and time.monotonic() > until:
                return
    except Exception:
        log.exception("Import of people %s stopped.", run.pk)
        run.refresh_from_db()
        if run.state != run.State.WRITING:
            raise
        run.stop(
            _(
                "Something unexpected happened. Who was brought in stays. You can let it go on from here, or "
                "undo it."
            )
        )
    else:
        finish()
