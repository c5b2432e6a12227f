"""Three rounds for journeys, by the verbs people use, on a site with the demo.

Harbour round is over: of 30 people in two lanes twelve were offered membership, and everyone told of
themselves. Mill round is being weighed: three applications in each of two lanes, the middle ones open. Beacon
round takes applications. Hana leads one of the lanes.
"""

import subprocess
import sys
from datetime import timedelta
from types import SimpleNamespace

import django
import pytest

LAGAN, MENAI = "Lagan Care Trust", "Llyfrgelloedd Glan Menai"
OFFERED = 12
GENDERS = ["woman"] * 10 + ["man"] * 2 + ["woman"] * 10 + ["man"] * 6 + ["other"] * 2
AGES = ["35-44"] * 13 + ["45-54"] * 10 + ["65"] * 7
WHY_NOT = {
    "reasons": ["bring-example", "influence-own"],
    "words": "Your evening hours interest us. Name one branch that took them up.",
}
NESTA, IFOR = "nesta.quill@example.net", "ifor.quill@example.net"


def make():
    from django.db import transaction
    from django.utils import timezone

    from folkmoot import cast
    from folkmoot.accounts.models import User
    from folkmoot.home.demo.days import story_time
    from folkmoot.recruitment.equality.tasks import count_who_applied

    people = SimpleNamespace(**{who: User.objects.at(f"{who}@example.org") for who in cast.PEOPLE})
    today = timezone.now()
    with transaction.atomic(), story_time() as at:

        def ago(days):
            at(today - timedelta(days=days))

        _harbour(people, ago)
        _mill(people, ago)
        _beacon(people, ago)
        at(today)
        count_who_applied()


def _opened(people, ago, name, partners, *, days, places):
    from folkmoot.recruitment.tests.rounds import lane_of, planned

    ago(days)
    round = planned(people.cora, name, places=places, readers=1)
    for partner in partners:
        lane_of(round, partner, by=people.cora, leads=[people.hana] if partner == LAGAN else [])
    round.open(by=people.cora)
    return round


def _someone(name):
    from folkmoot.accounts.models import Agreement, Policy
    from folkmoot.recruitment.tests.rounds import someone

    user = someone(name)
    Agreement.objects.give([user], Policy.objects.to_agree())
    return user


def _applied(round, names):
    """In the lanes by turns: odd numbers in the first."""
    from folkmoot.recruitment.tests.rounds import sent

    lanes = list(round.lanes.order_by("pk"))
    return [sent(round, _someone(name), lane=lanes[at % len(lanes)]) for at, name in enumerate(names)]


def _weighed(people, round, values):
    """Dev gave each of them one of these throughout."""
    from folkmoot.recruitment.models import Ranking
    from folkmoot.recruitment.tests.rounds import WORDS, given, to_screening

    to_screening(round, by=people.cora)
    for assessment, value in zip(given(round, [people.dev], by=people.cora), values, strict=True):
        assessment.clear()
        assessment.submit(dict.fromkeys(WORDS, value), rubric=round.rubric(), feedback="Say more of it.")
    round.weigh(by=people.cora)
    Ranking.objects.make(round)


def _harbour(people, ago):
    from folkmoot.recruitment.deciding.releasing import release
    from folkmoot.recruitment.models import DecisionList, EqualityAnswers, Proposal

    round = _opened(people, ago, "Harbour round", [LAGAN, MENAI], days=90, places=OFFERED)
    ago(85)
    names = [f"Quill of number {number}" for number in range(1, len(AGES) + 1)]
    names[OFFERED] = "Nesta Quill"
    applications = _applied(round, names)
    for application, gender, age in zip(applications, GENDERS, AGES, strict=True):
        EqualityAnswers.objects.keep(application, {"gender": gender, "age": age})
    ago(70)
    _weighed(people, round, [5] * OFFERED + [2] * (len(AGES) - OFFERED))
    ago(50)
    for application in round.applications.order_by("number"):
        no = application.number > OFFERED
        facts = {"outcome": "decline", **WHY_NOT} if no else {"outcome": "offer"}
        Proposal.objects.propose(application, by=people.cora, **facts)
    decisions = DecisionList.objects.propose(round, by=people.cora)
    decisions.confirm(by=people.fay)
    release(decisions, by=people.cora)
    ago(45)
    for application in round.applications.filter(state="offered"):
        application.decline_offer(by=application.applicant)
    round.refresh_from_db()
    round.finish(by=people.cora)


def _mill(people, ago):
    round = _opened(people, ago, "Mill round", [LAGAN, MENAI], days=30, places=3)
    ago(25)
    _applied(round, [f"Teasel of number {number}" for number in range(1, 7)])
    ago(10)
    _weighed(people, round, [5, 3, 3, 3, 3, 1])


def _beacon(people, ago):
    _opened(people, ago, "Beacon round", [LAGAN], days=3, places=20)
    _someone("Ifor Quill")


@pytest.fixture(scope="session")
def rounds(site):
    """Made once; what stands where is said above."""
    subprocess.run([sys.executable, "-m", "tests.journeys.rounds"], env=site.env, check=True)


if __name__ == "__main__":
    django.setup()
    make()
