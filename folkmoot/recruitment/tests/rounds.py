"""Rounds for tests, made by the verbs people use."""

from datetime import timedelta

from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.members.models import Organisation, Partner, Region
from folkmoot.recruitment.deciding.releasing import release
from folkmoot.recruitment.models import (
    Application,
    Assessor,
    DecisionList,
    Lane,
    Plan,
    Proposal,
    Ranking,
    Round,
)

WORDS = {
    "motive": "I run a branch library and want to learn from others.",
    "bring": "Ten years of reading groups.",
    "influence": "Four branches took up our evening hours.",
    "reflection": "We expected families and got students. I learned to ask first.",
}


def planned(by, name="Spring round", **facts):
    """A round that opens yesterday and closes in two weeks, not open yet."""
    now = timezone.now()
    facts = {
        "opens_at": now - timedelta(days=1),
        "closes_at": now + timedelta(days=14),
        "hear_on": timezone.localdate() + timedelta(days=60),
        "places": 20,
        **facts,
    }
    return Round.objects.plan(name, by=by, **facts)


def lane_of(round, name, *, by, leads=(), region="Ulster"):
    """A lane of a partner of this name."""
    partner = Partner.objects.filter(organisation__name=name).first()
    if partner is None:
        known = Region.objects.filter(name=region).first() or Region.objects.add(region, by=by)
        organisation = Organisation.objects.named(name, by=by)
        partner = Partner.objects.appoint(organisation, kind="regional", regions=[known], leads=leads, by=by)
    return Lane.objects.add(round, partner, by=by, leads=leads)


def opened(cast, name="Spring round", **facts):
    """An open round with one lane, which Hana leads."""
    round = planned(cast.cora, name, **facts)
    lane_of(round, "Lagan Care Trust", by=cast.cora, leads=[cast.hana])
    round.open(by=cast.cora)
    return round


def begun(round, applicant, **facts):
    """A draft with an answer to every question."""
    facts = {"lane": round.lanes.first(), **facts}
    application = Application.objects.start(round, applicant=applicant, **facts)
    for key, text in WORDS.items():
        application.write(key, text, revision=0)
    return application


def sent(round, applicant, **facts):
    application = begun(round, applicant, **facts)
    application.submit()
    return application


def someone(name, **facts):
    """One more account."""
    address = f"{name.lower().replace(' ', '.')}@example.net"
    return User.objects.create_user(address, name, confirmed=True, **facts)


def reader(round, user, lane=None, **facts):
    """An assessor who said yes."""
    facts = {"state": Assessor.State.ACCEPTED, "capacity": 30, **facts}
    return Assessor.objects.create(round=round, lane=lane or round.lanes.first(), user=user, **facts)


def to_screening(round, *, by=None):
    """The deadline is over."""
    round.move_on(Round.State.CLOSING, by=by)
    round.move_on(Round.State.SCREENING, by=by)


def given(round, users, *, by):
    """Each of these reads every application that was sent; answers the assessments, by number and reader."""
    readers = [reader(round, user) for user in users]
    plan = Plan.objects.begin(round, by=by)
    for application in round.applications.in_play().order_by("number"):
        for one in readers:
            plan.assessments.create(application=application, assessor=one)
    Plan.objects.filter(pk=plan.pk).update(solved_at=timezone.now())
    plan.refresh_from_db()
    plan.publish(by=by)
    return list(plan.assessments.order_by("application__number", "pk"))


def scored(cast, values=(5, 4, 2), people=None, **facts):
    """A round that is weighed: somebody applied for each of these values, which Dev gave throughout."""
    round = opened(cast, **{"readers": 1, "places": 1, **facts})
    for person in people or [someone(f"Applicant {number}") for number, _value in enumerate(values, start=1)]:
        sent(round, person)
    to_screening(round, by=cast.cora)
    for assessment, value in zip(given(round, [cast.dev], by=cast.cora), values, strict=True):
        assessment.clear()
        assessment.submit(dict.fromkeys(WORDS, value), rubric=round.rubric(), feedback="Say more of it.")
    round.weigh(by=cast.cora)
    return round


def proposed(round, outcomes, *, by):
    """One outcome for each application, by number: "offer", "decline", or the place on the reserve list."""
    for application, outcome in zip(round.applications.order_by("number"), outcomes, strict=True):
        if isinstance(outcome, int):
            Proposal.objects.propose(application, "reserve", rank=outcome, by=by)
        else:
            why = {"reasons": ["bring-example"], "words": "Show us one."} if outcome == "decline" else {}
            Proposal.objects.propose(application, outcome, by=by, **why)
    return DecisionList.objects.propose(round, by=by)


def told(cast, outcomes=("offer", 1, "decline"), **facts):
    """A round whose letters have left, with these outcomes."""
    round = scored(cast, values=[5, 4, 3, 2, 2, 1][: len(outcomes)], **facts)
    Ranking.objects.make(round)
    decisions = proposed(round, outcomes, by=cast.cora)
    decisions.confirm(by=cast.fay)
    release(decisions, by=cast.cora)
    round.refresh_from_db()
    return round
