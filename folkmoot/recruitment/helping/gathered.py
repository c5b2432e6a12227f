"""Who asked the team for help with a draft; sentences of the record."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Application

SENTENCES = {
    "recruitment.application_help_asked": gettext_lazy("%(by)s asked the team for help with %(thing)s"),
    "recruitment.application_help_ended": gettext_lazy("%(by)s ended the help with %(thing)s"),
    "recruitment.application_looked_at": gettext_lazy(
        "%(by)s read %(thing)s while it was a draft, to help with it"
    ),
}


def record_words():
    return SENTENCES


def desk(user):
    """Drafts that this person may read to help, the longest asked first."""
    asking = Application.objects.open_to_help(user).select_related("round", "applicant")
    return [
        {
            "label": _("Help with a draft: %(name)s") % {"name": application.applicant.name},
            "url": reverse("recruitment:help", args=[application.round.slug, application.pk]),
            "words": str(application.round),
            "count": 1,
            "order": 43,
        }
        for application in asking.order_by("help_asked_at", "pk")
    ]
