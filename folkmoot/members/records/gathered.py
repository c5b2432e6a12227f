"""What the records of people hand to rooms that gather: doors of the team, what waits for it."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from folkmoot.accounts.models import User

from .. import policy
from ..counting import how_many
from ..models import Correction, Task
from .quiet import quiet, unanswered

SENTENCES = {
    "members.address_correction_asked": gettext_lazy("%(by)s asked to correct the address of %(thing)s"),
    "members.address_correction_agreed": gettext_lazy("%(by)s agreed to correct the address of %(thing)s"),
    "members.address_correction_withdrawn": gettext_lazy(
        "%(by)s took the correction of the address of %(thing)s back"
    ),
    "members.address_correction_refused": gettext_lazy(
        "One of the two addresses said no to the correction of the address of %(thing)s"
    ),
    "members.still_active": gettext_lazy("%(by)s is still active"),
    "members.address_corrected": gettext_lazy("The address of %(thing)s was corrected, as %(by)s had asked"),
}


def record_words():
    return SENTENCES


def doors(request):
    """Who has a role, for the team."""
    if not policy.may_see_roles(request.user):
        return []
    url = reverse("members:roles")
    return [{"label": _("Who has a role"), "url": url, "order": 61, "place": "team"}]


def desk(user):
    """My tasks that are due, and members who have found no way in; counted together, in one query."""
    if not policy.may_keep_tasks(user):
        return []
    today = timezone.localdate()
    mine = Task.objects.open().of(user)
    told = {
        "overdue": mine.filter(due__lt=today),
        "due": mine.filter(due=today),
        "quiet": quiet(User.objects.all()),
        "unanswered": unanswered(User.objects.all()),
        "to_agree": Correction.objects.to_agree(user),
    }
    counted = (
        User.objects.filter(pk=user.pk).values(**{name: how_many(rows) for name, rows in told.items()}).get()
    )
    quiet_ones = [*_quiet(counted["quiet"]), *_unanswered(counted["unanswered"])]
    return [*_tasks(counted), *quiet_ones, *_to_agree(counted["to_agree"])]


def _tasks(counted):
    lines = []
    if many := counted["overdue"]:
        label = ngettext("%(many)s task of yours is overdue", "%(many)s tasks of yours are overdue", many)
        lines.append((label, many, _("Do it, or give it another day or another owner."), 10))
    if many := counted["due"]:
        label = ngettext("%(many)s task of yours is due today", "%(many)s tasks of yours are due today", many)
        lines.append((label, many, "", 12))
    url = reverse("members:tasks")
    return [
        {"label": label % {"many": many}, "url": url, "count": many, "words": words, "order": order}
        for label, many, words, order in lines
    ]


def _to_agree(many):
    """Corrections of addresses that wait for a second person: the first of them is one tap away."""
    if not many:
        return []
    label = ngettext(
        "%(many)s correction of an address waits for a second person",
        "%(many)s corrections of addresses wait for a second person",
        many,
    )
    return [
        {
            "label": label % {"many": many},
            "url": reverse("members:corrections"),
            "count": many,
            "words": _("Make sure that it is right, by another way than that address."),
            "order": 14,
        }
    ]


def _quiet(many):
    if not many:
        return []
    label = ngettext(
        "%(many)s member without any contact in 90 days",
        "%(many)s members without any contact in 90 days",
        many,
    )
    return [
        {
            "label": label % {"many": many},
            "url": reverse("members:team_people") + "?quiet=on&sort=seen",
            "count": many,
            "words": _("They have not signed in, done anything here, or been spoken with. Who calls them?"),
            "order": 50,
        }
    ]


def _unanswered(many):
    if not many:
        return []
    label = ngettext(
        "%(many)s member has not said whether they are still active",
        "%(many)s members have not said whether they are still active",
        many,
    )
    return [
        {
            "label": label % {"many": many},
            "url": reverse("members:team_people") + "?unanswered=on&sort=seen",
            "count": many,
            "words": _("Asked by letter, and not seen since. They stay members until you decide."),
            "order": 52,
        }
    ]
