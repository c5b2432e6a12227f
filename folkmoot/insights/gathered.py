"""What insights hands to rooms that gather it: doors, and sentences for the record."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import policy

SENTENCES = {
    "insights.written_down": gettext_lazy(
        "%(by)s wrote down a figure from elsewhere: %(name)s, %(day)s: %(value)s"
    ),
    "insights.changed": gettext_lazy(
        "%(by)s changed a figure from elsewhere: %(name)s, %(day)s: %(before)s became %(value)s"
    ),
    "insights.removed": gettext_lazy("%(by)s removed a figure from elsewhere: %(name)s, %(day)s: %(value)s"),
}


def doors(request):
    """How we count, at the foot of every page; the figures, for those who may see them."""
    links = [
        {
            "label": _("How we count readers"),
            "url": reverse("insights:counting"),
            "order": 80,
            "place": "foot",
        }
    ]
    if policy.may_see_figures(request.user):
        pages, outside = reverse("insights:pages"), reverse("insights:outside")
        links += [
            {"label": _("What is read"), "url": pages, "order": 60, "place": "team"},
            {"label": _("Figures from elsewhere"), "url": outside, "order": 61, "place": "team"},
        ]
    return links


def record_words():
    return SENTENCES
