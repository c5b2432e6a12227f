"""Swaps that wait for the team; sentences of the record."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .. import policy
from ..models import Swap

SENTENCES = {
    "recruitment.swap_proposed": gettext_lazy("%(by)s proposed another reader for %(thing)s"),
    "recruitment.swap_accepted": gettext_lazy("%(by)s accepted another reader for %(thing)s"),
    "recruitment.swap_declined": gettext_lazy("%(by)s left the readers of %(thing)s as they were"),
}


def record_words():
    return SENTENCES


def desk(user):
    """What leads have proposed, in each round."""
    if not policy.manages(user):
        return []
    rows = Swap.objects.open().seen_by(user).values_list("plan__round__slug", "plan__round__name")
    return [_line(*row) for row in rows.annotate(many=Count("pk")).order_by()]


def _line(slug, name, many):
    label = ngettext(
        "%(many)s other reader proposed: %(round)s", "%(many)s other readers proposed: %(round)s", many
    )
    return {
        "label": label % {"many": many, "round": name},
        "count": many,
        "url": reverse("recruitment:plan", args=[slug]),
        "words": _("Leads wait for your answer."),
        "order": 45,
    }
