"""A run's work from where it stands: checking, writing stage by stage, undoing."""

import logging

from django.utils.translation import gettext as _

from folkmoot.publishing.models import Import

from .addresses import write_addresses
from .finding import write_finding
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
    Import.Stage.ADDRESSES: write_addresses,
    Import.Stage.FINDING: write_finding,
}


def go_on(run):
    """Do what the run's state asks for, unless another worker is at it. Safe to call again after any end."""
    if not run.take():
        return
    try:
        {run.State.CHECKING: check, run.State.WRITING: write, run.State.UNDOING: undo}[run.state](run)
    finally:
        run.let_go()


def write(run):
    """The second pass, from the stage and the item where it stands."""
    stages = list(STAGES)
    try:
        for stage in stages[stages.index(run.stage) :]:
            run.advance(stage=stage)
            STAGES[stage](run)
    except Unreadable as problem:
        run.stop(problem.words, problem.line)
    except Exception:
        log.exception("Import %s stopped.", run.pk)
        run.refresh_from_db()
        run.stop(
            _(
                "Something unexpected happened. What is written stays; you can let it go on from here, or undo it."
            )
        )
    else:
        run.finish()
