"""What insights hands to rooms that gather it: doors, and sentences for the record."""

from django.urls import reverse
from django.utils.translation import gettext as _

SENTENCES = {}


def doors(request):
    """How we count, at the foot of every page; the figures, for those who may see them."""
    return [
        {
            "label": _("How we count readers"),
            "url": reverse("insights:counting"),
            "order": 80,
            "place": "foot",
        }
    ]


def record_words():
    return SENTENCES
