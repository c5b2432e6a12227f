"""A place from the reserve list is offered out of turn: with a reason, which stays on the record."""

import pytest
from django.urls import reverse

from folkmoot.activity.models import Entry
from folkmoot.recruitment.models import Conflict
from folkmoot.recruitment.offers.places import free_places

from .rounds import told


@pytest.fixture
def round(cast):
    return told(cast, ["offer", 1, 2], places=2)


def offer(client, round, number, **more):
    return client.post(
        reverse("recruitment:promote_out_of_turn", args=[round.slug]), {"number": number, **more}
    )


def states(round):
    return list(round.applications.sent().order_by("number").values_list("state", flat=True))


def test_without_a_reason_nothing_happens(client, cast, round):
    client.force_login(cast.cora)
    answer = offer(client, round, 3, why="  ")
    assert answer.status_code == 409
    assert "Somebody else is next on the reserve list" in answer.text
    assert states(round) == ["offered", "reserve", "reserve"]


def test_with_one_it_stays_on_the_record_and_the_next_stays_next(client, cast, round):
    client.force_login(cast.cora)
    assert offer(client, round, 3, why="The only one from the north").status_code == 302
    assert states(round) == ["offered", "reserve", "offered"]
    assert free_places(round) == 0
    entry = Entry.objects.get(verb="recruitment.reserve_out_of_turn")
    assert entry.details["why"] == "The only one from the north"
    record = reverse("recruitment:record", args=[round.slug])
    assert "The only one from the north" in client.get(record).text


def test_the_person_reads_that_a_place_was_offered_and_not_why_before_others(client, cast, round):
    third = round.applications.get(number=3)
    third.promote(by=cast.cora, why="The only one from the north")
    client.force_login(third.applicant)
    text = client.get(reverse("recruitment:record", args=[round.slug])).text
    assert "offered a place from the reserve list" in text
    assert "The only one from the north" not in text


def test_the_next_needs_no_reason_and_leaves_no_word_of_one(cast, round):
    round.applications.get(number=2).promote(by=cast.cora)
    assert not Entry.objects.filter(verb="recruitment.reserve_out_of_turn").exists()


def test_somebody_hidden_is_neither_offered_nor_asked_about(client, cast, round):
    """Who is next is told among those that exist for this person: else a question would give one away."""
    second = round.applications.get(number=2)
    Conflict.objects.declare(cast.cora, second.applicant, by=cast.cora)
    client.force_login(cast.cora)
    assert offer(client, round, 2, why="A friend").status_code == 404
    page = client.get(reverse("recruitment:offers", args=[round.slug])).text
    assert "Offer the place" in page
    assert '<option value="2">' not in page
    round.applications.get(number=3).promote(by=cast.cora)
    assert states(round) == ["offered", "reserve", "offered"]


def test_where_the_list_has_more_pages_the_choice_says_it_is_of_this_one(client, cast, round, monkeypatch):
    client.force_login(cast.cora)
    page = reverse("recruitment:offers", args=[round.slug])
    hint = "Those on this page of the reserve list"
    assert hint not in client.get(page).text
    monkeypatch.setattr("folkmoot.recruitment.offers.views.A_PAGE", 1)
    second = client.get(page, {"reserve": 2}).text
    assert hint in second
    assert '<option value="3">' in second


@pytest.mark.parametrize("number", ["", "x", "99", "-1", "9" * 30])
def test_a_number_that_is_none_is_not_there(client, cast, round, number):
    client.force_login(cast.cora)
    assert offer(client, round, number, why="Because").status_code == 404
