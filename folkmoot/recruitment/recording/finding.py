"""What is in the record of a round, for each who may read of it.

The team reads all of it, a lead what is about their lane, an applicant and an assessor what is their own;
nobody reads what the record hides from them. Nothing here changes an entry.
"""

from functools import reduce
from operator import or_

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from folkmoot.activity.models import Entry
from folkmoot.core.gathering import gather

from .. import policy
from ..models import Application, Assessor, Conflict
from ..models.helping import ABOUT_HELP

KINDS = {  # in `kind`: what it is called, how its verbs begin; what begins otherwise is about the round
    "applications": (
        _("Applications"),
        ["application_", "reference_", "redacted", "screen", "kept_", "answers_"],
    ),
    "reading": (_("Reading"), ["assess", "plan_"]),
    "conflicts": (_("Conflicts"), ["conflict_", "refused"]),
    "deciding": (
        _("Deciding"),
        ["proposed", "list_", "letter_", "meeting_", "release_", "review_", "offer_", "reserve_"],
    ),
    "data": (_("Taken away or opened"), ["exported", "equality_"]),
    "round": (_("The round itself"), []),
}
OF_THE_ROUND = [  # without a number that counts other lanes
    "round_planned", "round_edited", "round_moved", "version_published", "deadline_moved",
    "lane_note_written", "meeting_began", "meeting_ended", "list_confirmed", "list_sent_back",
    "release_scheduled",
]  # fmt: skip
TOLD = [  # an applicant of their own
    "application_started", "application_sent", "application_reopened", "application_withdrawn",
    "application_expired", "reference_asked", "reference_taken_back", "screened_out", "offer_accepted",
    "offer_declined", "offer_deferred", "kept_place_offered", "offer_lapsed", "reserve_promoted",
    "reserve_closed", "review_asked", "review_answered", "kept_short", "offer_accepted_for",
    "offer_declined_for", "offer_deferred_for", "application_withdrawn_for",
    "application_help_asked", "application_help_ended", "application_looked_at",
]  # fmt: skip
READS = [  # an assessor of their own
    "assessor_accepted", "assessor_declined", "assessed", "assessment_reopened", "assessment_given_back",
    "conflict_declared", "exported",
]  # fmt: skip


def entries_about(rows):
    """A Q of the entries about these rows of a model, whichever they are when it is asked."""
    kind = ContentType.objects.get_for_model(rows.model)
    keys = rows.order_by().annotate(key=Cast("pk", CharField())).values("key")
    return Q(content_type=kind, object_id__in=keys)


def may_read(user, round):
    """Whether there is anything in it for this person."""
    has_part = round.applications.filter(applicant=user) or round.assessors.filter(user=user)
    return policy.may_see_board(user, round) or has_part.exists()


def of_round(user, round, kind=""):
    """The entries this person may read."""
    hidden = reduce(or_, (found for found in gather("record hides", user) if found), Q(pk=None))
    if policy.manages(user):
        found = (_all(round) & ~hidden) | _own(user, round)
    else:
        found = (_of_lanes(user, round) & ~hidden) | _own(user, round)
    return Entry.objects.filter(found & _of_kind(kind))


def _all(round):
    conflicts = Conflict.objects.filter(applicant__in=round.applications.values("applicant"))
    return _about(round) | entries_about(round.applications.all()) | entries_about(conflicts)


def _about(round):
    kind = ContentType.objects.get_for_model(round)
    return Q(content_type=kind, object_id=str(round.pk))


def _of_lanes(user, round):
    """The round as a whole, the lanes of this lead, and their applications, unless the lead is to read them
    without knowing who wrote.
    """
    lanes = list(policy.leads_in(user, round).values_list("pk", flat=True))
    if not lanes:
        return Q(pk=None)
    readers = Assessor.objects.filter(round=round, lane__in=lanes).values("user")
    theirs = (_begins(["assessor_"]) & Q(by__in=readers)) | Q(details__lane__in=lanes)
    found = _about(round) & (Q(verb__in=_verbs(OF_THE_ROUND)) | theirs | Q(by=user))
    if policy.may_see_names(user, round):
        known = Application.objects.filter(round=round).visible_to(user)
        found |= entries_about(known) & ~Q(verb__in=ABOUT_HELP)
    return found


def _own(user, round):
    """What became of their application, as far as it was told; what they did as an assessor."""
    applied = entries_about(round.applications.filter(applicant=user)) & Q(verb__in=_verbs(TOLD))
    more_time = _about(round) & Q(verb="recruitment.extended", details__person=user.pk)
    known = round.applications.unconflicted(user)
    conflicts = Conflict.objects.filter(person=user, applicant__in=round.applications.values("applicant"))
    about = _about(round) | entries_about(known) | entries_about(conflicts)
    return applied | more_time | (about & Q(by=user, verb__in=_verbs(READS)))


def _verbs(names):
    return [f"recruitment.{name}" for name in names]


def _of_kind(kind):
    if kind not in KINDS:
        return Q()
    if kind == "round":
        others = [begins for _label, beginnings in KINDS.values() for begins in beginnings]
        return ~_begins(others)
    return _begins(KINDS[kind][1])


def _begins(beginnings):
    return reduce(or_, (Q(verb__startswith=f"recruitment.{begins}") for begins in beginnings))
