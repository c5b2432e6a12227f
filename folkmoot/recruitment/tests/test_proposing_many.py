"""The same proposed for many at once: with reasons, without a query for each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from folkmoot.activity.models import Entry
from folkmoot.recruitment.models import Conflict, Proposal, Ranking

from .rounds import scored

NO = {"outcome": "decline", "reasons": ["bring-example"], "words": "Show us one."}


def decide(round):
    return reverse("recruitment:decide", args=[round.slug])


def post(client, round, numbers, **data):
    address = reverse("recruitment:propose_many", args=[round.slug])
    return client.post(address, {"number": numbers, **data}, follow=True)


@pytest.fixture
def weighed(cast):
    """Twelve applications for two places, scored 5 to 1 and ranked."""
    round = scored(cast, values=[5, 5, 4, 4, 3, 3, 2, 2, 2, 1, 1, 1], places=2)
    Ranking.objects.make(round)
    return round


def outcomes(round):
    return dict(Proposal.objects.current().values_list("application__number", "outcome"))


def test_a_no_for_many_has_its_reasons_and_words(client, cast, weighed):
    client.force_login(cast.hana)
    answer = post(client, weighed, [10, 11, 12], **NO)
    assert "Proposed for 3 applications: Not this time." in answer.text
    assert outcomes(weighed) == dict.fromkeys([10, 11, 12], "decline")
    assert set(Proposal.objects.values_list("words", flat=True)) == {"Show us one."}
    assert Entry.objects.filter(verb="recruitment.proposed", by=cast.hana).count() == 3


def test_a_no_without_words_is_asked_for_them_and_keeps_the_ticks(client, cast, weighed):
    client.force_login(cast.hana)
    answer = post(client, weighed, [10, 11], outcome="decline", reasons=["bring-example"])
    assert answer.status_code == 422
    assert answer.text.count('name="number" value="10" checked') == 1
    assert [row.number for row in answer.context["rows"] if row.is_ticked] == [10, 11]
    assert outcomes(weighed) == {}


def test_against_the_scores_nobody_is_proposed_together(client, cast, weighed):
    client.force_login(cast.hana)
    answer = post(client, weighed, [1, 12], **NO)
    assert outcomes(weighed) == {12: "decline"}
    assert "Of 1 the scores say otherwise" in answer.text


def test_pressed_twice_it_is_proposed_once(client, cast, weighed):
    client.force_login(cast.hana)
    post(client, weighed, [11, 12], **NO)
    post(client, weighed, [11, 12], **NO)
    assert Proposal.objects.count() == 2


def test_many_for_the_reserve_list_come_in_the_order_of_scores(client, cast, weighed):
    client.force_login(cast.cora)
    post(client, weighed, [9, 3, 6], outcome="reserve")
    rows = Proposal.objects.order_by("rank").values_list("application__number", "rank")
    assert list(rows) == [(3, 1), (6, 2), (9, 3)]


def test_the_clear_ones_are_ticked_at_once(client, cast, weighed):
    rows = weighed.rankings.get().rows
    rows.filter(application__number__in=[11, 12]).update(chance=0.1)
    rows.filter(application__number=1).update(chance=0.9)
    rows.filter(application__number__range=(2, 10)).update(chance=0.5)
    Proposal.objects.propose(weighed.applications.get(number=12), "reserve", by=cast.cora)
    client.force_login(cast.hana)
    ticked = {
        tick: [
            row.number for row in client.get(decide(weighed), {"tick": tick}).context["rows"] if row.is_ticked
        ]
        for tick in ("", "low", "high", "nonsense")
    }
    assert ticked == {"": [], "low": [11], "high": [1], "nonsense": []}
    page, plain = client.get(decide(weighed), {"tick": "low"}), client.get(decide(weighed))
    assert page.context["many_surely"] == {"high": 1, "low": 1}
    assert (page.context["together_is_open"], plain.context["together_is_open"]) == (True, False)


def test_neither_who_is_hidden_nor_who_is_unknown_is_proposed(client, cast, weighed):
    Conflict.objects.declare(cast.hana, weighed.applications.get(number=12).applicant, by=cast.hana)
    client.force_login(cast.hana)
    post(client, weighed, [11, 12, "nonsense", "99999999999999999999"], **NO)
    assert outcomes(weighed) == {11: "decline"}


def test_ten_cost_no_more_queries_than_one(client, cast, weighed):
    client.force_login(cast.hana)
    address = reverse("recruitment:propose_many", args=[weighed.slug])
    asked = []
    for numbers in ([1], [12], [3, 4, 5, 6, 7, 8, 9, 10, 11]):
        with CaptureQueriesContext(connection) as found:
            assert client.post(address, {"number": numbers, **NO}).status_code == 302
        asked.append(len(found))
    assert asked[1] == asked[2] < 25  # the first loads what a process keeps
