"""The order of the reserve list: kept without gaps, changed by hand with a reason, one place for each."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from folkmoot.activity.models import Entry
from folkmoot.recruitment.deciding import releasing
from folkmoot.recruitment.models import Application, Conflict, DecisionList, Proposal, Ranking

from .rounds import lane_of, proposed, scored


def page(round):
    return reverse("recruitment:reserves", args=[round.slug])


def order(round, lane=None):
    """Numbers on the reserve list of a lane, by place."""
    rows = Proposal.objects.reserves_of(lane or round.lanes.first())
    assert [row.rank for row in rows] == list(range(1, len(rows) + 1))
    return [row.application.number for row in rows]


@pytest.fixture
def listed(cast):
    """A round with one place and four proposed for the reserve list, in the order of scores: 2, 3, 4, 5."""
    round = scored(cast, values=[5, 4, 3, 2, 1], places=1)
    Ranking.objects.make(round)
    for application in round.applications.order_by("number")[1:]:
        Proposal.objects.propose(application, "reserve", by=cast.hana)
    return round


def typed(round, *places, **more):
    """What the form sends where these places were typed, from the first row down."""
    lane = round.lanes.first()
    numbers = order(round)
    fields = {f"lane{lane.pk}-{number}": place for number, place in zip(numbers, places, strict=True)}
    return {"lane": lane.pk, **fields, **{f"lane{lane.pk}-{name}": text for name, text in more.items()}}


def test_who_is_proposed_later_comes_last_and_who_is_named_a_place_gets_it(cast, listed):
    assert order(listed) == [2, 3, 4, 5]
    Proposal.objects.propose(listed.applications.get(number=1), "reserve", rank=2, by=cast.hana)
    assert order(listed) == [2, 1, 3, 4, 5]
    Proposal.objects.propose(listed.applications.get(number=2), "reserve", rank=4, by=cast.hana)
    assert order(listed) == [1, 3, 4, 2, 5]


def test_proposed_anew_the_place_stays(cast, listed):
    Proposal.objects.propose(listed.applications.get(number=3), "reserve", words="Strong.", by=cast.cora)
    assert order(listed) == [2, 3, 4, 5]


@pytest.mark.parametrize(
    ("places", "then"),
    [
        ((2, 2, 3, 4), [3, 2, 4, 5]),
        ((1, 2, 3, 1), [5, 2, 3, 4]),
        ((4, 2, 3, 4), [3, 4, 5, 2]),
        ((9, 8, 7, 6), [5, 4, 3, 2]),
    ],
)
def test_a_place_is_typed_and_the_others_make_room(client, cast, listed, places, then):
    client.force_login(cast.hana)
    assert client.post(page(listed), typed(listed, *places, why="She moves.")).status_code == 302
    assert order(listed) == then
    entry = Entry.objects.get(verb="recruitment.reserves_against_order")
    assert entry.details["why"] == "She moves."


def test_against_the_scores_only_with_a_reason_and_back_without(client, cast, listed):
    client.force_login(cast.hana)
    answer = client.post(page(listed), typed(listed, 4, 2, 3, 1))
    assert answer.status_code == 422
    assert 'value="4"' in answer.text
    assert order(listed) == [2, 3, 4, 5]
    client.post(page(listed), typed(listed, 4, 2, 3, 1, why="She moves."))
    client.post(page(listed), {"lane": listed.lanes.get().pk, "scores": "yes"})
    assert order(listed) == [2, 3, 4, 5]
    assert Entry.objects.filter(verb="recruitment.reserves_ordered").count() == 1


@pytest.mark.parametrize("wrong", ["", "x", "0", "-1", "1.5", "9" * 400])
def test_what_is_no_place_changes_nothing(client, cast, listed, wrong):
    client.force_login(cast.hana)
    answer = client.post(page(listed), typed(listed, wrong, 2, 3, 1, why="She moves."))
    assert answer.status_code == 422
    assert order(listed) == [2, 3, 4, 5]


def test_who_is_hidden_keeps_the_place_and_leaves_no_gap(client, cast, listed):
    hidden = listed.applications.get(number=3)
    Conflict.objects.declare(cast.hana, hidden.applicant, by=cast.hana)
    client.force_login(cast.hana)
    shown = client.get(page(listed)).context["forms"]
    assert [(row.number, field.initial) for form in shown for row, field in form.places()] == [
        (2, 1), (4, 2), (5, 3),
    ]  # fmt: skip
    lane = listed.lanes.get()
    sent = {f"lane{lane.pk}-{number}": place for number, place in [(2, 3), (4, 2), (5, 1)]}
    client.post(page(listed), {"lane": lane.pk, f"lane{lane.pk}-why": "She moves.", **sent})
    assert order(listed) == [5, 3, 4, 2]


def test_one_lane_does_not_order_another(client, cast, listed):
    theirs = lane_of(listed, "Kirkside Trust", by=cast.cora, region="Lothian", leads=[cast.dev])
    client.force_login(cast.dev)
    data = {"lane": listed.lanes.first().pk, "scores": "yes"}
    assert client.post(page(listed), data).status_code == 404
    assert client.post(page(listed), {"lane": theirs.pk, "scores": "yes"}).status_code == 302
    client.force_login(cast.fay)
    assert client.post(page(listed), data).status_code == 403


def test_who_withdrew_leaves_no_gap_in_the_list(cast, listed):
    listed.applications.get(number=3).withdraw(by=None)
    Proposal.objects.propose(listed.applications.get(number=1), "offer", by=cast.hana)
    rows = DecisionList.objects.propose(listed, by=cast.cora).rows
    assert [rank for _number, outcome, rank in rows if outcome == "reserve"] == [1, 2, 3]


def test_two_cannot_have_one_place(cast, listed):
    Proposal.objects.propose(listed.applications.get(number=1), "offer", by=cast.hana)
    decisions = DecisionList.objects.propose(listed, by=cast.cora)
    decisions.confirm(by=cast.fay)
    releasing.release(decisions)
    second = listed.applications.get(reserve_rank=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=second.pk).update(reserve_rank=1)


def test_the_list_shows_places_without_a_gap_to_who_does_not_see_all(client, cast):
    round = scored(cast, values=[5, 4, 3])
    proposed(round, [1, 2, 3], by=cast.cora)
    Conflict.objects.declare(cast.fay, round.applications.get(number=2).applicant, by=cast.fay)
    client.force_login(cast.fay)
    rows = client.get(reverse("recruitment:list", args=[round.slug])).context["rows"]
    assert [(number, place) for number, _outcome, place in rows] == [(1, 1), (3, 2)]


@pytest.mark.django_db(transaction=True)
def test_proposed_at_once_each_has_a_place_of_its_own(cast):
    round = scored(cast, values=[5, 4, 3, 2])

    def press(pk):
        try:
            Proposal.objects.propose(Application.objects.get(pk=pk), "reserve", rank=1, by=cast.hana)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(press, round.applications.values_list("pk", flat=True)))
    assert sorted(order(round)) == [1, 2, 3, 4]
