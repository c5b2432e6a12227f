"""The people of the permission table and a round in each state, made by the verbs people use.

Whose file a cell is about: the own one for an applicant, a lead and a manager who applied; one in their own
lane for the lead whose partner may not act; for everybody else Ben's, in Hana's lane.
"""

from types import SimpleNamespace

from folkmoot.recruitment.deciding.releasing import release
from folkmoot.recruitment.models import (
    Application,
    Assessment,
    Conflict,
    EqualityAnswers,
    Plan,
    Ranking,
    Reference,
)
from tests.databases import assembled

from . import rounds
from .rounds import WORDS, someone

FILES = ["ben", "nia", "ola", "moss", "cai"]  # who applied in every round
OWN = {"lead who applied": "ola", "manager who applied": "moss", "stopped lead": "cai"}


@assembled
def permissions(cast):
    """Everybody of the table, and a round for each state."""
    made = SimpleNamespace(people=_people(cast), rounds={}, of_file={})
    helper = made.people["other manager"]
    for name, make in STATES.items():
        made.rounds[name] = make(_round(cast, made, name), helper, cast)
    _conflicts(made.people, cast)
    return made


def _people(cast):
    team = {name: someone(name) for name in ("Tam Reid", "Max Berg", "Moss Vale")}
    for user in team.values():
        user.give("team", by=cast.fay)
    return {
        "applicant": cast.ben,
        "assessor": cast.dev,
        "other assessor": someone("Rita Roe"),
        "lead": cast.hana,
        "other lead": someone("Lena Marsh"),
        "manager": cast.cora,
        "administrator": cast.fay,
        "lead who reads": someone("Rhea Read"),
        "lead in conflict": someone("Olu Ade"),
        "manager in conflict": team["Max Berg"],
        "lead who applied": someone("Ola Nord"),
        "manager who applied": team["Moss Vale"],
        "stopped lead": someone("Sid Stark"),
        "member": cast.ada,
        # who does what the table's people are to find
        "other manager": team["Tam Reid"],
        "second reader": someone("Una Webb"),
        "nobody yet": someone("Ivo Tan"),
        "nia": someone("Nia Third"),
        "cai": someone("Cai Price"),
    }


def _conflicts(people, cast):
    """Once everything is read, so that nothing of it had to stop."""
    for who in ("lead in conflict", "manager in conflict"):
        Conflict.objects.declare(people[who], cast.ben, by=cast.fay)


def applicants(people):
    return dict(
        zip(
            FILES,
            [
                people["applicant"], people["nia"], people["lead who applied"], people["manager who applied"],
                people["cai"],
            ],
            strict=True,
        )
    )  # fmt: skip


def _round(cast, made, name):
    """An open round with three lanes, the third of which was told to stop."""
    people = made.people
    round = rounds.opened(cast, f"Round {name}", readers=2, places=10, more_readers=1)
    ours = round.lanes.get()
    ours.leads.add(*(people[f"lead {who}"] for who in ("who reads", "in conflict", "who applied")))
    theirs = rounds.lane_of(
        round, "Kirkside Trust", by=cast.cora, region="Lothian", leads=[people["other lead"]]
    )
    third = rounds.lane_of(round, "Dyfed Trust", by=cast.cora, region="Dyfed", leads=[people["stopped lead"]])
    made.of_file[name] = {}
    for file, person in applicants(people).items():
        lane = {"nia": theirs, "cai": third}.get(file, ours)
        application = rounds.begun(round, person, lane=lane)
        application.write("motive", f"A zamboni of {file}.", revision=1)
        application.write("employer", f"Yttrium {file}", revision=0)
        made.of_file[name][file] = application
    third.suspend(by=cast.cora)
    return round


def _draft(round, helper, cast):
    return round


def _sent(round, helper, cast):
    for application in round.applications.order_by("pk"):
        asked = Reference.objects.ask(
            application, name="Ref Eree", email=f"ref{application.pk}@example.net", by=None
        )
        application.submit()
        asked.give("A referential word.", may_be_shown=False)
    return round


def _screening(round, helper, cast):
    """After the deadline, with a plan that is not published."""
    _sent(round, helper, cast)
    rounds.to_screening(round, by=helper)
    _planned(round, helper)
    return round


def _planned(round, helper):
    people = _readers(round)
    plan = Plan.objects.begin(round, by=helper)
    for application in round.applications.order_by("number"):
        is_theirs = application.lane == people["other assessor"].lane
        read_by = ["other assessor"] if is_theirs else ["assessor", "second reader"]
        read_by += ["lead who reads"] if application.applicant.name == "Ben Whitlock" else []
        for who in read_by:
            plan.assessments.create(application=application, assessor=people[who])
    Plan.objects.filter(pk=plan.pk).update(solved_at=round.opens_at)
    plan.refresh_from_db()
    return plan


def _readers(round):
    """Those who read, by what the table calls them."""
    from folkmoot.accounts.models import User

    named = {
        "assessor": "Dev Malhotra",
        "second reader": "Una Webb",
        "other assessor": "Rita Roe",
        "lead who reads": "Rhea Read",
    }
    theirs = round.lanes.get(partner__organisation__name="Kirkside Trust")
    return {
        who: rounds.reader(
            round, User.objects.get(name=name), lane=theirs if who == "other assessor" else None
        )
        for who, name in named.items()
    }


def _assessing(round, helper, cast):
    """The second reader is done everywhere; the others have seen the names."""
    _screening(round, helper, cast)
    round.plans.get().publish(by=helper)
    round.refresh_from_db()
    for assessment in Assessment.objects.filter(application__round=round):
        assessment.clear()
        if assessment.assessor.user.name == "Una Webb":
            _score(assessment, round)
    return round


def _score(assessment, round):
    assessment.submit(
        dict.fromkeys(WORDS, 4), rubric=round.rubric(), words="A wordsmith.", feedback="A feedbacker."
    )


def _weighed(round, helper, cast):
    _assessing(round, helper, cast)
    for assessment in Assessment.objects.waiting().filter(application__round=round):
        _score(assessment, round)
    round.refresh_from_db()
    round.weigh(by=helper)
    Ranking.objects.make(round)
    return round


def _listed(outcomes):
    def make(round, helper, cast):
        _weighed(round, helper, cast)
        rounds.proposed(round, outcomes, by=helper)
        round.refresh_from_db()
        return round

    return make


def _confirmed(outcomes):
    def make(round, helper, cast):
        _listed(outcomes)(round, helper, cast).lists.get().confirm(by=cast.fay)
        return round

    return make


def _told(outcomes):
    def make(round, helper, cast):
        release(_confirmed(outcomes)(round, helper, cast).lists.get(), by=helper)
        EqualityAnswers.objects.bulk_create(
            EqualityAnswers(round=round, answers={"gender": "woman"}) for _number in range(20)
        )
        round.refresh_from_db()
        return round

    return make


STATES = {
    "drafts": _draft,
    "sent": _sent,
    "screening": _screening,
    "assessing": _assessing,
    "weighed": _weighed,
    "listed": _listed(["offer"] * 5),
    "confirmed": _confirmed(["decline"] * 5),
    "offered": _told(["offer"] * 5),
    "reserve": _told([1, 2, 3, 4, 5]),
    "declined": _told(["decline"] * 5),
}


def application_of(made, state, who):
    """Whose file a cell is about, in the round of this state."""
    return Application.objects.get(pk=made.of_file[state][OWN.get(who, "ben")].pk)
