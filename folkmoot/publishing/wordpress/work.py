"""A run's work from where it stands: checking, writing stage by stage, undoing."""

from django.utils.translation import gettext_lazy

from folkmoot.core import runs
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

STOPPED = gettext_lazy(
    "Something unexpected happened. What is written stays. You can let it go on from here, or undo it."
)
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
    """Do what the run's state asks for; see `runs.go_on`."""
    return runs.go_on(run, seconds, check=check, write=_written, undo=undo, stopped=STOPPED)


def _written(run):
    """The second pass, from the stage and the item where it stands."""
    stages = list(STAGES)
    while True:
        try:
            yield from STAGES[run.stage](run)
        except Unreadable as problem:
            raise runs.Stop(problem.words, problem.line) from problem
        following = stages.index(run.stage) + 1
        if following == len(stages):
            return
        run.advance(stage=stages[following], position=0)
        yield
