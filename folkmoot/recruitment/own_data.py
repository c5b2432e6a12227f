"""What this room puts into the copy of someone's data, and what it forgets of a person."""

from django.db.models import Q
from django.utils.translation import gettext as _

from folkmoot.activity.models import Entry
from folkmoot.core.own_data import kept_of

from .models import (
    Answer,
    Appeal,
    Application,
    Assessment,
    Assessor,
    Conflict,
    DecisionList,
    EqualityAnswers,
    EqualityKey,
    Extension,
    Lane,
    LaneNote,
    LaneRequest,
    Letter,
    Proposal,
    Redaction,
    Reference,
    Round,
    Screening,
    Submission,
    Swap,
    Talk,
    Turn,
    Volunteer,
)
from .models.helping import LOOKED
from .models.keeping import ASKED
from .recording.finding import entries_about

SAID_WHY = [  # entries with a reason in somebody's words
    "exported", "deadline_moved", "equality_opened", "reserve_out_of_turn", "reserves_against_order",
    "plan_given",
]  # fmt: skip


def own_data(user):
    """Their applications with every answer, what they read as assessors, conflicts they declared."""
    theirs = Application.objects.filter(applicant=user).order_by("pk")
    yield _applications(theirs)
    done = Entry.objects.filter(entries_about(theirs), verb__in=[*ASKED, LOOKED]).order_by("at", "pk")
    yield kept_of("recruitment.done_for", _("What the team did for you"), done, "verb", "details", "at")
    answers = Answer.objects.filter(application__in=theirs).order_by("application", "pk")
    yield kept_of("recruitment.answers", _("Answers in applications"), answers, "key", "text", "saved_at")
    sendings = Submission.objects.filter(application__in=theirs).order_by("application", "version")
    yield kept_of(
        "recruitment.sent", _("Applications as you sent them"), sendings,
        "application__round__name", "version", "answers", "at",
    )  # fmt: skip
    screened = Screening.objects.filter(application__in=theirs, confirmed_at__isnull=False)
    yield kept_of(
        "recruitment.screened_out",
        _("Why you cannot be a member"),
        screened.order_by("pk"),
        "reason",
        "words",
        "confirmed_at",
    )
    letters = Letter.objects.filter(application__in=theirs).order_by("pk")
    yield kept_of("recruitment.letters", _("Letters about decisions"), letters, "subject", "text", "at")
    yield from _references(user, theirs)
    yield _equality(theirs)
    asked = Appeal.objects.filter(application__in=theirs)
    yield kept_of(
        "recruitment.reviews", _("Reviews you asked for"), asked, "words", "state", "answer", "asked_at"
    )
    read = Assessor.objects.filter(user=user).order_by("pk")
    yield kept_of(
        "recruitment.assessor",
        _("Rounds you read in"),
        read,
        "round__name",
        "state",
        "capacity",
        "invited_at",
    )
    yield from _talks(user)
    given = Extension.objects.filter(user=user).order_by("pk")
    yield kept_of("recruitment.extensions", _("More time to apply"), given, "round__name", "until", "reason")
    written = Assessment.objects.filter(assessor__user=user, version__gte=1).order_by("pk")
    yield kept_of(
        "recruitment.assessments",
        _("Assessments you wrote"),
        written,
        "submitted_at",
        "mark",
        "words",
        "feedback",
    )
    declared = Conflict.objects.filter(person=user, decided_by=user).order_by("pk")
    swaps = Swap.objects.filter(by=user).order_by("pk")
    yield kept_of("recruitment.swaps", _("Other readers you proposed"), swaps, "reason", "state", "made_at")
    asked_for = LaneRequest.objects.filter(by=user).order_by("pk")
    yield kept_of(
        "recruitment.lane_requests",
        _("What you asked of the team as a lead"),
        asked_for,
        "lane__round__name",
        "kind",
        "places",
        "reason",
        "state",
        "made_at",
    )
    notes = LaneNote.objects.filter(by=user).order_by("pk")
    yield kept_of(
        "recruitment.lane_notes",
        _("What you wrote as a lead"),
        notes,
        "lane__round__name",
        "stage",
        "words",
        "at",
    )
    yield kept_of("recruitment.conflicts", _("Conflicts you declared"), declared, "kind", "reason", "made_at")
    told = Conflict.objects.filter(suggested_by=user).order_by("pk")
    yield kept_of(
        "recruitment.conflicts_suggested", _("Conflicts you suggested as a lead"), told, "hint", "made_at"
    )


def _applications(theirs):
    """What became of each, as far as it was told."""
    kept = kept_of(
        "recruitment.applications", _("Applications"), theirs, "round__name",
        "lane__partner__organisation__name", "route", "number", "state", "may_become_profile", "started_at",
        "submitted_at", "withdrawn_at", "withdrawal", "withdrawal_words", "released_at", "answer_by",
        "answered_at", "defer_asked_at", "defer_words", "defer_refused_at", "help_asked_at", "help_words",
    )  # fmt: skip
    for row in kept.rows if kept else ():
        row["state"] = str(Application.HIDDEN.get(row["state"], row["state"]))
    return kept


