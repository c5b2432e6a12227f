"""What waits for those who read, and for the team; sentences of the record."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .. import policy
from ..models import Application, Assessment, Assessor, Conflict, Round

SENTENCES = {
    "recruitment.assessor_invited": gettext_lazy("%(by)s asked somebody to read in %(thing)s"),
    "recruitment.assessor_accepted": gettext_lazy("%(by)s reads in %(thing)s, at most %(capacity)s"),
    "recruitment.assessor_declined": gettext_lazy("%(by)s does not read in %(thing)s"),
    "recruitment.assessor_removed": gettext_lazy("%(by)s took an assessor off %(thing)s"),
    "recruitment.plan_begun": gettext_lazy("%(by)s began plan %(plan)s of who reads what in %(thing)s"),
    "recruitment.plan_discarded": gettext_lazy("%(by)s discarded plan %(plan)s of %(thing)s"),
    "recruitment.plan_given": gettext_lazy(
        "%(by)s changed plan %(plan)s of %(thing)s by hand: one reader more"
    ),
    "recruitment.plan_taken": gettext_lazy(
        "%(by)s changed plan %(plan)s of %(thing)s by hand: one reader less"
    ),
    "recruitment.plan_published": gettext_lazy(
        "%(by)s published plan %(plan)s of %(thing)s: %(many)s to read"
    ),
    "recruitment.refused": gettext_lazy("%(by)s asked in %(thing)s for what is not theirs: %(what)s %(key)s"),
    "recruitment.redacted": gettext_lazy("%(by)s took out of %(thing)s what tells who wrote it"),
    "recruitment.assessed": gettext_lazy("%(by)s scored %(thing)s"),
    "recruitment.assessment_reopened": gettext_lazy("%(by)s opened their scores of %(thing)s again"),
    "recruitment.assessment_closed": gettext_lazy("A conflict ended a reading of %(thing)s"),
    "recruitment.assessment_given_back": gettext_lazy("%(by)s gave %(thing)s back unread"),
}


def record_words():
    return SENTENCES


def today(user):
    """To say whether one reads; what waits to be read."""
    found = []
    for assessor in Assessor.objects.filter(user=user, state=Assessor.State.INVITED).select_related("round"):
        label = _("Say whether you read: %(round)s") % {"round": assessor.round}
        words = _("You are asked to read applications.")
        found.append(_line(label, assessor.round, words, 20))
    waiting = (
        Assessment.objects.visible_to(user)
        .waiting()
        .filter(application__round__state__in=["assessing", "moderating"])
    )
    counts = {}
    for row in waiting.select_related("application__round"):
        counts.setdefault(row.application.round, []).append(row)
    for round, rows in counts.items():
        label = ngettext(
            "%(many)s application to read: %(round)s", "%(many)s applications to read: %(round)s", len(rows)
        )
        words = _("Twenty minutes each. What you begin is kept.")
        found.append(_line(label % {"many": len(rows), "round": round}, round, words, 22) | {"minutes": 20})
    return found


def _line(label, round, words, order):
    url = reverse("recruitment:reading", args=[round.slug])
    return {"label": label, "url": url, "words": words, "order": order}


def desk(user):
    """Conflicts nobody has looked at, in rounds under way."""
    if not policy.manages(user):
        return []
    seen = Application.objects.filter(round__in=Round.objects.under_way()).visible_to(user)
    open_ones = Conflict.objects.to_look_at().filter(applicant__applications__in=seen).exclude(person=user)
    rounds = open_ones.values_list(
        "applicant__applications__round__slug", "applicant__applications__round__name"
    )
    return [_to_look_at(*row) for row in rounds.annotate(many=Count("pk", distinct=True)).order_by()]


def _to_look_at(slug, name, many):
    label = ngettext(
        "%(many)s conflict to look at: %(round)s", "%(many)s conflicts to look at: %(round)s", many
    )
    return {
        "label": label % {"many": many, "round": name},
        "count": many,
        "url": reverse("recruitment:conflicts", args=[slug]),
        "words": _("Until then the strong ones bind, and hints do not."),
        "order": 45,
    }
