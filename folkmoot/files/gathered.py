"""What this room puts into the copy of someone's data, and what it forgets of a person."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.core.merging import Link
from folkmoot.core.own_data import kept_of

from .models import File


def own_data(user):
    """What they uploaded, as it is kept."""
    files = File.objects.filter(owner=user).order_by("kept_at")
    stored = [(file.name, file.stored) for file in files]
    yield kept_of("files.uploads", _("Files"), files, "name", "media_type", "size", "kept_at", files=stored)


def forget(person):
    """What they uploaded and nothing shows any more; what is still shown loses its owner and its name."""
    theirs = File.objects.filter(owner=person.user)
    for file in theirs.unused():
        file.drop()
    theirs.update(owner=None, name="")


def links_of_a_person():
    return [Link(File, "owner", gettext_lazy("Files"))]