def _talks(user):
    """What they offered, whom they were asked for, and what they asked themselves."""
    offered = Volunteer.objects.filter(user=user)
    yield kept_of("recruitment.volunteer", _("Your offer to talk"), offered, "most", "words", "offered_at")
    turns = Turn.objects.filter(user=user).order_by("pk")
    yield kept_of(
        "recruitment.talk_turns", _("Talks you were asked for"), turns, "answer", "asked_at", "answered_at"
    )
    asked = Talk.objects.filter(asker=user).order_by("pk")
    yield kept_of(
        "recruitment.talks", _("Talks you asked for"), asked, "round__name", "words", "state", "asked_at"
    )


def _equality(theirs):
    """What they answered, as long as one can tell that it is theirs."""
    keys = EqualityKey.objects.filter(application__in=theirs).values("key")
    answered = EqualityAnswers.objects.filter(key__in=keys).order_by("round")
    return kept_of("recruitment.equality", _("Equality questions"), answered, "round__name", "answers")


def _references(user, theirs):
    """Whom they named, with what they may read of it; what they wrote of others."""
    named = Reference.objects.filter(application__in=theirs).order_by("pk")
    told = kept_of("recruitment.referees", _("People you named"), named, "name", "email", "relation", "state")
    shown = dict(named.given().filter(may_be_shown=True).values_list("pk", "words"))
    if told and shown:
        for row, pk in zip(told.rows, named.values_list("pk", flat=True), strict=True):
            row["words"] = shown.get(pk, "")
    yield told
    addresses = user.emailaddress_set.filter(verified=True).values_list("email", flat=True)
    written = Reference.objects.filter(email__in=[one.lower() for one in addresses]).given()
    yield kept_of(
        "recruitment.references", _("References you wrote"), written, "words", "may_be_shown", "answered_at"
    )


def forget(person):
    """Their papers go; that somebody applied, when and with which scores stays, with nobody's name."""
    user = person.user
    for application in Application.objects.filter(applicant=user):
        EqualityAnswers.objects.take_out(application)
        application.purge()
    _forget_as_referee(person)
    _forget_talks(user)
    Extension.objects.filter(user=user).delete()
    Lane.leads.through.objects.filter(user=user).delete()
    Round.objects.filter(equality_officer=user).update(equality_officer=None)
    Conflict.objects.filter(Q(person=user) | Q(applicant=user)).delete()
    for model, columns in [
        (Answer, ["text"]),
        (Redaction, ["text"]),
        (Assessment, ["words", "feedback", "closed_why"]),
        (Proposal, ["words", "against_order"]),
        (DecisionList, ["sent_back_why"]),
        (Reference, ["words", "name", "relation"]),
        (Application, ["withdrawal_words", "defer_words", "help_words"]),
        (Conflict, ["reason", "hint"]),
        (Appeal, ["words", "answer"]),
        (Screening, ["words"]),
        (Talk, ["words"]),
        (Volunteer, ["words"]),
        (Swap, ["reason", "answer"]),
        (LaneRequest, ["reason", "answer"]),
    ]:
        _take_out(person, model, *columns)
    said = [*ASKED, *(f"recruitment.{verb}" for verb in SAID_WHY)]
    Entry.objects.filter(verb__in=said).take_out(person)
    _take_out_of_json(person, LaneNote, "words")
    _take_out_of_json(person, Submission, "answers")


def _forget_talks(user):
    """What they asked and offered goes; who waited for their answer is passed on first."""
    for volunteer in Volunteer.objects.filter(user=user):
        volunteer.stop(by=None)
    Talk.objects.filter(asker=user).delete()
    for talk in Talk.objects.filter(member=user, state=Talk.State.WAITING):
        talk.pass_on(Turn.Answer.STOPPED)
    Talk.objects.filter(member=user).update(member=None)
    Turn.objects.filter(user=user).delete()


def _forget_as_referee(person):
    """What they wrote of others goes; who still waited for it hears nothing more, as if they said no."""
    theirs = Reference.objects.filter(email__in=[name.lower() for name in person.names if "@" in name])
    theirs.filter(state=Reference.State.ASKED).update(state=Reference.State.DECLINED)
    theirs.update(name=person.stand_in, email="", relation="", words="")


def _take_out(person, model, *columns):
    for row in model.objects.filter(person.held_in(*columns)):
        told = {column: person.taken_out(getattr(row, column)) for column in columns}
        model.objects.filter(pk=row.pk).update(**told)


def _take_out_of_json(person, model, column):
    """Texts in a {field: text}; how letters are written in it differs between databases, so all are read."""
    for row in model.objects.only(column).iterator(chunk_size=500):
        said = getattr(row, column)
        told = {field: person.taken_out(text) for field, text in said.items()}
        if told != said:
            model.objects.filter(pk=row.pk).update(**{column: told})
