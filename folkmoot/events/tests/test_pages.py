"""Events on their pages: planned, published, found, come to; by whom they may be."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from folkmoot.accounts.models import Audience
from folkmoot.activity.models import Email
from folkmoot.activity.telling import taps
from folkmoot.core.lifecycle import Refused
from folkmoot.events import telling
from folkmoot.events.forms import EventForm
from folkmoot.events.models import Event, Venue
from folkmoot.groups.tests import groups
from folkmoot.ui import times

from .events import planned, published, registered, tell, wall


def form(**changes):
    begins = (timezone.now() + timedelta(days=20)).replace(minute=0)
    usual = {
        "title": "A visit to Hull", "kind": "visit", "about": "We look at one ward.", "purpose": "",
        "sign": "",
        "starts_wall": wall(begins), "ends_wall": wall(begins + timedelta(hours=2)), "zone": "Europe/London",
        "mode": "online", "comers": "members", "online": "2",
    }  # fmt: skip
    return usual | changes


def test_a_day_is_planned_published_and_come_to(client, cast):
    client.force_login(cast.cora)
    answer = client.post(reverse("events:plan"), form())
    event = Event.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("events:edit", args=[event.pk]))
    client.force_login(cast.hana)
    assert client.get(answer.url).status_code == 404
    assert "A visit to Hull" not in client.get(reverse("events:events")).text
    client.force_login(cast.cora)
    client.post(reverse("events:publish", args=[event.pk]))
    event.refresh_from_db()
    assert event.get_absolute_url() == "/events/a-visit-to-hull/"
    client.force_login(cast.hana)
    page = client.get(event.get_absolute_url()).text
    assert "Come online" in page
    assert "2 of 2 free" in page
    client.post(reverse("events:register", args=[event.slug]), {"mode": "online"})
    assert "You have a place" in client.get(event.get_absolute_url()).text
    assert "A visit to Hull" in client.get(reverse("events:mine")).text
    assert "A visit to Hull" in client.get("/events/?show=yours").text
    client.post(reverse("events:cannot", args=[event.slug]))
    assert "Come online" in client.get(event.get_absolute_url()).text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"starts_wall": "2027-03-28T01:30"}, "There is no such time on that day"),
        ({"ends_wall": "2020-01-01T10:00"}, "It ends after it begins."),
        ({"closes_wall": "2099-01-01T10:00"}, "Registration closes before it begins."),
        ({"zone": "Europe/Lundain"}, "There is no such time zone."),
        ({"title": "One\nTwo"}, "Use letters, spaces and marks only."),
        ({"title": "x" * 121}, "at most 120"),
        ({"online": "0"}, "greater than or equal to 1"),
        ({"comers": "group"}, "Select a valid choice"),
        ({"starts_wall": "tomorrow"}, "Write it like"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(client, cast, changes, words):
    client.force_login(cast.cora)
    answer = client.post(reverse("events:plan"), form(**changes))
    assert answer.status_code == 422
    assert words in answer.text
    assert "We look at one ward." in answer.text
    assert not Event.objects.exists()


def test_in_person_it_needs_a_place_before_it_is_published(client, cast):
    event = planned(cast.cora, mode="in_person", venue=None)
    client.force_login(cast.cora)
    assert "where it is" in client.get(reverse("events:edit", args=[event.pk])).text
    assert client.post(reverse("events:publish", args=[event.pk])).status_code == 409
    answer = client.post(reverse("events:add_venue"), {
        "name": "Neuadd y Dref", "address": "Bangor", "step_free": "yes", "hearing_loop": "unknown",
        "toilets": "yes", "parking": "no", "quiet_room": "unknown",
        "access_words": "The door at the back has no step.",
    })  # fmt: skip
    assert answer.status_code == 302
    event.edit(by=cast.cora, venue=Venue.objects.get())
    client.post(reverse("events:publish", args=[event.pk]))
    event.refresh_from_db()
    page = client.get(event.get_absolute_url()).text
    assert "The door at the back has no step." in page
    assert "not known" in page


def test_moved_those_who_come_are_asked_whether_they_still_can(client, cast):
    event = published(cast.cora, "Rotas")
    registered(event, cast.hana)
    client.force_login(cast.cora)
    begins = event.starts_at + timedelta(days=1)
    facts = form(
        title="Rotas", starts_wall=wall(begins), ends_wall=wall(begins + timedelta(hours=1)), online=""
    )
    assert client.post(reverse("events:edit", args=[event.pk]), facts).status_code == 302
    tell(event)
    letter = Email.objects.filter(user=cast.hana).latest("pk")
    assert letter.subject == "Another time: Rotas"
    cannot = next(line for line in letter.text.splitlines() if line.startswith("I cannot come: "))
    client.logout()
    assert "Thank you for saying so" in client.post(cannot.removeprefix("I cannot come: ")).text
    assert event.registrations.get().state == "cancelled"


def test_cancelled_while_letters_are_written_nobody_reads_later_that_it_was_moved(cast, monkeypatch):
    monkeypatch.setattr(telling, "A_BATCH", 1)
    event = published(cast.cora, "Rotas")
    registered(event, cast.hana, cast.dev)
    event.edit(by=cast.cora, ends_wall=wall(event.ends_at + timedelta(hours=1)))
    after = telling._after

    def meanwhile(event, last):
        """A host cancels it once the first has their letter."""
        if last == event.registrations.get(user=cast.hana).pk:
            Event.objects.get(pk=event.pk).cancel("The hall is flooded.", by=cast.cora)
        return after(event, last)

    monkeypatch.setattr(telling, "_after", meanwhile)
    telling.tell(event.pk)
    monkeypatch.undo()
    telling.tell(event.pk)
    found = {person: Email.objects.filter(user=person).order_by("pk") for person in (cast.hana, cast.dev)}
    assert [one.subject for one in found[cast.hana]][1:] == ["Another time: Rotas", "Cancelled: Rotas"]
    assert [one.subject for one in found[cast.dev]][1:] == ["Cancelled: Rotas"]


def test_moved_who_is_offered_a_place_reads_until_when_and_answers(client, cast):
    event = published(cast.cora, "Rotas", mode="in_person", places=1, comers="everyone")
    registered(event, cast.hana, cast.dev)[0].cancel(by=cast.hana)
    soon = (timezone.now() + timedelta(hours=30)).replace(minute=0)
    event.edit(by=cast.cora, starts_wall=wall(soon), ends_wall=wall(soon + timedelta(hours=3)))
    tell(event)
    offered = event.registrations.get(user=cast.dev)
    letter = Email.objects.filter(user=cast.dev).latest("pk")
    until = times.in_words(offered.offered_until, zone=event.zone)
    assert f"A place is held for you. Please answer by {until}; then it goes to the next." in letter.text
    assert "nothing to do" not in letter.text
    links = dict(line.split(": ", 1) for line in letter.text.splitlines() if ": http" in line)
    assert list(links) == ["Yes, I come", "No, give it to the next", "→ See all about it"]
    client.post(links["No, give it to the next"])
    offered.refresh_from_db()
    assert offered.state == "declined"


def test_a_place_is_taken_and_left_in_one_tap(client, cast):
    event = published(cast.cora, "Rotas", mode="in_person", places=1)
    first, _second, _third = registered(event, cast.hana, cast.dev, cast.ada)
    first.cancel(by=cast.hana)
    letter = Email.objects.filter(user=cast.dev).latest("pk")
    links = dict(line.split(": ", 1) for line in letter.text.splitlines() if ": http" in line)
    assert "You are on the list of those who come then" in client.get(links["Yes, I come"]).text
    assert event.registrations.get(user=cast.dev).state == "offered"
    client.post(links["No, give it to the next"])
    assert event.registrations.get(user=cast.dev).state == "declined"
    assert "cannot be done any more" in client.post(links["Yes, I come"]).text
    letter = Email.objects.filter(user=cast.ada).latest("pk")
    links = dict(line.split(": ", 1) for line in letter.text.splitlines() if ": http" in line)
    assert "You have a place" in client.post(links["Yes, I come"]).text
    assert event.registrations.get(user=cast.ada).state == "confirmed"


def test_cancelled_it_stays_at_its_address_and_everybody_is_told(client, cast):
    event = published(cast.cora, "Rotas", places=1)
    registered(event, cast.hana, cast.dev)
    client.force_login(cast.cora)
    url = reverse("events:cancel", args=[event.slug])
    assert client.post(url, {"why": ""}).status_code == 422
    assert client.post(url, {"why": "The speaker is ill."}).status_code == 302
    assert client.post(url, {"why": "Again."}).status_code == 409
    tell(event)
    tell(event)
    assert list(event.registrations.order_by("pk").values_list("state", flat=True)) == ["confirmed", "lapsed"]
    for user in (cast.hana, cast.dev):
        assert Email.objects.filter(user=user, subject__startswith="Cancelled").count() == 1
        assert "The speaker is ill." in Email.objects.filter(user=user).latest("pk").text
    client.force_login(cast.hana)
    page = client.get(event.get_absolute_url()).text
    assert "The speaker is ill." in page
    assert "Come online" not in page
    assert client.post(reverse("events:register", args=[event.slug]), {"mode": "online"}).status_code == 409


def test_a_group_has_events_of_its_own(client, cast):
    group = groups.opened(cast.ada, reading="group", joining="invitation")
    groups.joined(group, cast.hana)
    client.force_login(cast.ada)
    plan = f"{reverse('events:plan')}?group={group.slug}"
    assert client.get(plan).status_code == 200
    client.post(plan, form(title="A call of ours", comers="group"))
    event = Event.objects.get()
    client.post(reverse("events:publish", args=[event.pk]))
    event.refresh_from_db()
    statuses = {}
    for name in ("hana", "dev", "cora"):
        client.force_login(getattr(cast, name))
        statuses[name] = client.get(event.get_absolute_url()).status_code
    assert statuses == {"hana": 200, "dev": 404, "cora": 404}
    client.force_login(cast.hana)
    client.post(reverse("events:register", args=[event.slug]), {"mode": "online"})
    assert event.registrations.get().user == cast.hana
    assert client.get(plan).status_code == 403


def test_the_list_is_narrowed_and_knows_the_past(client, cast):
    with time_machine.travel(timezone.now() - timedelta(days=60), tick=False):
        published(cast.cora, "Long ago")
    published(cast.cora, "A visit", mode="in_person", kind="visit")
    published(cast.cora, "A webinar", kind="webinar")
    client.force_login(cast.hana)
    titles = ["Long ago", "A visit", "A webinar"]

    def shown(query):
        text = client.get(f"/events/{query}").text
        return [title for title in titles if f">{title}</a>" in text]

    assert shown("") == ["A visit", "A webinar"]
    assert shown("?show=past") == ["Long ago"]
    assert shown("?mode=in_person") == ["A visit"]
    assert shown("?kind=webinar&mode=online") == ["A webinar"]
    assert shown("?mode=x&kind=y&region=z&show=w") == ["A visit", "A webinar"]


def test_who_comes_is_for_those_who_run_it(client, cast):
    event = published(cast.cora, places=1)
    registered(event, cast.hana, cast.dev)
    url = reverse("events:people", args=[event.slug])
    client.force_login(cast.hana)
    assert client.get(url).status_code == 403
    client.force_login(cast.cora)
    page = client.get(url).text
    assert "Hana Kowalczyk" in page
    assert "Dev Malhotra" in page


def test_pages_cost_the_same_however_many_come(client, cast, django_assert_max_num_queries):
    from folkmoot.accounts.models import User

    event = published(cast.cora, places=1)
    client.force_login(cast.cora)
    people = User.objects.bulk_create(
        [User(email=f"m{n}@example.org", name=f"M {n}", is_member=True, password="!") for n in range(40)]
    )
    registered(event, *people[:2])
    counts = []
    for some in ([], people[2:]):
        registered(event, *some)
        for url in (event.get_absolute_url(), reverse("events:people", args=[event.slug]), "/events/"):
            client.get(url)
            with django_assert_max_num_queries(30) as queries:
                client.get(url)
            counts.append(len(queries))
    assert counts[:3] == counts[3:]


def test_rights_that_are_gone_are_asked_about(client, cast):
    """Whoever may not come any more takes no place by an old link, and is offered none."""
    event = published(cast.cora, "Rotas", mode="in_person", places=1, comers="everyone")
    first, second = registered(event, cast.hana, cast.ben)
    with pytest.raises(Refused, match="could not come then"):
        event.edit(by=cast.cora, comers="members")
    Event.objects.filter(pk=event.pk).update(comers="members", audience=Audience.MEMBERS)
    first.cancel(by=cast.hana)
    second.refresh_from_db()
    assert second.state == "waiting"
    second.offer(until=timezone.now() + timedelta(hours=3))
    assert "cannot be done any more" in client.post(taps.url(cast.ben, "event_accept", second.pk)).text
    client.force_login(cast.ben)
    assert client.post(reverse("events:accept", args=[event.slug])).status_code == 403
    assert "Rotas" not in client.get("/today/").text
    assert client.post(reverse("events:cannot", args=[event.slug])).url == reverse("events:mine")


def test_a_host_who_has_left_runs_nothing_any_more(client, cast):
    group = groups.opened(cast.ada)
    groups.joined(group, cast.hana)
    event = published(cast.ada, "A call", group=group)
    event.hosts.create(user=cast.hana)
    client.force_login(cast.hana)
    people = reverse("events:people", args=[event.slug])
    assert client.get(people).status_code == 200
    group.belongings.get(user=cast.hana).leave(by=cast.hana)
    assert client.get(people).status_code == 403
    assert client.get(reverse("events:edit", args=[event.pk])).status_code == 403


def test_a_hidden_group_is_named_to_nobody_else(client, cast):
    group = groups.opened(cast.ada, "Hard cases", reading="group", joining="invitation")
    event = published(cast.ada, "A call", group=group, comers="group")
    client.force_login(cast.ada)
    answer = client.post(reverse("events:edit", args=[event.pk]), form(comers="everyone"))
    assert answer.status_code == 422
    assert "Hard cases" in client.get(event.get_absolute_url()).text
    Event.objects.filter(pk=event.pk).update(comers="everyone", audience=Audience.EVERYONE)
    client.logout()
    for url in (event.get_absolute_url(), "/events/"):
        page = client.get(url).text
        assert "A call" in page
        assert "Hard cases" not in page


def test_an_old_link_gives_back_the_place_one_has_now(client, cast):
    event = published(cast.cora, "Rotas")
    first = registered(event, cast.hana)[0]
    link = taps.url(cast.hana, "event_cannot", first.pk)
    first.cancel(by=cast.hana)
    registered(event, cast.hana)
    assert "I cannot come" in client.get(link).text
    client.post(link)
    assert not event.registrations.live().exists()


def test_seconds_make_no_event_of_no_length(client, cast):
    client.force_login(cast.cora)
    facts = form(starts_wall="2090-01-02T14:00:00", ends_wall="2090-01-02T14:00:30")
    assert client.post(reverse("events:plan"), facts).status_code == 422


def test_a_secret_that_is_none_leads_nowhere(client, cast):
    for secret in ("%00", "x", "a" * 32, "a" * 300):
        assert client.get(f"/events/mine/{secret}.ics").status_code == 404


def test_a_plan_sent_twice_is_one_draft(client, cast):
    client.force_login(cast.cora)
    for _press in range(2):
        answer = client.post(reverse("events:plan"), form())
    assert answer.url == Event.objects.get(title=form()["title"]).get_absolute_url()


def test_the_form_stands_in_three_parts(cast):
    form = EventForm(by=cast.cora)
    assert [str(label) for label, _fields in form.parts()] == ["What it is", "When and where", "Who comes"]
    assert [bound.name for _label, fields in form.parts() for bound in fields] == list(form.fields)
