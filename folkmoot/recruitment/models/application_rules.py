"""What the database holds of an application, whatever the code says."""

from django.db import models
from django.db.models import Q

TOLD = [  # by a letter that a list decided
    "offered",
    "reserve",
    "unsuccessful",
    "accepted",
    "declined_offer",
    "lapsed",
    "deferred",
    "welcomed",
]
ANSWERED = ["accepted", "declined_offer", "deferred", "welcomed"]
UNDECIDED = ["draft", "not_sent", "submitted", "ineligible", "in_assessment"]

CONSTRAINTS = [
    models.UniqueConstraint(fields=["round", "applicant"], name="one_application_a_round"),
    models.UniqueConstraint(fields=["round", "number"], name="one_application_a_number"),
    models.CheckConstraint(
        condition=Q(state__in=["draft", "not_sent", "purged"])
        | Q(submitted_at__isnull=False, number__isnull=False),
        name="what_was_sent_has_a_number",
    ),
    models.CheckConstraint(
        condition=~Q(state__in=["decided", *TOLD]) | Q(list__isnull=False), name="a_list_decides"
    ),
    models.CheckConstraint(
        condition=~Q(state__in=UNDECIDED) | Q(list=None), name="nothing_is_decided_before_its_time"
    ),
    models.CheckConstraint(
        condition=~Q(state__in=[*TOLD, "ineligible"]) | Q(released_at__isnull=False),
        name="who_was_told_has_a_time",
    ),
    models.CheckConstraint(
        condition=~Q(state__in=ANSWERED) | Q(answered_at__isnull=False),
        name="an_answer_has_its_time",
    ),
    models.CheckConstraint(
        condition=~Q(state="withdrawn") | Q(withdrawn_at__isnull=False),
        name="a_withdrawal_has_its_time",
    ),
    models.CheckConstraint(
        condition=Q(state="reserve", reserve_rank__isnull=False)
        | (~Q(state="reserve") & Q(reserve_rank=None)),
        name="a_reserve_has_its_rank",
    ),
    models.UniqueConstraint(
        fields=["lane", "reserve_rank"],
        condition=Q(state="reserve"),
        name="one_reserve_a_place",
    ),
    models.CheckConstraint(
        condition=~Q(state="offered") | Q(answer_by__isnull=False), name="an_offer_has_its_end"
    ),
    models.CheckConstraint(
        condition=Q(state="purged", applicant=None) | (~Q(state="purged") & Q(applicant__isnull=False)),
        name="somebody_applied",
    ),
    models.CheckConstraint(
        condition=Q(help_asked_at=None, help_words="") | Q(help_asked_at__isnull=False, state="draft"),
        name="help_ends_with_the_draft",
    ),
]
INDEXES = [
    models.Index(fields=["round", "state", "lane"], name="applications_by_state"),
    models.Index(fields=["applicant", "-started_at"], name="applications_of_a_person"),
    models.Index(fields=["answer_by"], condition=Q(state="offered"), name="applications_offered"),
]
