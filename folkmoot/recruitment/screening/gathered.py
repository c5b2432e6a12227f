"""Sentences of the record; what waits for a second person, a review or an offer that was put off."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .. import policy
from ..models import Appeal, Application, Screening
from ..offers.places import kept_to_offer

SENTENCES = {
    "recruitment.screening_proposed": gettext_lazy("%(by)s proposed to screen %(thing)s out: %(reason)s"),
    "recruitment.screening_dropped": gettext_lazy("%(by)s let %(thing)s be read after all"),
    "recruitment.screened_out": gettext_lazy("%(by)s confirmed that %(thing)s is not eligible: %(reason)s"),
    "recruitment.review_asked": gettext_lazy("%(by)s asked for a review of the decision, %(thing)s"),
    "recruitment.review_answered": gettext_lazy("%(by)s reviewed the decision, %(thing)s: %(outcome)s"),
}


def record_words():
    return SENTENCES


def desk(user):
    """Screenings that wait for a second person, and reviews, as far as this person may answer them."""
    if not policy.manages(user):
        return []
    seen = Application.objects.visible_to(user)
    found = []
    for one in (
        Screening.objects.filter(confirmed_at=None, application__in=seen)
        .exclude(by=user)
        .select_related("application__round")
    ):
        label = _("Confirm a screening: %(thing)s") % {"thing": one.application}
        found.append(_line(label, "recruitment:one", one.application))
    for one in Appeal.objects.waiting().filter(application__in=seen).select_related("application__round"):
        label = _("Review a decision: %(thing)s") % {"thing": one.application}
        found.append(_line(label, "recruitment:review", one.application))
    for round, many in kept_to_offer(user):
        words = ngettext(
            "%(many)s place was kept from an earlier round",
            "%(many)s places were kept from earlier rounds",
            many,
        )
        url = reverse("recruitment:offers", args=[round.slug]) + "#kept"
        label = words % {"many": many}
        found.append({"label": label, "url": url, "words": str(round), "count": many, "order": 44})
    return found


def _line(label, name, application):
    url = reverse(name, args=[application.round.slug, application.number])
    return {"label": label, "url": url, "words": str(application.round), "count": 1, "order": 44}
