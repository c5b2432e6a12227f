"""Choosing what happens: up to so many each, seen by nobody before it closes, decided with words."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from folkmoot.accounts.models import Guest, User
from folkmoot.core.lifecycle import Refused
from folkmoot.events.choosing import tasks
from folkmoot.events.models import Choosing, Pick, Venue

from .events import published, registered, wall

pytestmark = pytest.mark.django_db
TITLES = ["Walk", "Charts", "Tea"]


@pytest.fixture
def people(db):
    rows = [User(email=f"p{n}@example.org", name=f"P {n}", is_member=True, password="!") for n in range(6)]
    return User.objects.bulk_create(rows)


@pytest.fixture
def choosing(cast, people):
    event = published(cast.cora, "A day", comers="everyone")
    registered(event, cast.ada, *people)
    closes = wall(event.starts_at - timedelta(days=3))
    return Choosing.objects.offer(event, "And after lunch?", TITLES, most=2, closes_wall=closes, by=cast.cora)


def options(choosing, *titles):
    return [choosing.options.get(title=title) for title in titles]


def chosen(user):
    return list(
        Pick.objects.filter(user=user).order_by("option__place").values_list("option__title", flat=True)
    )


def at(name, choosing, *more):
    return reverse(f"events:{name}", args=[choosing.event.slug, *more])


def test_chosen_again_it_is_as_chosen_last(cast, choosing):
    choosing.choose(options(choosing, "Walk", "Tea"), by=cast.ada)
    choosing.choose(options(choosing, "Charts"), by=cast.ada)
    assert chosen(cast.ada) == ["Charts"]
    with pytest.raises(Refused, match="no more than 2"):
        choosing.choose(options(choosing, *TITLES), by=cast.ada)
    assert chosen(cast.ada) == ["Charts"]


def test_who_comes_chooses_and_nobody_sees_it_before_it_closes(client, cast, choosing, people):
    for number, person in enumerate(people):
        choosing.choose(options(choosing, "Walk", *(["Tea"] if number else [])), by=person)
    field = f"c{choosing.pk}-options"
    walk = choosing.options.get(title="Walk")
    for user, status in ((cast.ada, 302), (cast.eve, 403), (cast.cora, 403)):
        client.force_login(user)
        assert (
            client.post(at("take_options", choosing, choosing.pk), {field: [walk.pk]}).status_code == status
        )
    client.force_login(cast.ada)
    every = [option.pk for option in choosing.options.all()]
    assert client.post(at("take_options", choosing, choosing.pk), {field: every}).status_code == 422
    assert client.post(at("take_options", choosing, choosing.pk), {field: ["x", "-1"]}).status_code == 422
    assert chosen(cast.ada) == ["Walk"]
    for user in (cast.cora, cast.ada, None):
        client.logout()
        if user:
            client.force_login(user)
        assert "Chosen by" not in client.get(at("choose", choosing)).text
    with time_machine.travel(choosing.closes_at + timedelta(minutes=1), tick=False):
        tasks.close_due()
        tasks.close_due()
        page = client.get(at("choose", choosing))
        assert "Chosen by" in page.text
        assert [option.many for option in page.context["rows"][0]["options"]] == [7, 0, 5]
        choosing.refresh_from_db()
        assert choosing.state == "closed"
        with pytest.raises(Refused):
            choosing.choose([walk], by=cast.ada)


def test_who_cannot_come_after_all_is_not_counted(client, cast, choosing, people):
    """Who changes over to the other way of coming still comes."""
    choosing.event.edit(by=cast.cora, mode="hybrid", venue=Venue.objects.create(name="Hall", address="Hull"))
    for person in people:
        choosing.choose(options(choosing, "Walk"), by=person)
    choosing.event.registrations.get(user=people[0]).cancel(by=people[0])
    registered(choosing.event, people[1], mode="in_person")
    registered(choosing.event, Guest.objects.create(name="Sam", email="sam@example.org"), mode="online")
    with time_machine.travel(choosing.closes_at + timedelta(minutes=1), tick=False):
        tasks.close_due()
    assert choosing.results()[0] == 5
    assert chosen(people[0]) == []
    assert chosen(people[1]) == ["Walk"]


def test_few_choices_are_not_counted_for_anybody(client, cast, choosing, people):
    for person in people[:4]:
        choosing.choose(options(choosing, "Walk"), by=person)
    choosing.close(by=cast.cora)
    client.force_login(cast.cora)
    for url in (at("choose", choosing), at("decide_choosing", choosing, choosing.pk)):
        page = client.get(url)
        assert "numbers are not shown" in page.text
        assert "Chosen by" not in page.text


def test_what_happens_is_said_with_words_where_it_differs(client, cast, choosing, people):
    for person in people:
        choosing.choose(options(choosing, "Walk"), by=person)
    choosing.close(by=cast.cora)
    client.force_login(cast.cora)
    tea = choosing.options.get(title="Tea")
    url = at("decide_choosing", choosing, choosing.pk)
    answer = client.post(url, {"options": [tea.pk], "why": ""})
    assert answer.status_code == 422
    assert "not what most chose" in answer.text
    assert client.post(url, {"options": [tea.pk], "why": "The lift is broken."}).status_code == 302
    client.force_login(cast.ada)
    page = client.get(at("choose", choosing)).text
    assert "The lift is broken." in page
    assert "Decided" in client.get(choosing.event.get_absolute_url()).text
    assert client.post(url, {"options": [tea.pk]}).status_code == 403


def test_the_rules_change_with_a_reason(client, cast, choosing, people):
    choosing.choose(options(choosing, "Walk", "Tea"), by=people[0])
    choosing.choose(options(choosing, "Walk"), by=people[1])
    client.force_login(cast.cora)
    url = at("change_choosing", choosing, choosing.pk)
    words = {"most": "1", "closes_wall": choosing.closes_wall}
    assert client.post(url, words).status_code == 422
    assert client.post(url, words | {"why": "One room is gone."}).status_code == 302
    assert (chosen(people[0]), chosen(people[1])) == ([], ["Walk"])
    assert client.post(url, words | {"most": "3", "why": "No."}).status_code == 422
    client.force_login(cast.ada)
    assert "One room is gone." in client.get(at("choose", choosing)).text


def test_dropped_what_was_chosen_is_deleted(client, cast, choosing, people):
    choosing.choose(options(choosing, "Walk"), by=people[0])
    client.force_login(cast.cora)
    url = at("change_choosing", choosing, choosing.pk)
    assert client.post(url, {"drop": "yes", "drop-why": ""}).status_code == 422
    assert client.post(url, {"drop": "yes", "drop-why": "We walk anyway."}).status_code == 302
    assert not Pick.objects.exists()
    assert "We walk anyway." in client.get(at("choose", choosing)).text
    assert client.get(url).status_code == 403


def test_a_host_offers_two_to_twelve(client, cast, choosing):
    client.force_login(cast.cora)
    url = at("offer_choosing", choosing)
    fine = {
        "question": "And then?",
        "options": "A\nB\n\n B ",
        "most": "1",
        "closes_wall": choosing.closes_wall,
    }
    bad = [
        {"options": "A"}, {"options": "\n".join(map(str, range(13)))}, {"options": "A" * 200 + "\nB"},
        {"most": "2"}, {"most": "0"}, {"closes_wall": "x"}, {"question": "a\x00b"},
        {"closes_wall": wall(choosing.event.ends_at)},
    ]  # fmt: skip
    for change in bad:
        assert client.post(url, fine | change).status_code == 422, change
    assert client.post(url, fine).status_code == 302
    assert [option.title for option in Choosing.objects.latest("pk").options.order_by("place")] == ["A", "B"]
    client.force_login(cast.ada)
    assert client.get(url).status_code == 403
