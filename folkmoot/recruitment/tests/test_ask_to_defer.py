"""Somebody with an offer asks to keep the place for the next cohort: it is kept, or they are told why not."""

from datetime import timedelta

import pytest
from django.urls import reverse

from folkmoot.activity.models import Email
from folkmoot.core.lifecycle import Refused
from folkmoot.recruitment.models import Application
from folkmoot.recruitment.offers.tasks import follow_offers

from .rounds import told

State = Application.State


@pytest.fixture
def round(cast):
    return told(cast, ["offer", 1])


@pytest.fixture
def offered(round):
    return round.applications.select_related("applicant", "round", "lane").get(number=1)


def url(name, *args):
    return reverse(f"recruitment:{name}", args=args)


def asks(client, offered, words="A child comes in May."):
    client.force_login(offered.applicant)
    return client.post(url("offer", offered.round.slug), {"answer": "later", "words": words})


def subjects(user):
    rows = Email.objects.filter(user=user, key__contains="defer").order_by("pk")
    return list(rows.values_list("subject", flat=True))


def test_asked_the_team_sees_it_with_the_reason(client, cast, round, offered):
    assert asks(client, offered).status_code == 302
    assert "You have asked to keep the place" in client.get(url("offer", round.slug)).text
    client.force_login(cast.cora)
    page = client.get(url("offers", round.slug)).text
    assert "Ask to keep their place for the next cohort" in page
    assert "A child comes in May." in page
    client.force_login(cast.hana)  # leads see that somebody asked, the reason is for the team
    page = client.get(url("offers", round.slug)).text
    assert "Ask to keep their place for the next cohort" in page
    assert "A child comes in May." not in page


def test_asked_twice_it_is_asked_once(client, round, offered):
    for _time in range(2):
        assert asks(client, offered).status_code == 302
    assert subjects(offered.applicant) == ["You asked to keep your place: Spring round"]


def test_a_look_asks_for_nothing(client, round, offered):
    client.force_login(offered.applicant)
    assert "Ask to keep the place" in client.get(url("offer", round.slug), {"answer": "later"}).text
    offered.refresh_from_db()
    assert offered.defer_asked_at is None


def test_granted_the_place_is_kept_and_a_letter_says_so(client, cast, round, offered):
    asks(client, offered)
    client.force_login(cast.cora)
    assert client.post(url("defer", round.slug, 1)).status_code == 302
    offered.refresh_from_db()
    assert offered.state == State.DEFERRED
    assert subjects(offered.applicant)[-1] == "Your place is kept for the next cohort"
    assert "Ask to keep their place" not in client.get(url("offers", round.slug)).text


def test_refused_they_are_told_why_and_have_three_days_more(client, cast, round, offered, time_machine):
    asks(client, offered)
    time_machine.move_to(offered.answer_by + timedelta(days=2))
    client.force_login(cast.cora)
    assert client.post(url("refuse_to_defer", round.slug, 1)).status_code == 409
    client.post(url("refuse_to_defer", round.slug, 1), {"words": "The next cohort is full."})
    letter = Email.objects.get(
        user=offered.applicant, subject="Your place cannot be kept for later: Spring round"
    )
    assert "The next cohort is full." in letter.text
    before = offered.answer_by
    offered.refresh_from_db()
    assert (offered.state, offered.answer_by) > (State.OFFERED, before + timedelta(days=4))
    assert client.post(url("refuse_to_defer", round.slug, 1), {"words": "Again"}).status_code == 409
    client.force_login(offered.applicant)
    assert "cannot be kept for the next cohort" in client.get(url("offer", round.slug)).text
    with pytest.raises(Refused):
        offered.ask_to_defer(by=offered.applicant)


def test_it_does_not_lapse_before_there_is_an_answer(client, cast, round, offered, time_machine):
    asks(client, offered)
    time_machine.move_to(offered.answer_by + timedelta(days=1))
    follow_offers()
    offered.refresh_from_db()
    assert offered.state == State.OFFERED
    offered.refuse_to_defer(by=cast.cora, words="It is full.")
    time_machine.move_to(offered.answer_by + timedelta(hours=1))
    follow_offers()
    offered.refresh_from_db()
    assert offered.state == State.LAPSED


def test_they_can_still_accept_while_they_wait(client, round, offered, time_machine):
    asks(client, offered)
    time_machine.move_to(offered.answer_by + timedelta(days=1))
    client.force_login(offered.applicant)
    client.post(url("offer", round.slug), {"answer": "yes"})
    offered.refresh_from_db()
    assert offered.state == State.WELCOMED


def test_after_its_end_nothing_can_be_asked(round, offered, time_machine):
    time_machine.move_to(offered.answer_by + timedelta(minutes=1))
    with pytest.raises(Refused):
        offered.ask_to_defer(by=offered.applicant)


@pytest.mark.parametrize(
    ("who", "status"), [("ben", 404), ("ada", 404), ("hana", 404), ("dev", 404), ("cora", 302)]
)
def test_the_answer_is_the_teams(client, cast, round, offered, who, status):
    asks(client, offered)
    client.force_login(getattr(cast, who))
    assert client.post(url("refuse_to_defer", round.slug, 1), {"words": "No."}).status_code == status
