"""What saved searches offer to other rooms."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

SENTENCES = {
    "members.search_saved": gettext_lazy("%(by)s saved a search among people"),
    "members.search_changed": gettext_lazy("%(by)s changed a saved search"),
    "members.search_removed": gettext_lazy("%(by)s removed a saved search"),
}


def record_words():
    return SENTENCES


def account_link(request):
    return {
        "label": _("Saved searches"),
        "url": reverse("members:searches"),
        "words": _("What you look for among people more than once, and who newly fits."),
        "order": 14,
    }


def data_held(known):
    """How many somebody saved; `known` has `searches_held`."""
    if not (many := known.searches_held):
        return []
    words = ngettext("%(many)s search", "%(many)s searches", many) % {"many": many}
    return [{"label": _("Saved searches"), "value": words, "url": reverse("members:searches")}]
