"""A run's work from where it stands: checking, writing stage by stage, undoing."""

import logging
import time

from django.utils.translation import gettext as _

from folkmoot.publishing.models import Import

from .addresses import write_addresses
from .finding import write_finding
from .menus import write_menus
from .people import write_people
from .places import write_places
from .source import Unreadable
from .survey import check
from .texts import write_texts
from .topics import write_topics
from .undo import undo
from .uploads import write_media

log = logging.getLogger(__name__)

STAGES = {
    Import.Stage.PEOPLE: write_people,
    Import.Stage.TOPICS: write_topics,
    Import.Stage.MEDIA: write_media,
    Import.Stage.PAGES: write_places,
    Import.Stage.TEXTS: write_texts,
    Import.Stage.MENUS: write_menus,
    Import.Stage.ADDRESSES: write_addresses,
    Import.Stage.FINDING: write_finding,
}


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
            _finish_if_done(run, _written(run), until, run.finish)
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
    except Unreadable as problem:
        run.stop(problem.words, problem.line)
    except Exception:
        log.exception("Import %s stopped.", run.pk)
        run.refresh_from_db()
        if run.state == run.State.WRITING:
            run.stop(
                _(
                    "Something unexpected happened. What is written stays. You can let it go on from here, "
                    "or undo it."
                )
            )
        else:
            raise
    else:
        finish()


def _written(run):
    """The second pass, from the stage and the item where it stands."""
    stages = list(STAGES)
    while True:
        yield from STAGES[run.stage](run)
        following = stages.index(run.stage) + 1
        if following == len(stages):
            return
        run.advance(stage=stages[following], position=0)
        yield
