"""How long papers are kept: defaults that a community's adviser on data should look at.

Drafts never sent thirty days; an application that led to no membership half a year after its letter, a year
where it was on the reserve list and its applicant did not say otherwise; one that did, a year; one whose
place is kept for the next cohort and was never offered there, two years. A question may
have its answers destroyed before the rest. What stays is that somebody applied, when and where, and the
scores without names. Keys to equality answers go after half a year, by `equality.tasks`.
"""

from collections import Counter
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from folkmoot.activity.models import Entry

from ..models import Answer, Application, Letter, Question, Redaction, Round, Submission

HALF_A_YEAR, A_YEAR = timedelta(days=183), timedelta(days=366)
State = Application.State
WITHOUT = [
    State.UNSUCCESSFUL, State.INELIGIBLE, State.WITHDRAWN, State.DECLINED_OFFER, State.LAPSED,
]  # fmt: skip
SETTLED = [*WITHOUT, State.DEFERRED, State.WELCOMED]


def due(now=None):
    """Applications whose papers are to be destroyed now."""
    now = now or timezone.now()
    reserve = Exists(Letter.objects.filter(application=OuterRef("pk"), kind="reserve"))
    told = Q(released_at__lt=now - HALF_A_YEAR) & (Q(was_on_reserve=False) | Q(is_kept_short=True))
    told_late = Q(released_at__lt=now - A_YEAR)
    never_told = Q(released_at=None, round__closes_at__lt=now - A_YEAR)
    rows = Application.objects.annotate(was_on_reserve=reserve)
    kept = Q(state=State.DEFERRED, answered_at__lt=now - 2 * A_YEAR)
    return rows.filter(
        (Q(state__in=WITHOUT) & (told | told_late | never_told))
        | (Q(state=State.WELCOMED) & told_late)
        | kept
    )


def answers_due(now=None):
    """[(question, its answers to be destroyed now)]: those that are kept for less than the application."""
    now = now or timezone.now()
    found = []
    for question in Question.objects.filter(retention_days__isnull=False).select_related(
        "question_set__round"
    ):
        since = now - timedelta(days=question.retention_days)
        rows = Answer.objects.filter(
            key=question.key,
            application__question_set=question.question_set_id,
            application__state__in=SETTLED,
        )
        rows = rows.annotate(
            ended=Coalesce(
                "application__released_at", "application__withdrawn_at", F("application__saved_at")
            )
        )
        found.append((question, rows.filter(ended__lt=since)))
    return found


def is_gone(question, application):
    """Whether the answer to this question was destroyed before the rest."""
    return (
        question.retention_days is not None
        and application.number is not None
        and application.state in SETTLED
        and not application.answers.filter(key=question.key).exists()
    )


@transaction.atomic
def destroy_answers(question, answers):
    """As written, as sent, as readers saw them; answers how many."""
    keys = list(answers.values_list("application", flat=True))
    if not keys:
        return 0
    for sending in Submission.objects.filter(application__in=keys, answers__has_key=question.key):
        said = {key: text for key, text in sending.answers.items() if key != question.key}
        Submission.objects.filter(pk=sending.pk).update(answers=said)
    Redaction.objects.filter(application__in=keys, key=question.key).delete()
    Answer.objects.filter(application__in=keys, key=question.key).delete()
    round = question.question_set.round
    Entry.objects.record("recruitment.answers_destroyed", round, question=question.title, many=len(keys))
    return len(keys)


def preview(user, now=None):
    """[(round, applications due now, answers due before the rest, applications that have papers yet)], the
    newest round first; without those that are hidden from this person.
    """
    known = Application.objects.unconflicted(user)
    papers = Counter(due(now).unconflicted(user).values_list("round", flat=True))
    answers = Counter()
    for question, rows in answers_due(now):
        rest = rows.filter(application__in=known).exclude(application__in=due(now))
        answers[question.question_set.round_id] += rest.count()
    kept = Counter(known.exclude(state=State.PURGED).values_list("round", flat=True))
    return [
        (round, papers[round.pk], answers[round.pk], kept[round.pk])
        for round in Round.objects.newest()
        if kept[round.pk] or not round.is_over
    ]


def carry_out(*, by=None):
    """Destroy what is due, and close rounds that hold nothing any longer; answers how many applications, as
    far as they are not hidden from who does it.
    """
    many = due().unconflicted(by).count() if by else due().count()
    for application in due():
        application.purge(by=by)
    for question, answers in answers_due():
        destroy_answers(question, answers)
    for round in Round.objects.filter(state=Round.State.FINISHED):
        if not round.applications.exclude(state=State.PURGED).exists():
            round.move_on(Round.State.PURGED, by=by)
    return many
