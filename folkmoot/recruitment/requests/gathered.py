"""What leads have asked for and waits for the team; sentences of the record."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .. import policy
from ..models import LaneRequest

SENTENCES = {
    "recruitment.places_asked": gettext_lazy(
        "%(by)s asked for another number of places for %(partner)s in %(thing)s: %(places)s"
    ),
    "recruitment.places_granted": gettext_lazy(
        "%(by)s granted %(partner)s places in %(thing)s: %(places)s in all"
    ),
    "recruitment.places_declined": gettext_lazy(
        "%(by)s left the places of %(partner)s in %(thing)s as they were"
    ),
    "recruitment.reserve_asked": gettext_lazy(
        "%(by)s asked to offer a place from the reserve list, %(thing)s"
    ),
    "recruitment.reserve_granted": gettext_lazy("%(by)s granted the place that a lead asked for, %(thing)s"),
    "recruitment.reserve_declined": gettext_lazy(
        "%(by)s declined the place that a lead asked for, %(thing)s"
    ),
}


def record_words():
    return SENTENCES


def desk(user):
    """What leads have asked for, in each round."""
    if not policy.manages(user):
        return []
    rows = (
        LaneRequest.objects.waiting().visible_to(user).values_list("lane__round__slug", "lane__round__name")
    )
    return [_line(*row) for row in rows.annotate(many=Count("pk")).order_by("lane__round__name")]


def _line(slug, name, many):
    label = ngettext("%(many)s request of a lead: %(round)s", "%(many)s requests of leads: %(round)s", many)
    return {
        "label": label % {"many": many, "round": name},
        "count": many,
        "url": reverse("recruitment:offers", args=[slug]) + "#requests",
        "words": _("Leads wait for your answer."),
        "order": 46,
    }
