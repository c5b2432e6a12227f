"""The table of permissions, cell by cell: who finds which page of the reading; forged numbers."""

import pytest
from django.urls import reverse

from folkmoot.activity.models import Entry
from folkmoot.recruitment.models import Application, Conflict, Plan
from folkmoot.recruitment.plans.making import make

from .rounds import WORDS, lane_of, opened, reader, sent, someone, to_screening

pytestmark = pytest.mark.on_sqlite

PEOPLE = [
    "applicant", "assessor", "other_assessor", "lead", "other_lead", "conflicted_lead", "manager",
    "conflicted_manager", "administrator", "member",
]  # fmt: skip


@pytest.fixture
def round(cast):
    """Ben applies in Hana's lane, and is read by Dev, who reads for the other."""
    round = opened(cast, readers=1)
    cast.other = lane_of(round, "Kirkside Trust", by=cast.cora, region="Lothian", leads=[cast.eve])
    sent(round, cast.ben)
    sent(round, someone("Other Applicant"), lane=cast.other)
    reader(round, cast.dev, lane=cast.other, capacity=1)
    rita, partial, tam = someone("Rita Roe"), someone("Partial Lead"), someone("Tam Reid")
    reader(round, rita, capacity=1)
    round.lanes.first().leads.add(partial)
    tam.give("team", by=cast.fay)
    for person in (rita, partial, tam):
        Conflict.objects.declare(person, cast.ben, by=cast.fay)
    to_screening(round, by=cast.cora)
    plan = Plan.objects.begin(round, by=cast.cora)
    make(plan)
    plan.publish(by=cast.cora)
    people = [cast.ben, cast.dev, rita, cast.hana, cast.eve, partial, cast.cora, tam, cast.fay, cast.ada]
    cast.people = dict(zip(PEOPLE, people, strict=True))
    cast.read = round.applications.get(applicant=cast.ben)
    assert cast.read.assessments.get().assessor.user == cast.dev
    cast.read.assessments.get().clear()
    return round


def page(name, round, *more):
    return reverse(f"recruitment:{name}", args=[round.slug, *more])


CELLS = {  # who finds it; for everybody else it does not exist
    "reading": {"assessor", "other_assessor"},
    "read": {"assessor"},
    "one": {"lead", "manager", "administrator"},
    "redact": {"lead", "manager", "administrator"},
    "conflicts": {"manager", "conflicted_manager", "administrator"},
    "plan": {"lead", "other_lead", "conflicted_lead", "manager", "conflicted_manager", "administrator"},
    "assessors": {"lead", "other_lead", "conflicted_lead", "manager", "conflicted_manager", "administrator"},
}


@pytest.mark.parametrize("name", CELLS)
def test_each_finds_what_the_table_says(client, cast, round, name):
    more = [cast.read.number] if name in {"read", "one", "redact"} else []
    found = set()
    for who, user in cast.people.items():
        client.force_login(user)
        answer = client.get(page(name, round, *more)).status_code
        assert answer in {200, 404}, who
        found |= {who} if answer == 200 else set()
    assert found == CELLS[name]


@pytest.mark.parametrize("name", ["plan", "redactions", "assessors", "board", "decide"])
def test_no_page_names_what_is_hidden_from_who_looks(client, cast, round, name):
    for who in ("other_lead", "conflicted_lead", "conflicted_manager"):
        client.force_login(cast.people[who])
        shown = client.get(page(name, round))
        assert shown.status_code == 200
        assert "Ben Whitlock" not in shown.text
        assert cast.read.called not in shown.text
        assert f"board/{cast.read.number}/" not in shown.text


def test_nobody_but_the_team_makes_changes_or_publishes_a_plan(client, cast, round):
    plan = Plan.objects.get()
    acts = [
        ("plan_begin",),
        ("plan_publish", plan.pk),
        ("plan_discard", plan.pk),
        ("weigh",),
        ("conflicts_look",),
    ]
    for who in set(PEOPLE) - {"manager", "conflicted_manager", "administrator"}:
        client.force_login(cast.people[who])
        assert {client.post(page(name, round, *more)).status_code for name, *more in acts} == {404}, who
    assert list(Plan.objects.values_list("state", flat=True)) == ["published"]


def test_scores_are_written_by_their_reader_alone(client, cast, round):
    form = dict.fromkeys(WORDS, 3)
    for who in set(PEOPLE) - {"assessor"}:
        client.force_login(cast.people[who])
        assert client.post(page("read", round, cast.read.number), form).status_code == 404, who
    client.force_login(cast.dev)
    assert client.post(page("read", round, cast.read.number), form).status_code == 302


@pytest.mark.parametrize("name", ["one", "redact", "propose"])
def test_a_forged_number_of_another_lane_is_not_there_and_on_the_record(client, cast, round, name):
    client.force_login(cast.eve)
    for _twice in range(2):
        assert client.get(page(name, round, cast.read.number)).status_code == 404
    assert client.get(page(name, round, 999)).status_code == 404
    entry = Entry.objects.get(verb="recruitment.refused")
    assert (entry.by, entry.details) == (cast.eve, {"what": "application", "key": cast.read.pk})


def test_a_forged_assessor_of_another_lane_stays_and_it_is_on_the_record(client, cast, round):
    theirs = round.assessors.get(user=cast.dev)
    client.force_login(cast.hana)
    assert client.post(page("assessor_remove", round, theirs.pk)).status_code == 404
    theirs.refresh_from_db()
    assert theirs.is_reading
    assert Entry.objects.get(verb="recruitment.refused").details == {"what": "assessor", "key": theirs.pk}


def test_what_is_hidden_is_in_no_count_of_the_conflicted(cast, round):
    for who in ("conflicted_lead", "conflicted_manager"):
        seen = Application.objects.filter(round=round).visible_to(cast.people[who])
        assert cast.read not in seen
