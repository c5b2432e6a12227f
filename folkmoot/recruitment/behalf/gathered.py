"""Sentences of the record about what the team did in somebody's name."""

from django.utils.translation import gettext_lazy

SENTENCES = {
    "recruitment.offer_accepted_for": gettext_lazy(
        "%(by)s accepted the offer, %(thing)s, as the applicant had asked: “%(asked)s”"
    ),
    "recruitment.offer_declined_for": gettext_lazy(
        "%(by)s declined the offer, %(thing)s, as the applicant had asked: “%(asked)s”"
    ),
    "recruitment.offer_deferred_for": gettext_lazy(
        "%(by)s kept the place of %(thing)s for the next cohort, as the applicant had asked: “%(asked)s”"
    ),
    "recruitment.application_withdrawn_for": gettext_lazy(
        "%(by)s withdrew %(thing)s, as the applicant had asked: “%(asked)s”"
    ),
}


def record_words():
    return SENTENCES
