"""Access and food: told to those who look after it, each look on the record, destroyed on its day."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from folkmoot.activity.models import Email, Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.events import tasks
from folkmoot.events.asking import own_data
from folkmoot.events.models import Host, Need
from folkmoot.groups.tests import groups
from folkmoot.search.models import Document

from .events import published, registered, tell, wall

SECRET = "A seat where nobody stands behind me"


@pytest.fixture
def day(cast):
    return published(cast.cora, "A day", mode="in_person", places=3)


@pytest.fixture
def need(client, cast, day):
    client.force_login(cast.hana)
    client.post(page_of(day), {"filled-in": "1", "access": SECRET, "diet": "No nuts"})
    return day.registrations.get().need


def page_of(event):
    return reverse("events:register", args=[event.slug])


def needs_of(event):
    return reverse("events:needs", args=[event.slug])


def test_who_registers_is_told_who_reads_it_and_until_when(client, cast, day):
    day.edit(by=cast.cora, needs_contact="Cora, 01482 000 000")
    client.force_login(cast.hana)
    page = client.get(page_of(day)).text
    kept = day.ends + timedelta(days=14)
    assert f"It is destroyed on {kept.day} {kept:%B %Y}." in page
    met = day.starts - timedelta(days=7)
    assert f"What you ask for until {met.day} {met:%B %Y}" in page
    assert "You can also speak to Cora, 01482 000 000." in page


def test_online_nobody_asks_unless_a_host_switches_it_on(client, cast):
    call = published(cast.cora, "A call")
    client.force_login(cast.cora)
    assert not call.asks_after_needs
    url = reverse("events:ask_after_needs", args=[call.pk])
    assert client.post(url, {"needs-asks_needs": "on", "needs-needs_contact": "Cora"}).status_code == 302
    call.refresh_from_db()
    assert (call.asks_after_needs, call.needs_contact) == (True, "Cora")
    page = client.get(page_of(call)).text
    assert "What helps you to take part" in page
    assert "What you eat" not in page
    late = {"needs-asks_needs": "on", "needs-needs_until": "2199-01-01"}
    answer = client.post(url, late)
    assert answer.status_code == 422
    assert "It begins before that day." in answer.text


def test_hosting_alone_does_not_open_it_and_each_look_is_shown(client, cast, day, need):
    client.force_login(cast.dev)
    assert client.get(needs_of(day)).status_code == 403
    client.force_login(cast.cora)
    page = client.get(needs_of(day)).text
    assert "1 person has told what they need." in page
    assert SECRET not in page
    assert not Entry.objects.filter(verb="events.needs_seen").exists()
    client.post(reverse("events:look_after_needs", args=[day.slug]))
    client.post(reverse("events:look_after_needs", args=[day.slug]))
    assert SECRET in client.get(needs_of(day)).text
    entry = Entry.objects.get(verb="events.needs_seen")
    assert (entry.by, entry.details, Host.objects.get(event=day).role) == (cast.cora, {}, "host")
    assert Entry.objects.filter(verb="events.needs_looked_after").count() == 1
    client.force_login(cast.hana)
    page = client.get(page_of(day)).text
    assert "What you need was read by:" in page
    assert "Cora Pritchard" in page
    client.force_login(cast.cora)
    client.post(reverse("events:look_after_needs", args=[day.slug]), {"lay-down": "1"})
    assert SECRET not in client.get(needs_of(day)).text


def test_who_looks_after_it_alone_sees_it_while_they_belong(client, cast):
    group = groups.opened(cast.ada)
    groups.joined(group, cast.hana)
    groups.joined(group, cast.dev)
    event = published(cast.ada, "A meal", group=group, mode="in_person")
    Need.objects.keep(registered(event, cast.dev)[0], "", "Vegan")
    event.hosts.create(user=cast.hana, role="logistics")
    client.force_login(cast.hana)
    assert "Vegan" in client.get(needs_of(event)).text
    group.belongings.get(user=cast.hana).leave(by=cast.hana)
    assert client.get(needs_of(event)).status_code == 403
    client.force_login(cast.cora)  # the team reads no needs at the events of groups
    assert client.get(needs_of(event)).status_code == 403


def test_said_alike_it_stands_once_with_all_who_said_it(client, cast, day):
    for registration, diet in zip(
        registered(day, cast.ada, cast.dev, cast.hana), ["Vegan", "vegan ", "Fish"], strict=True
    ):
        Need.objects.keep(registration, "", diet)
    Host.objects.look_after_needs(day, cast.cora, True)
    client.force_login(cast.cora)
    groups = client.get(needs_of(day)).context["diet"]
    assert [(words, len(people)) for words, people in groups] == [("Vegan", 2), ("Fish", 1)]


def test_what_will_be_done_is_told_to_the_person(client, cast, day, need):
    Host.objects.look_after_needs(day, cast.cora, True)
    client.force_login(cast.cora)
    url = reverse("events:confirm_need", args=[day.slug, need.pk])
    answer = client.post(url, {"promise": "x" * 10_000, "told": need.told})
    assert answer.status_code == 422
    assert "x" * 10_000 in answer.text
    client.post(url, {"promise": "We keep you the last row.", "told": need.told})
    letter = Email.objects.filter(user=cast.hana).latest("pk")
    assert letter.subject == "What will be done for you: A day"
    assert "We keep you the last row." in letter.text
    assert SECRET not in letter.text
    assert letter.is_secret
    client.force_login(cast.hana)
    assert "We keep you the last row." in client.get(page_of(day)).text
    client.post(page_of(day), {"filled-in": "1", "access": "Nothing behind me at all", "diet": ""})
    assert Need.objects.get().promise == ""
    with pytest.raises(Refused, match="changed what they ask for"):
        need.confirm("Too late.", by=cast.cora, told=need.told)


def test_no_export_and_no_search_has_it(client, cast, day, need):
    Host.objects.look_after_needs(day, cast.cora, True)
    client.force_login(cast.cora)
    answer = client.post(reverse("events:answers", args=[day.slug]), {"as": "csv"})
    assert SECRET not in b"".join(answer.streaming_content).decode()
    assert SECRET not in client.get(reverse("events:people", args=[day.slug])).text
    assert SECRET not in client.get(reverse("events:answers", args=[day.slug])).text
    assert SECRET not in str(list(Document.objects.values_list()))
    assert SECRET not in str(list(Entry.objects.values_list("details", flat=True)))
    assert SECRET not in str(list(Email.objects.values_list("text", flat=True)))


def test_on_its_day_it_is_gone(cast, day, need):
    """T13: purged on the date that was told, once the event is two weeks over."""
    with time_machine.travel(day.ends_at + timedelta(days=13), tick=False):
        tasks.destroy_needs()
        assert Need.objects.exists()
    with time_machine.travel(day.ends_at + timedelta(days=14), tick=False):
        tasks.destroy_needs()
        tasks.destroy_needs()
    assert not Need.objects.exists()
    assert Entry.objects.filter(verb="events.needs_destroyed").count() == 1


def test_its_day_follows_the_event_that_moves(cast, day, need):
    """T13: also where the event was moved."""
    later = day.starts_at + timedelta(days=40)
    day.edit(by=cast.cora, starts_wall=wall(later), ends_wall=wall(later + timedelta(hours=3)))
    need.refresh_from_db()
    assert need.purge_on == (day.ends + timedelta(days=14)).date()


def test_two_weeks_after_it_was_cancelled_it_is_gone(cast, day, need):
    """T13: and where it does not happen."""
    day.cancel("The hall burnt down.", by=cast.cora)
    tell(day)
    need.refresh_from_db()
    assert need.purge_on == timezone.localdate() + timedelta(days=14)
    with time_machine.travel(timezone.now() + timedelta(days=14), tick=False):
        tasks.destroy_needs()
    assert not Need.objects.exists()


def test_who_cannot_come_needs_nothing_there(cast, day, need):
    day.registrations.get().cancel(by=cast.hana)
    assert not Need.objects.exists()


def test_changing_over_takes_what_one_needs_along(client, cast):
    both = published(cast.cora, "Both", mode="hybrid")
    client.force_login(cast.hana)
    fields = {"filled-in": "1", "access": SECRET, "diet": "No nuts"}
    client.post(page_of(both), fields | {"mode": "in_person"})
    client.post(page_of(both), fields | {"mode": "online"})
    assert [need.registration.pool.mode for need in Need.objects.all()] == ["online"]


def test_it_is_in_ones_own_data(cast, need):
    tables = {table.key: table.rows for table in own_data.own_data(cast.hana) if table}
    assert tables["events.needs"][0]["access"] == SECRET
