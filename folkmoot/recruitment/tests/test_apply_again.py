"""Who was not offered membership finds where they can begin again; nobody else is told to."""

import pytest
from django.urls import reverse

from folkmoot.recruitment.models import Application

from .rounds import begun, opened, sent, someone, told

NEXT, LATER = ">Next round</a>, open until", "Hear when the next one opens"
people = pytest.fixture(lambda cast: [cast.ben, cast.eve, someone("Third person")])


def page(client, user, round):
    client.force_login(user)
    return " ".join(client.get(reverse("recruitment:application", args=[round.slug])).text.split())


def says(text):
    return [words for words in (NEXT, LATER) if words in text]


def test_where_a_round_is_open_its_address_stands_beside_the_reasons(client, cast, people):
    before = told(cast, people=people)
    last = people[2]
    assert says(page(client, last, before)) == [LATER]
    opened(cast, "Next round")
    text = page(client, last, before)
    assert says(text) == [NEXT]
    assert "An example, however small, shows it." in text


def test_not_once_they_have_begun_there(client, cast, people):
    before = told(cast, people=people)
    begun(opened(cast, "Next round"), people[2])
    assert says(page(client, people[2], before)) == [LATER]


def test_whose_application_has_not_ended_is_not_told_to_begin_again(client, cast, people):
    before = told(cast, people=people)
    following = opened(cast, "Next round")
    sent(following, someone("Fourth person"))
    for person in people[:2]:
        assert says(page(client, person, before)) == []
    assert says(page(client, Application.objects.get(round=following).applicant, following)) == []


def test_a_member_is_not_told_to_begin_again(client, cast, people):
    before = told(cast, outcomes=("offer", "decline", "decline"), people=people)
    before.applications.get(number=1).accept(by=people[0])
    opened(cast, "Next round")
    assert says(page(client, people[0], before)) == []
