"""Who was there, and whom they met: by consent, among themselves, and never told before both say so."""

from datetime import timedelta

import pytest
import time_machine
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from folkmoot.activity.models import Email, Entry
from folkmoot.events import tasks
from folkmoot.events.models import Met
from folkmoot.members.models import Block, Connection

from .events import published, registered

A_DAY = timedelta(days=1)


@pytest.fixture
def day(cast):
    """A day that Hana, Dev and Ada come to, and Ben waits for; now is when it has begun."""
    with time_machine.travel(timezone.now() - 30 * A_DAY, tick=False):
        event = published(cast.cora, "Rotas", places=3, comers="everyone")
        registered(event, cast.hana, cast.dev, cast.ada, cast.ben)
    event.refresh_from_db()
    with time_machine.travel(event.starts_at + timedelta(hours=1), tick=False):
        yield event


def show(event, *people, until=None):
    for person in people:
        event.registrations.get(user=person).show("comers", until)


def seen(client, person, event):
    """The names on the list for this person; None where they see no list, or the status."""
    client.logout() if person is None else client.force_login(person)
    answer = client.get(reverse("events:who", args=[event.slug]))
    if answer.status_code != 200:
        return answer.status_code
    page = answer.context["page"]
    return page and [one.user.name for one in page]


def name(client, by, event, other):
    client.force_login(by)
    row = event.registrations.get(user=other)
    return client.post(reverse("events:met_name", args=[event.slug]), {"who": row.pk}, follow=True)


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def test_those_who_let_see_it_see_one_another_and_nobody_else_does(client, cast, day):
    """T8: who waits is never on it, whatever their row says; nor is it ever public."""
    show(day, cast.hana, cast.dev)
    day.registrations.filter(user=cast.ben).update(shown_to="comers")
    people = {"visitor": None, "hana": cast.hana, "ada": cast.ada, "ben": cast.ben, "cora": cast.cora}
    assert {who: seen(client, person, day) for who, person in people.items()} == {
        "visitor": 302,
        "hana": ["Dev Malhotra", "Hana Kowalczyk"],
        "ada": None,
        "ben": 403,
        "cora": ["Dev Malhotra", "Hana Kowalczyk"],
    }


def test_it_is_asked_on_a_page_and_can_be_changed(client, cast, day):
    client.force_login(cast.ada)
    url = reverse("events:who", args=[day.slug])
    assert client.post(url, {"shown_to": "comers", "shown_until": "2020-01-01"}).status_code == 422
    assert client.post(url, {"shown_to": "all"}).status_code == 422
    assert client.post(url, {"shown_to": "comers"}).status_code == 302
    assert seen(client, cast.ada, day) == ["Ada Okafor"]
    client.post(url, {"shown_to": "nobody", "shown_until": "2090-01-01"})
    assert seen(client, cast.ada, day) is None
    own = day.registrations.get(user=cast.ada)
    assert (own.shown_to, own.shown_until) == ("nobody", None)


def test_it_dies_on_its_day(client, cast, day):
    show(day, cast.hana)
    show(day, cast.dev, until=timezone.localdate())
    assert seen(client, cast.hana, day) == ["Dev Malhotra", "Hana Kowalczyk"]
    with time_machine.travel(timezone.now() + A_DAY, tick=False):
        assert seen(client, cast.hana, day) == ["Hana Kowalczyk"]
        assert seen(client, cast.dev, day) is None
        tasks.end_showing()
    own = day.registrations.get(user=cast.dev)
    assert (own.shown_to, own.shown_until) == ("nobody", None)


def test_who_gives_the_place_back_is_seen_no_more(client, cast, day):
    show(day, cast.hana, cast.dev)
    day.registrations.get(user=cast.dev).cancel(by=cast.dev)
    assert seen(client, cast.hana, day) == ["Hana Kowalczyk"]


