"""How often a draft was looked at to help with it."""

from folkmoot.activity.models import Entry

from ..models.helping import LOOKED


def looks_at(application):
    """When the team read it, the newest first."""
    entries = Entry.objects.about(application).filter(verb=LOOKED)
    return list(entries.newest().values_list("at", flat=True))
