"""What a profile does not say yet, what helps others most first."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

SAID = [  # field, the act, what it is good for
    ("role", _("Say what you do"), _("It stands beside your name wherever you write.")),
    ("ask_me_about", _("Say what others can ask you about"), _("Whoever looks for help reads it first.")),
    ("place", _("Name your town"), _("Others look for people near them, and you see who is new near you.")),
    ("about", _("Write two sentences about yourself"), _("People ask somebody they can picture.")),
    ("skills", _("Choose what you can do"), _("The directory finds you by it.")),
    ("interests", _("Choose what you care about"), _("The directory finds you by it.")),
    ("want_to_learn", _("Say what you would like to learn"), _("Somebody here may know it.")),
    ("picture", _("Add a picture"), _("People know you again when you meet.")),
]
MANY = {"skills", "interests"}


def missing(profile):
    """Each thing it does not say: the act, why, and where in the form it is said."""
    form = reverse("members:profile")
    return [
        {
            "field": field,
            "label": act,
            "words": why,
            "anchor": _anchor(field),
            "url": f"{form}#{_anchor(field)}",
        }
        for field, act, why in SAID
        if not _says(profile, field)
    ]


def _says(profile, field):
    if profile is None:
        return False
    value = getattr(profile, field)
    return bool(value.all()) if field in MANY else bool(value)


def _anchor(field):
    """Groups of boxes have an id of their own."""
    return f"id_{field}_group" if field in MANY else f"id_{field}"
