"""Events at the same time that share people: told while one plans, never in the way, nothing hidden named."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.events import clashes
from folkmoot.events.models import Event
from folkmoot.groups.tests import groups
from folkmoot.members.models import Region

from .events import planned, published, registered, wall
from .test_pages import form


@pytest.fixture
def people(db):
    return [
        User.objects.create_user(f"guest{n}@example.org", f"Guest {n}", confirmed=True, is_member=True)
        for n in range(5)
    ]


def told(event, user):
    return [(clash.event and clash.event.title, clash.why) for clash in clashes.found(event, user)]


def test_the_same_hosts_are_told_of_and_only_at_the_same_time(cast):
    published(cast.cora, "A call")
    published(cast.cora, "Another day", days=31)
    published(cast.hana, "Of another host")
    planned(cast.cora, "A draft")
    mine = planned(cast.cora, "Mine")
    assert told(mine, cast.cora) == [("A call", ["the same people host it"])]


def test_the_same_region_only_in_person(cast):
    region = Region.objects.add("The North", by=cast.cora)
    published(cast.hana, "A walk", mode="in_person", region=region)
    published(cast.hana, "A webinar", region=region)
    assert told(planned(cast.cora, mode="in_person", region=region), cast.cora) == [
        ("A walk", ["it is in the same region"])
    ]
    assert told(planned(cast.cora, region=region), cast.cora) == []


def test_many_people_in_common_are_a_number(cast, people):
    other = published(cast.hana, "A call")
    mine = published(cast.cora, "Mine")
    registered(mine, *people)
    registered(other, *people[:4])
    assert told(mine, cast.cora) == []
    registered(other, people[4])
    assert told(mine, cast.cora) == [("A call", ["5 who registered for it come to this event as well"])]


def test_people_of_the_group_count_before_anybody_registers(cast, people):
    group = groups.opened(cast.ada)
    groups.joined(group, *people)
    registered(published(cast.hana, "A call"), *people)
    mine = planned(cast.ada, "Ours", group=group)
    assert told(mine, cast.ada) == [
        ("A call", ["5 who registered for it are in this group or come to this event"])
    ]
    published(cast.ada, "Ours, too", group=group)
    assert ("Ours, too", ["the same people host it", "it is of the same group"]) in told(mine, cast.ada)


def test_an_event_of_a_hidden_group_is_named_to_nobody_else(client, cast):
    group = groups.opened(cast.hana, "Hard cases", reading="group", joining="invitation")
    hidden = published(cast.hana, "A secret call", group=group, comers="group")
    mine = planned(cast.cora, "Mine")
    mine.hosts.create(user=cast.hana)
    assert told(mine, cast.cora) == [(None, [])]
    client.force_login(cast.cora)
    page = client.get(reverse("events:edit", args=[mine.pk])).text
    assert "Another event, with some of the same people." in page
    assert not any(words in page for words in ("secret", "Hard cases", hidden.slug))


def test_it_warns_before_publishing_and_publishes(client, cast):
    published(cast.cora, "A call")
    mine = planned(cast.cora, "Mine")
    client.force_login(cast.cora)
    assert "the same people host it" in client.get(reverse("events:edit", args=[mine.pk])).text
    client.post(reverse("events:publish", args=[mine.pk]))
    mine.refresh_from_db()
    assert mine.state == "published"


def test_what_is_moved_into_a_clash_is_asked_about_once(client, cast):
    other = published(cast.cora, "A call")
    mine = published(cast.cora, "Mine", days=40)
    before = mine.starts_wall
    client.force_login(cast.cora)
    page = reverse("events:edit", args=[mine.pk])
    facts = form(title="Mine, moved", starts_wall=other.starts_wall, ends_wall=other.ends_wall)
    asked = client.post(page, facts)
    assert (asked.status_code, "Nothing is changed yet" in asked.text) == (422, True)
    assert 'value="Mine, moved"' in asked.text
    mine.refresh_from_db()
    assert (mine.title, mine.starts_wall) == ("Mine", before)
    seen = f"{other.starts_wall}/{other.ends_wall}"
    assert f'name="clashes_seen" value="{seen}"' in asked.text
    assert client.post(page, facts | {"clashes_seen": seen}).status_code == 302
    mine.refresh_from_db()
    assert (mine.title, mine.starts_wall) == ("Mine, moved", other.starts_wall)
    assert client.post(page, facts | {"title": "Mine again"}).status_code == 302


def test_who_registers_is_told_of_the_place_they_have(client, cast):
    registered(published(cast.cora, "A call"), cast.hana)
    mine = published(cast.cora, "Mine", comers="everyone")
    words = "You have a place at <a"
    client.force_login(cast.hana)
    assert words in client.get(mine.get_absolute_url()).text
    assert words in client.get(reverse("events:register", args=[mine.slug])).text
    client.post(reverse("events:register", args=[mine.slug]), {"mode": "online"})
    assert mine.registrations.get().state == "confirmed"
    client.force_login(cast.dev)
    assert words not in client.get(mine.get_absolute_url()).text


def test_it_asks_two_things_however_many_clash(cast, people, django_assert_num_queries):
    mine = planned(cast.cora, "Mine")
    for n in range(8):
        registered(published(cast.cora, f"A call {n}"), *people)
    mine = Event.objects.get(pk=mine.pk)
    with django_assert_num_queries(2):
        assert len(clashes.found(mine, cast.cora)) == clashes.MOST
    later = timezone.now() + timedelta(days=60)
    facts = {"starts_wall": wall(later), "ends_wall": wall(later + timedelta(hours=1))}
    assert clashes.ahead(mine, cast.cora, facts) == []
