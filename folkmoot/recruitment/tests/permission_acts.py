"""What the rows of the permission table begin with, send, and look at afterwards. Each takes the cell."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from folkmoot.activity.models import Email
from folkmoot.members.models import Organisation, Partner
from folkmoot.recruitment.equality.figures import count
from folkmoot.recruitment.models import (
    Appeal,
    Application,
    Assessment,
    Assessor,
    Conflict,
    DecisionList,
    Lane,
    LaneRequest,
    LetterText,
    Meeting,
    Proposal,
    Reference,
    Round,
    Screening,
    Swap,
)
from folkmoot.recruitment.rounds.forms import RoundForm

from . import rounds
from .rounds import WORDS

SCORES = {**dict.fromkeys(WORDS, "5"), "words": "", "feedback": "More of it."}
OFFER = {"outcome": "offer", "against_order": "A voice we lack."}


# The round


def settings(cell, **changes):
    """The form of the settings as a browser sends it back."""
    form = RoundForm(instance=cell.round, names_officer=True)
    sent = {field.name: field.field.widget.format_value(field.value()) or "" for field in form}
    for name in ("is_announced", "is_blind"):
        sent[name] = "on" if getattr(cell.round, name) else ""
    sent["method"], sent["equality_officer"] = cell.round.method, ""
    return {**sent, "hear_on": cell.round.hear_on.isoformat(), **changes}


def editor(prefix, form):
    def data(cell):
        if prefix == "questions":
            rows = cell.round.question_set().questions.all()
        else:
            rows = cell.round.rubric().criteria.all()
        sent = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": len(rows), "why": "Clearer."}
        for number, one in enumerate(rows):
            for name in form.base_fields:
                value = getattr(one, name)
                value = "\n".join(value) if isinstance(value, list) else value
                sent[f"{prefix}-{number}-{name}"] = "on" if value is True else value or ""
        return sent

    return data


def welcome(cell, **changes):
    lane = cell.application.lane
    return {
        "regions": [region.pk for region in lane.regions.all()],
        "leads": [user.pk for user in lane.leads.all() if user.is_member],
        "wanted_readers": lane.wanted_readers, "places": lane.places or "", "welcome": lane.welcome,
        **changes,
    }  # fmt: skip


def another_partner(cell):
    organisation = Organisation.objects.named("Gwent Trust", by=cell.helper)
    return {"partner": Partner.objects.appoint(organisation, kind="regional", by=cell.helper).pk, **PLAIN}


PLAIN = {"wanted_readers": 0, "places": "", "welcome": ""}


def asked_for_help(cell):
    cell.application.ask_for_help(by=cell.application.applicant, words="Is it too long?")


def is_asking(cell):
    return cell.application.help_asked_at is not None


def of_lane(name):
    return lambda cell: getattr(Lane.objects.get(pk=cell.application.lane_id), name)


def a_planned_round(cell):
    cell.world.rounds["planned"] = round = rounds.planned(cell.helper, "Planned round")
    rounds.lane_of(round, "Lagan Care Trust", by=cell.helper, leads=[cell.world.people["lead"]])
    cell.world.of_file["planned"] = cell.world.of_file["drafts"]


def more_time(cell):
    until = (timezone.now() + timedelta(days=40)).strftime("%Y-%m-%dT%H:%M")
    return {"email": cell.application.applicant.email, "until": until, "reason": "Illness"}


def given_time(cell):
    return cell.round.extensions.count()


# What is sent, and who reads


def to_look_at(cell):
    """Somebody has to see the name first."""
    Assessment.objects.filter(application=cell.application).update(checked_at=None)


def suggested(cell):
    """Something speaks for a conflict of another reader with this applicant."""
    reader = cell.world.people["other assessor"]
    Conflict.objects.suggest(reader, cell.application.applicant, "name", hint="hintlike")


def confirmed(cell):
    suggested(cell)
    Conflict.objects.get(hint="hintlike").confirm(by=cell.helper)


def suggested_own(cell):
    """Something speaks for a conflict of this very person, with somebody in every list."""
    Conflict.objects.suggest(cell.user, cell.world.people["nia"], "name", hint="hintlike")


def suggesting(cell):
    return {"person": cell.world.people["second reader"].pk, "reason": "They share an office."}


def pinned(cell):
    return list(Conflict.objects.order_by("pk").values_list("is_pinned", flat=True))


def conflict_states(cell):
    return list(Conflict.objects.order_by("pk").values_list("state", flat=True))


def give(cell):
    reader = cell.round.assessors.get(user=cell.world.people["other assessor"])
    return {"application": cell.application.number, "assessor": reader.pk, "reason": "No other is free."}


def another_reader(cell):
    """Somebody of the lane who reads nothing yet."""
    rounds.reader(cell.round, cell.world.people["nobody yet"], lane=cell.application.lane)


def swap(cell):
    reader = cell.round.assessors.get(user=cell.world.people["nobody yet"])
    return {"out": cell._planned(), "instead": reader.pk, "reason": "Knows the subject."}


def a_swap(cell):
    """A lead has proposed that somebody else reads it."""
    another_reader(cell)
    sent = swap(cell)
    out, instead = Assessor.objects.get(assessments=sent["out"]), Assessor.objects.get(pk=sent["instead"])
    plan, lead = cell.round.plans.get(state="drafted"), cell.world.people["lead"]
    Swap.objects.propose(plan, cell.application, out, instead, "Knows the subject.", by=lead)


def swaps(cell):
    return list(Swap.objects.filter(plan__round=cell.round).values_list("state", flat=True))


def own_state(cell):
    return list(
        Assessment.objects.filter(application=cell.application, assessor__user=cell.user).values_list(
            "state", "version"
        )
    )


def invited(cell):
    return {"email": cell.world.people["nobody yet"].email, "lane": cell.application.lane_id}


def table(cell):
    row = f"e-mail,partner\n{cell.world.people['nobody yet'].email},{cell.application.lane}\n"
    return {"file": SimpleUploadedFile("readers.csv", row.encode())}


def on_the_border(cell):
    """The scores leave it open."""
    cell.application.ranked.update(chance=0.5)


def well_scored(cell):
    """Nothing speaks against an offer."""
    cell.round.rankings.all().delete()


def counted(cell):
    """By the clock."""
    count(cell.round)


def named_officer(cell):
    cell.round.edit(equality_officer=cell.user, by=cell.helper)


def names_come(cell):
    """The moment has come from which those who have scored see who wrote."""
    Round.objects.filter(pk=cell.round.pk).update(unblind_at=timezone.now() - timedelta(hours=1))


def may_be_shown(cell):
    Reference.objects.filter(application=cell.application).update(may_be_shown=True)


# What is decided


def proposals(cell):
    return Proposal.objects.filter(application=cell.application).count()


def all_proposed(cell):
    for application in cell.round.applications.order_by("number"):
        Proposal.objects.propose(application, "offer", by=cell.helper)


def all_reserves(cell):
    for application in cell.round.applications.order_by("number"):
        Proposal.objects.propose(application, "reserve", by=cell.helper)


def reserve_ranks(cell):
    rows = Proposal.objects.reserves_of(cell.application.lane).order_by("application__number")
    return list(rows.values_list("rank", flat=True))


def places(cell, why):
    """The last of the lane comes first, whatever the scores say."""
    lane = cell.application.lane
    numbers = [row.application.number for row in Proposal.objects.reserves_of(lane)]
    typed = {f"lane{lane.pk}-{number}": -place % 9 + 1 for place, number in enumerate(numbers)}
    return {"lane": lane.pk, f"lane{lane.pk}-why": why, **typed}


def list_state(cell):
    decisions = DecisionList.objects.get(pk=cell._list())
    return decisions.state, decisions.release_at


def proposed_oneself(cell):
    DecisionList.objects.filter(pk=cell._list()).update(proposed_by=cell.user)


def a_meeting(cell):
    """It talks about this application."""
    Meeting.objects.begin(cell.round, by=cell.helper)
    Meeting.objects.update(current=cell.application)


def a_meeting_elsewhere(cell):
    Meeting.objects.begin(cell.round, by=cell.helper)


def move(cell):
    return {"number": cell.application.number, "turn": Meeting.objects.get().turn}


def talked_about(cell):
    return Meeting.objects.filter(ended_at=None).values_list("current", flat=True).first()


def state_of(cell):
    return cell.application.state


def asked_to_defer(cell):
    cell.application.ask_to_defer(by=cell.application.applicant, words="A new baby.")


def deferral(cell):
    one = cell.application
    return one.defer_asked_at, one.defer_refused_at


def asked_for_places(cell):
    """A lead would have another number."""
    lead, lane = cell.world.people["lead"], cell.application.lane
    LaneRequest.objects.ask_places(lane, 9, "Placeswise.", by=lead)


def asked_for_promotion(cell):
    """A lead would have a place offered."""
    lead = cell.world.people["lead"]
    LaneRequest.objects.ask_promotion(cell.application, "Promotewise.", by=lead)


def requests(cell):
    return list(LaneRequest.objects.filter(lane__round=cell.round).values_list("state", "application"))


def asked_for_review(cell):
    Appeal.objects.ask(cell.application, "Look again.", by=cell.application.applicant)


def screened(cell):
    Screening.objects.propose(cell.application, "member", "You are one.", by=cell.helper)


def screenings(cell):
    return list(
        Screening.objects.filter(application=cell.application).values_list("by", "confirmed_by", "words")
    )


def withdrawn(application):
    application.withdraw(by=None)


def expired(application):
    Application.objects.get(pk=application.pk).expire()


def lapsed(application):
    application.lapse()


def purged(application):
    application.purge()


def long_ago(cell):
    Application.objects.filter(round=cell.round).update(released_at=timezone.now() - timedelta(days=400))


def with_an_hour(cell):
    DecisionList.objects.get(pk=cell._list()).schedule(timezone.now() + timedelta(hours=1), by=cell.helper)


def not_arrived(cell):
    Email.objects.filter(pk=cell.application.letters.get().email_id).update(state="given_up")


def to_be_posted(cell):
    return cell.application.letters.get().email.state


def at_an_hour(cell):
    return {"at": (timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")}


def letters_text(cell):
    return list(LetterText.objects.filter(round=cell.round).values_list("lane", "subject"))


LETTER = {"subject": "Ours", "body": "Dear {name}"}
