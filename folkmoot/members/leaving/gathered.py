"""What leaving hands to rooms that gather: links, what waits, sentences of the record."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .. import policy
from ..models import Erasure

SENTENCES = {
    "members.copy_asked": gettext_lazy("%(by)s asked for a copy of the data of %(thing)s"),
    "members.erasure_asked": gettext_lazy("%(by)s asked that %(thing)s be forgotten"),
    "members.erasure_called_off": gettext_lazy("%(by)s called off that %(thing)s be forgotten"),
    "members.erased": gettext_lazy("%(thing)s was forgotten"),
}


def record_words():
    return SENTENCES


def data_link(request):
    return {
        "label": _("Your data"),
        "url": reverse("members:data"),
        "words": _("Take a copy of everything kept about you."),
        "order": 80,
    }


def leave_link(request):
    return {
        "label": _("Leave"),
        "url": reverse("members:leave"),
        "words": _("Stop being a member, or be forgotten."),
        "order": 90,
    }


def desk(user):
    """Who should be forgotten by now and is not: the first of them is one tap away."""
    stuck = Erasure.objects.stuck()
    first = stuck.first() if policy.may_see_records(user) else None
    if first is None:
        return []
    many = stuck.count()
    label = ngettext(
        "%(many)s person should be forgotten by now", "%(many)s people should be forgotten by now", many
    )
    words = _("It did not work. If they are the only administrator, make somebody else one first.")
    url = reverse("members:person_record", args=[first.user_id])
    return [{"label": label % {"many": many}, "url": url, "count": many, "words": words, "order": 5}]


def today(user):
    """Who is leaving sees how long they can come back."""
    erasure = None if user.is_member or user.roles else Erasure.objects.of(user)
    if erasure is None:
        return []
    words = _("You can come back until %(day)s.") % {"day": date_format(erasure.due_at)}
    return [{"label": _("You are leaving"), "url": reverse("members:leave"), "words": words, "order": 1}]
