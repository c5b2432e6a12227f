"""A run's work from where it stands: checking, writing, undoing."""

from django.utils.translation import gettext_lazy

from folkmoot.core import runs

from .checking import check
from .undo import undo
from .writing import write

STOPPED = gettext_lazy(
    "Something unexpected happened. Who was brought in stays. You can let it go on from here, or undo it."
)


def go_on(run, seconds=None):
    """Do what the run's state asks for; see `runs.go_on`."""
    return runs.go_on(run, seconds, check=check, write=write, undo=undo, stopped=STOPPED)
