"""The record of a round: the team reads it all, leads their lane, applicants and assessors their own."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from folkmoot.activity.models import Entry
from folkmoot.core.text import plain
from folkmoot.recruitment.models import Conflict, Extension
from folkmoot.recruitment.recording import finding

from .rounds import begun, given, lane_of, opened, proposed, reader, scored, sent, someone, to_screening


def read(client, round, user, **asked):
    """The sentences that this person reads."""
    client.force_login(user)
    answer = client.get(reverse("recruitment:record", args=[round.slug]), asked)
    return [plain(entry.sentence) for entry in answer.context["entries"]]


@pytest.fixture
def round(cast):
    """Nia in Hana's lane, which Dev reads; Ola in Eve's; Ben has a draft."""
    round = opened(cast, readers=1)
    other = lane_of(round, "Kirkside Trust", by=cast.cora, leads=[cast.eve], region="Lothian")
    sent(round, someone("Nia Bowen"))
    sent(round, someone("Ola Berg"), lane=other)
    begun(round, cast.ben)
    return round


def test_the_team_reads_all_but_who_has_begun(client, cast, round):
    told = read(client, round, cast.cora)
    assert {"Nia Bowen sent Application 1", "Ola Berg sent Application 2"} <= set(told)
    assert not [line for line in told if "Ben" in line]
    assert [line for line in read(client, round, cast.ben) if "Ben" in line]


def test_a_lead_reads_of_their_lane(client, cast, round):
    told = read(client, round, cast.hana)
    assert "Nia Bowen sent Application 1" in told
    assert not [line for line in told if "Ola" in line or "Kirkside" in line]
    assert "Ola Berg sent Application 2" in read(client, round, cast.eve)


def test_a_lead_who_reads_is_not_told_who_wrote(client, cast, round):
    reader(round, cast.hana)
    told = read(client, round, cast.hana)
    assert told
    assert not [line for line in told if "Nia" in line]


def test_whom_a_conflict_binds_reads_nothing_of_it(client, cast, round):
    nia = round.applications.get(number=1).applicant
    Conflict.objects.declare(cast.dev, nia, by=cast.dev, kind="recused")
    for person in (cast.cora, cast.hana):
        Conflict.objects.declare(person, nia, by=person)
        told = read(client, round, person)
        assert not [line for line in told if "Application 1" in line or "Dev" in line]


def test_an_applicant_reads_what_they_were_told(client, cast):
    nia = someone("Nia Bowen")
    round = scored(cast, people=[nia], values=[2])
    Extension.objects.give(round, nia, until=round.closes_at, reason="Asked.", by=cast.cora)
    proposed(round, ["decline"], by=cast.cora)
    assert read(client, round, nia) == [
        "The team gave somebody more time in Spring round",
        "Nia Bowen sent Application 1",
        "Nia Bowen began an application, Application 1",
    ]


def test_an_assessor_reads_what_they_did(client, cast):
    round = scored(cast, values=[2, 3])
    assert read(client, round, cast.dev) == [
        "Dev Malhotra scored Application 2",
        "Dev Malhotra scored Application 1",
    ]
    client.force_login(cast.ada)
    assert client.get(reverse("recruitment:record", args=[round.slug])).status_code == 404


def test_it_is_filtered_by_kind_and_by_person(client, cast):
    round = scored(cast, values=[2])
    assert read(client, round, cast.cora, kind="deciding") == []
    reading = read(client, round, cast.cora, kind="reading")
    assert "Dev Malhotra scored Application 1" in reading
    assert "Applicant 1 sent Application 1" not in reading
    assert read(client, round, cast.cora, by=cast.dev.pk) == ["Dev Malhotra scored Application 1"]
    whole = finding.of_round(cast.cora, round).count()
    assert sum(finding.of_round(cast.cora, round, kind).count() for kind in finding.KINDS) == whole


@pytest.mark.parametrize("who", ["cora", "hana", "dev"])
def test_many_cost_no_more_queries_than_one(who, client, cast, round):
    to_screening(round, by=cast.cora)
    given(round, [cast.dev], by=cast.cora)[0].clear()
    Entry.objects.record("recruitment.assessed", round.applications.get(number=1), by=cast.dev)

    def queries():
        with CaptureQueriesContext(connection) as made:
            read(client, round, getattr(cast, who))
        return len(made)

    queries()
    before = queries()
    for entry in Entry.objects.filter(verb="recruitment.application_sent"):
        for _ in range(4):
            Entry.objects.record("recruitment.redacted", entry.thing, by=cast.cora)
            Entry.objects.record("recruitment.assessed", entry.thing, by=cast.dev)
    assert queries() == before
