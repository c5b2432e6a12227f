"""Places that hosts give: asked for, accepted, declined with a reason; each hears with the act."""

import pytest
import time_machine
from django.urls import reverse

from folkmoot.activity.models import Email, Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.events.models import Need, Question

from .events import published, registered, states


@pytest.fixture
def class_of_two(cast):
    event = published(cast.cora, "A class", mode="in_person", places=2)
    event.give_places("approval", by=cast.cora)
    return event


def subjects(user):
    return list(Email.objects.filter(user=user).order_by("pk").values_list("subject", flat=True))


def desk(event):
    return reverse("events:applications", args=[event.slug])


def test_who_asks_awaits_a_decision_and_is_on_no_waiting_list(client, cast, class_of_two):
    client.force_login(cast.hana)
    page = client.get(class_of_two.get_absolute_url()).text
    assert "Ask for a place in person" in page
    client.post(reverse("events:register", args=[class_of_two.slug]), {"filled-in": "1", "access": ""})
    page = client.get(class_of_two.get_absolute_url()).text
    assert "Awaiting decision" in page
    assert "aiting list" not in page
    assert "Awaiting decision" in client.get(reverse("events:mine")).text
    assert "A class" in client.get("/events/?show=yours").text
    assert (states(class_of_two), class_of_two.pools.get().taken) == (["applied"], 0)
    assert subjects(cast.hana) == ["You have asked for a place: A class"]


def test_hosts_accept_several_at_once_and_who_finds_no_place_waits(client, cast, class_of_two):
    rows = registered(class_of_two, cast.hana, cast.dev, cast.ada, cast.fay)
    client.force_login(cast.hana)
    assert client.get(desk(class_of_two)).status_code == 403
    client.force_login(cast.cora)
    assert "Dev Malhotra" in client.get(desk(class_of_two)).text
    who = [str(one.pk) for one in rows[:3]]
    assert client.post(desk(class_of_two), {"who": who, "accept": "1"}).status_code == 302
    client.post(desk(class_of_two), {"who": who, "accept": "1"})
    assert states(class_of_two) == ["confirmed", "confirmed", "waiting", "applied"]
    assert class_of_two.pools.get().taken == 2
    assert subjects(cast.hana)[1:] == ["You have a place: A class"]
    assert subjects(cast.ada)[1:] == ["You are on the waiting list: A class"]
    rows[0].refresh_from_db()
    rows[0].cancel(by=cast.hana)
    assert states(class_of_two)[2] == "offered"


def test_a_host_declines_with_a_reason(client, cast, class_of_two):
    row = registered(class_of_two, cast.hana)[0]
    Need.objects.keep(row, "A chair", "")
    client.force_login(cast.cora)
    answer = client.post(desk(class_of_two), {"who": [row.pk], "decline": "1", "why": ""})
    assert answer.status_code == 422
    assert f'value="{row.pk}" id="who-{row.pk}" checked' in answer.text
    answer = client.post(desk(class_of_two), {"decline": "1", "why": "We chose by region."})
    assert answer.status_code == 422
    assert "We chose by region." in answer.text
    for _twice in range(2):
        client.post(desk(class_of_two), {"who": [row.pk], "decline": "1", "why": "We chose by region."})
    assert subjects(cast.hana)[1:] == ["No place this time: A class"]
    assert not Need.objects.exists()
    client.force_login(cast.hana)
    page = client.get(class_of_two.get_absolute_url()).text
    assert "We chose by region." in page
    assert "Ask for a place in person" in page


def test_hosts_read_answers_where_they_decide_but_no_needs(client, cast, class_of_two):
    question = Question.objects.ask(class_of_two, by=cast.cora, words="Why you?")
    client.force_login(cast.hana)
    fields = {"filled-in": "1", f"question-{question.pk}": "I teach it.", "access": "A secret seat"}
    client.post(reverse("events:register", args=[class_of_two.slug]), fields)
    client.force_login(cast.cora)
    page = client.get(desk(class_of_two)).text
    assert "I teach it." in page
    assert "A secret seat" not in page


def test_who_withdraws_is_decided_on_no_more(cast, class_of_two):
    row = registered(class_of_two, cast.hana)[0]
    row.cancel(by=cast.hana)
    with pytest.raises(Refused, match="has withdrawn"):
        row.admit(by=cast.cora)
    with pytest.raises(Refused, match="has withdrawn"):
        row.turn_down("Late.", by=cast.cora)
    assert states(class_of_two) == ["cancelled"]


def test_the_rule_changes_for_nobody_who_waits_for_it(cast, class_of_two):
    row = registered(class_of_two, cast.hana)[0]
    with pytest.raises(Refused, match="1 person awaits a decision"):
        class_of_two.give_places("open", by=cast.cora)
    row.admit(by=cast.cora)
    class_of_two.give_places("open", by=cast.cora)
    assert registered(class_of_two, cast.dev)[0].state == "confirmed"
    assert Entry.objects.filter(verb="events.places_given").count() == 2


def test_who_was_accepted_changes_over_without_asking_again(cast):
    both = published(cast.cora, "Both", mode="hybrid", places=2)
    both.give_places("approval", by=cast.cora)
    registered(both, cast.hana)[0].admit(by=cast.cora)
    assert registered(both, cast.hana, mode="online")[0].state == "confirmed"
    assert registered(both, cast.dev)[0].state == "applied"
    assert registered(both, cast.dev, mode="online")[0].state == "applied"
    assert list(both.registrations.live().of(cast.dev).values_list("pool__mode", flat=True)) == ["online"]


def test_nobody_is_accepted_once_it_has_begun_and_none_waits_for_ever(cast, class_of_two):
    row = registered(class_of_two, cast.hana)[0]
    with time_machine.travel(class_of_two.starts_at, tick=False), pytest.raises(Refused):
        row.admit(by=cast.cora)
    with time_machine.travel(class_of_two.ends_at, tick=False):
        class_of_two.finish()
    assert states(class_of_two) == ["refused"]