def test_nobody_hears_of_it_until_both_say_so(client, cast, day):
    show(day, cast.hana, cast.dev, cast.ada)
    told = Entry.objects.filter(Q(verb__startswith="events.") | Q(verb__startswith="members."))
    before = Email.objects.count(), told.count()
    first = name(client, cast.hana, day, cast.dev)
    assert said(first) == ["Noted. If Dev Malhotra names you as well, you both hear of it."]
    assert (Email.objects.count(), told.count()) == before
    client.force_login(cast.dev)
    url = reverse("events:met", args=[day.slug])
    assert [one.user.name for one in client.get(url).context["page"]] == ["Ada Okafor", "Hana Kowalczyk"]
    again = name(client, cast.hana, day, cast.dev)
    assert said(again) == said(first)
    both = name(client, cast.dev, day, cast.hana)
    assert said(both) == ["You named each other: you and Hana Kowalczyk are in touch."]
    made = Connection.objects.get()
    assert (made.source, {made.first, made.second}) == ("event", {cast.hana, cast.dev})
    letters = Email.objects.filter(subject__contains="named each other")
    assert set(letters.values_list("user", "subject")) == {
        (cast.hana.pk, "You and Dev Malhotra named each other"),
        (cast.dev.pk, "You and Hana Kowalczyk named each other"),
    }


def test_it_is_taken_back_as_if_it_had_not_been_said(client, cast, day):
    show(day, cast.hana, cast.dev)
    name(client, cast.hana, day, cast.dev)
    url = reverse("events:met_take_back", args=[day.slug, Met.objects.get().pk])
    client.force_login(cast.dev)
    assert client.post(url).status_code == 404
    client.force_login(cast.hana)
    client.post(url)
    assert said(name(client, cast.dev, day, cast.hana))[-1].startswith("Noted.")
    assert not Connection.objects.exists()


def test_a_block_is_not_found_out(client, cast, day):
    show(day, cast.hana, cast.dev)
    Block.objects.block(cast.hana, by=cast.dev)
    name(client, cast.dev, day, cast.hana)
    assert said(name(client, cast.hana, day, cast.dev)) == [
        "Noted. If Dev Malhotra names you as well, you both hear of it."
    ]
    client.force_login(cast.hana)
    assert "You named each other" not in client.get(reverse("events:met", args=[day.slug])).text
    assert not Connection.objects.exists()


def test_what_one_of_them_ended_is_not_made_again_by_the_other(client, cast, day):
    show(day, cast.hana, cast.dev)
    name(client, cast.hana, day, cast.dev)
    name(client, cast.dev, day, cast.hana)
    Connection.objects.get().remove(by=cast.dev)
    Met.objects.get(by=cast.hana).take_back()
    name(client, cast.hana, day, cast.dev)
    name(client, cast.hana, day, cast.dev)
    assert not Connection.objects.exists()


def test_who_is_not_on_the_list_cannot_be_named(client, cast, day):
    show(day, cast.hana)
    assert name(client, cast.hana, day, cast.ada).status_code == 404
    client.force_login(cast.hana)
    url = reverse("events:met_name", args=[day.slug])
    assert [client.post(url, {"who": who}).status_code for who in ("", "x", "9" * 30)] == [404] * 3
    show(day, cast.dev)
    assert name(client, cast.ada, day, cast.dev).status_code == 403
    found = client.get(reverse("events:met", args=[day.slug]), {"name": "Dev Malhotra"})
    assert list(found.context["page"]) == []


def test_somebody_is_found_by_their_whole_name(client, cast, day):
    show(day, cast.hana, cast.dev, cast.ada)
    client.force_login(cast.hana)
    url = reverse("events:met", args=[day.slug])
    found = {}
    for words in ("dev  malhotra", "Dev", "Ben Clarke"):
        found[words] = [one.user.name for one in client.get(url, {"name": words}).context["page"]]
    assert found == {"dev  malhotra": ["Dev Malhotra"], "Dev": [], "Ben Clarke": []}


def test_it_can_be_said_for_eight_weeks(client, cast, day):
    show(day, cast.hana, cast.dev)
    for moment in (day.starts_at - A_DAY, day.starts_at + 57 * A_DAY):
        with time_machine.travel(moment, tick=False):
            assert name(client, cast.hana, day, cast.dev).status_code == 409
    assert not Met.objects.exists()
