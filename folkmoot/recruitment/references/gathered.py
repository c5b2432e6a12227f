"""What references hand to rooms that gather it."""

from django.utils.translation import gettext_lazy

from .notices import ASKED

SENTENCES = {
    "recruitment.reference_asked": gettext_lazy("%(by)s named somebody who knows them, for %(thing)s"),
    "recruitment.reference_given": gettext_lazy("A reference came for %(thing)s"),
    "recruitment.reference_declined": gettext_lazy(
        "Somebody would rather not write a reference for %(thing)s"
    ),
    "recruitment.reference_taken_back": gettext_lazy("%(by)s took back whom they had named, for %(thing)s"),
}


def record_words():
    return SENTENCES


def mail_kinds():
    return [ASKED]
