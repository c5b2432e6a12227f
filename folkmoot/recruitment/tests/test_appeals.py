"""A review of a decision: once, in thirty days, by somebody who had no part in it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from folkmoot.accounts.models import User
from folkmoot.activity.models import Email
from folkmoot.core.lifecycle import Refused
from folkmoot.recruitment.models import Appeal

from .rounds import someone, told

WORDS = {"words": "You missed my second example."}


@pytest.fixture
def declined(cast):
    return told(cast, ["offer", 1, "decline"]).applications.select_related("round", "applicant").get(number=3)


@pytest.fixture
def other(cast):
    """Somebody of the team who had no part in it."""
    person = someone("Tam Reid")
    person.give(User.Role.TEAM, by=cast.fay)
    return person


def ask(client, application):
    client.force_login(application.applicant)
    return client.post(reverse("recruitment:review_ask", args=[application.round.slug]), WORDS)


def review(application):
    return reverse("recruitment:review", args=[application.round.slug, application.number])


def test_it_is_asked_once(client, declined):
    assert ask(client, declined).status_code == 302
    assert ask(client, declined).status_code == 409
    assert Appeal.objects.get().words == WORDS["words"]


def test_it_stands_on_the_page_of_the_application(client, declined):
    page = declined.get_absolute_url()
    ask(client, declined)
    assert "Waits for a review" in client.get(page).text


def test_after_thirty_days_it_is_too_late(declined, time_machine):
    time_machine.move_to(declined.released_at + timedelta(days=31))
    with pytest.raises(Refused):
        Appeal.objects.ask(declined, "Late", by=declined.applicant)


def test_who_got_an_offer_has_nothing_to_ask(declined):
    offered = declined.round.applications.get(number=1)
    with pytest.raises(Refused):
        Appeal.objects.ask(offered, "Why?", by=offered.applicant)


def test_those_who_decided_do_not_review_it(client, cast, declined, other):
    ask(client, declined)
    for who, status in [(cast.cora, 403), (cast.fay, 403), (cast.hana, 404), (other, 302)]:
        client.force_login(who)
        answer = client.post(review(declined), {"changed": "no", "words": "We read it again."})
        assert answer.status_code == status
    appeal = Appeal.objects.get()
    assert (appeal.state, appeal.decided_by) == ("upheld", other)
    assert (
        "We read it again."
        in Email.objects.get(user=declined.applicant, key__contains="review", key__endswith="answered").text
    )


def test_changed_membership_is_offered(client, declined, other):
    ask(client, declined)
    client.force_login(other)
    client.post(review(declined), {"changed": "yes", "words": "You are right."})
    declined.refresh_from_db()
    assert declined.state == "offered"
    declined.accept(by=declined.applicant)
    assert declined.state == "welcomed"
