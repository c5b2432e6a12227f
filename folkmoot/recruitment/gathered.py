"""What recruitment hands to rooms that gather it."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import policy
from .deciding.letters import KINDS
from .models import (
    Appeal,
    Application,
    Assessment,
    Assessor,
    Conflict,
    Lane,
    LaneNote,
    Outcome,
    Round,
    Screening,
)
from .models.helping import LOOKED
from .recording.finding import entries_about
from .rounds.regions import opened_to

SENTENCES = {
    "recruitment.round_planned": gettext_lazy("%(by)s planned the round %(name)s"),
    "recruitment.round_edited": gettext_lazy("%(by)s changed the round %(thing)s: %(fields)s"),
    "recruitment.round_moved": gettext_lazy("The round %(thing)s moved on from “%(before)s” to “%(after)s”"),
    "recruitment.lane_added": gettext_lazy("%(by)s gave %(partner)s a lane in %(thing)s"),
    "recruitment.lane_edited": gettext_lazy(
        "%(by)s changed the lane of %(partner)s in %(thing)s: %(fields)s"
    ),
    "recruitment.lane_closed": gettext_lazy("%(by)s closed the lane of %(partner)s in %(thing)s"),
    "recruitment.lane_reopened": gettext_lazy("%(by)s opened the lane of %(partner)s in %(thing)s again"),
    "recruitment.lane_suspended": gettext_lazy("%(by)s stopped %(partner)s from acting in %(thing)s"),
    "recruitment.lane_reinstated": gettext_lazy("%(by)s let %(partner)s act in %(thing)s again"),
    "recruitment.version_published": gettext_lazy(
        "%(by)s laid down version %(version)s of the %(what)s of %(thing)s"
    ),
    "recruitment.extended": gettext_lazy("%(by)s gave somebody more time in %(thing)s"),
    "recruitment.deadline_moved": gettext_lazy("%(by)s moved the deadline of %(thing)s: %(why)s"),
    "recruitment.chased": gettext_lazy("%(by)s wrote to people of %(thing)s: %(whom)s, %(many)s in all"),
    "recruitment.equality_opened": gettext_lazy("%(by)s opened the equality answers of %(thing)s: %(why)s"),
    "recruitment.exported": gettext_lazy(
        "%(by)s took applications of %(thing)s away as a table, %(many)s in all: %(why)s"
    ),
    "recruitment.application_started": gettext_lazy("%(by)s began an application, %(thing)s"),
    "recruitment.application_sent": gettext_lazy("%(by)s sent %(thing)s"),
    "recruitment.application_reopened": gettext_lazy("%(by)s opened %(thing)s again to change it"),
    "recruitment.application_withdrawn": gettext_lazy("%(by)s withdrew %(thing)s"),
    "recruitment.application_expired": gettext_lazy("%(thing)s was never sent"),
    "recruitment.application_purged": gettext_lazy("The papers of %(thing)s were destroyed"),
    "recruitment.answers_destroyed": gettext_lazy(
        "Answers to “%(question)s” in %(thing)s were destroyed: %(many)s"
    ),
    "recruitment.kept_short": gettext_lazy("%(by)s asked that %(thing)s is kept no longer than others"),
    "recruitment.conflict_declared": gettext_lazy("%(by)s declared %(thing)s: %(kind)s"),
    "recruitment.conflict_suggested": gettext_lazy("%(by)s suggested %(thing)s, to be looked at"),
    "recruitment.conflict_pinned": gettext_lazy("%(by)s pinned %(thing)s"),
    "recruitment.conflict_confirmed": gettext_lazy("%(by)s confirmed %(thing)s: %(kind)s"),
    "recruitment.conflict_dismissed": gettext_lazy("%(by)s dismissed %(thing)s: %(kind)s"),
}
_KIND = {"kind": dict(Conflict.Kind.choices)}
_ROWS = [Application, Assessment, Assessor, Conflict, Lane]
VALUES = {
    "recruitment.refused": {"what": {row._meta.model_name: row._meta.verbose_name for row in _ROWS}},
    "recruitment.conflict_declared": _KIND,
    "recruitment.conflict_confirmed": _KIND,
    "recruitment.conflict_dismissed": _KIND,
    "recruitment.letter_words_changed": {"kind": KINDS},
    "recruitment.proposed": {"outcome": dict(Outcome.choices)},
    "recruitment.screening_proposed": {"reason": dict(Screening.Reason.choices)},
    "recruitment.screened_out": {"reason": dict(Screening.Reason.choices)},
    "recruitment.review_answered": {"outcome": dict(Appeal.State.choices)},
    "recruitment.lane_note_written": {"stage": dict(LaneNote.Stage.choices)},
    "recruitment.chased": {
        "whom": {
            "drafts": gettext_lazy("Those who have not sent theirs"),
            "readers": gettext_lazy("Those who are behind with reading"),
        }
    },
}


def joining(request):
    """Rounds in which one can apply now, and the next that are announced."""
    rounds = [*Round.objects.open().order_by("closes_at"), *Round.objects.coming()]
    return [
        {
            "label": round.name,
            "url": round.get_absolute_url(),
            "is_open": round.state == Round.State.OPEN,
            "day": round.closes_at if round.state == Round.State.OPEN else round.opens_at,
            "zone": round.zone,
            "regions": sorted(_regions_of(round)),
            "open_to": opened_to(round),
        }
        for round in rounds
    ]


def _regions_of(round):
    return set(round.lanes.current().filter(regions__isnull=False).values_list("regions__name", flat=True))


def record_words():
    return SENTENCES


def record_values():
    return VALUES


def record_hides(user):
    """What happened to applications that do not exist for this person, and to conflicts with their
    applicants: it would tell who reads them. Nor who has begun one: a draft is its writer's; that somebody of
    the team looked at one, to help, is no secret.
    """
    if not user.is_authenticated:
        return None
    bound = Conflict.objects.binding().filter(person=user).values("applicant")
    hidden = Q(applicant=user) | Q(applicant__in=bound)
    conflicts = Conflict.objects.filter(hidden).exclude(person=user)
    drafts = entries_about(Application.objects.filter(number=None)) & ~Q(by=user) & ~Q(verb=LOOKED)
    tried = Q(verb="recruitment.refused", by=user)  # what they were refused would tell that it is there
    return entries_about(Application.objects.filter(hidden)) | entries_about(conflicts) | drafts | tried


def doors(request):
    """The rounds, for the team."""
    if not policy.may_plan_rounds(request.user):
        return []
    return [{"label": _("Rounds"), "url": reverse("recruitment:rounds"), "order": 33, "place": "team"}]


def public_pages():
    """(address, when it changed) of what everyone may read here."""
    shown = Round.objects.exclude(state=Round.State.PLANNED, is_announced=False)
    for round in shown.order_by("pk").only("slug"):
        yield round.get_absolute_url(), None
