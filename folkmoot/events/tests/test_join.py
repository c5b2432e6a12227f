"""Joining online: our page leads on who has a place, in its time; nothing else holds the link."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from icalendar import Calendar

from folkmoot.accounts.models import User
from folkmoot.activity.models import Email, Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.events import calendars
from folkmoot.events.models import Attendance, CalendarAddress, JoinLink
from folkmoot.members.leaving import archive
from folkmoot.search.models import Document

from .events import published, registered, tell

SECRET = "https://meet.example.org/zaffre-4711"
OTHER = "https://meet.example.org/cerulean-0815"


@pytest.fixture
def talk(cast):
    """Hybrid: Hana comes online, Ada in person; Dev waits for a place online."""
    event = published(cast.cora, "A talk", mode="hybrid", comers="everyone", places=5)
    event.make_pools({"online": 1})
    registered(event, cast.ada, mode="in_person")
    registered(event, cast.hana, cast.dev, mode="online")
    set_link(event, SECRET, cast.cora)
    return event


def set_link(event, url, by, **facts):
    return JoinLink.objects.set_for(event.pools.get(mode="online"), by=by, url=url, **facts)


def at(event, **later):
    return time_machine.travel(event.starts_at + timedelta(**later), tick=False)


def asked(client, event, who, method="get"):
    """What our page answers to this person."""
    client.force_login(who)
    return getattr(client, method)(reverse("events:join", args=[event.slug]))


@pytest.mark.parametrize(
    ("when", "words", "shows", "leads_on"),
    [
        ({"hours": -25}, "You can try it from", False, False),
        ({"hours": -23}, "The button to join is here from", True, False),
        ({"minutes": -14}, "Join now", True, True),
        ({"hours": 2}, "Join now", True, True),
        ({"hours": 3}, "This event is over.", False, False),
    ],
)
def test_who_has_a_place_online_is_led_on_in_its_time(client, cast, talk, when, words, shows, leads_on):
    with at(talk, **when):
        page = asked(client, talk, cast.hana)
        assert (page.status_code, words in page.text) == (200, True)
        assert (SECRET in page.text, "Join now" in page.text) == (shows, leads_on)
        assert (page["Referrer-Policy"], "no-store" in page["Cache-Control"]) == ("same-origin", True)
        pressed = asked(client, talk, cast.hana, "post")
        assert (pressed.status_code, SECRET in pressed.text) == ((200, True) if leads_on else (409, False))
        assert not leads_on or pressed["Referrer-Policy"] == "no-referrer"
        noted = [(one.registration.user, one.how, one.by) for one in Attendance.objects.all()]
        assert noted == ([(cast.hana, "join", cast.hana)] if leads_on else [])


def test_joined_again_it_is_noted_once(client, cast, talk):
    with at(talk):
        first, second = (asked(client, talk, cast.hana, "post") for _press in range(2))
    assert (first.status_code, second.status_code, Attendance.objects.count()) == (200, 200, 1)


@pytest.mark.parametrize("who", ["ada", "dev", "ben"])
def test_without_a_place_online_it_leads_nowhere(client, cast, talk, who):
    """Ada comes in person, Dev waits, Ben only sees that it is there."""
    with at(talk):
        page = asked(client, talk, getattr(cast, who))
        pressed = asked(client, talk, getattr(cast, who), "post")
    assert (page.status_code, pressed.status_code) == (403, 409)
    assert "This is for those who have a place online" in page.text
    assert SECRET not in page.text + pressed.text
    assert not Attendance.objects.exists()


def test_another_link_makes_the_old_one_unknown(client, cast, talk):
    set_link(talk, OTHER, cast.cora)
    with at(talk):
        page = asked(client, talk, cast.hana).text + asked(client, talk, cast.hana, "post").text
    assert (SECRET in page, OTHER in page) == (False, True)
    assert list(JoinLink.objects.values_list("url", flat=True)) == [OTHER]


def test_who_runs_it_goes_in_before_and_is_not_counted(client, cast, talk):
    assert "Others cannot yet" in asked(client, talk, cast.cora).text
    assert SECRET in asked(client, talk, cast.cora, "post").text
    assert not Attendance.objects.exists()


def test_hosts_set_and_change_it_on_a_page_of_theirs(client, cast, talk):
    client.force_login(cast.cora)
    url = reverse("events:joining", args=[talk.slug])
    assert SECRET in client.get(url).text
    assert client.post(url, {"url": "javascript:alert(1)", "shown_hours": "24"}).status_code == 422
    assert client.post(url, {"url": "not a link", "shown_hours": "0"}).status_code == 422
    assert client.post(url, {"url": OTHER, "shown_hours": "48"}).status_code == 302
    link = JoinLink.objects.of(talk)
    assert (link.url, link.shown_hours, link.rotated_by) == (OTHER, 48, cast.cora)
    assert talk.starts_at - link.shown_from == timedelta(hours=48)
    for who in (cast.hana, cast.ada):
        client.force_login(who)
        assert client.get(url).status_code == 403


def test_where_it_was_called_off_or_nothing_is_set_nobody_is_led_on(client, cast, talk):
    JoinLink.objects.all().delete()
    with at(talk):
        assert "The hosts have not said yet where it is." in asked(client, talk, cast.hana).text
    talk.cancel("Snow.", by=cast.cora)
    set_link(talk, SECRET, cast.cora)
    with at(talk):
        page = asked(client, talk, cast.hana)
        assert ("This event does not happen." in page.text, SECRET in page.text) == (True, False)
        assert asked(client, talk, cast.hana, "post").status_code == 409


def test_in_person_there_is_nothing_to_join(client, cast):
    event = published(cast.cora, "A walk", mode="in_person")
    assert asked(client, event, cast.cora).status_code == 404


def test_letters_and_entries_carry_our_page_alone(cast, talk):
    """T9, the calendar: the address of our page, to who comes online."""
    join = f"/events/{talk.slug}/join/"
    letters = {name: Email.objects.filter(user=getattr(cast, name)).latest("pk") for name in ("ada", "hana")}
    assert {name: join in one.text for name, one in letters.items()} == {"ada": False, "hana": True}
    entry = Calendar.from_ical(letters["hana"].calendar).walk("VEVENT")[0]
    assert entry["location"].endswith(join)
    assert join not in letters["ada"].calendar


def test_the_link_is_nowhere_else(client, cast, talk):
    """T9: in no letter, entry, feed, page, search, copy or record, nor for Hana before its time."""
    talk.edit(by=cast.cora, starts_wall=talk.starts_wall[:-5] + "00:30")
    tell(talk)
    set_link(talk, SECRET, cast.cora)
    found = [f"{one.subject}{one.text}{one.html}{one.calendar}" for one in Email.objects.all()]
    found += [f"{one.details}" for one in Entry.objects.all()]
    found += [f"{one.title}{one.body}{one.words}" for one in Document.objects.all()]
    found.append(calendars.feed([talk], "All").decode())
    for user in User.objects.filter(is_active=True):
        secret = CalendarAddress.objects.of(user).secret
        found.append(client.get(reverse("events:personal_calendar", args=[secret])).text)
        found += [str(kept.rows) for kept in archive.kept_of(user)]
    found += seen(client, talk, [None, *User.objects.filter(is_active=True)])
    with at(talk):
        found += seen(client, talk, [None, cast.ben, cast.ada, cast.dev, cast.eve])
    assert [text for text in found if "meet.example.org" in text] == []
    assert len(found) > 60


def seen(client, event, people):
    """The pages at which it could be, as each of these sees them; the page of its hosts is theirs."""
    names = ["event", "join", "people", "edit", "hosts", "register"]
    pages = [reverse(f"events:{name}", args=[event.pk if name == "edit" else event.slug]) for name in names]
    pages += [reverse(f"events:{name}") for name in ("events", "calendar", "mine")]
    pages += ["/search/?q=zaffre", "/search/?q=talk", "/today/", "/team/record/", "/"]
    for person in people:
        client.logout()
        if person:
            client.force_login(person)
        for page in pages:
            yield client.get(page).text


def test_two_hosts_set_it_one_after_the_other(cast, talk):
    set_link(talk, OTHER, cast.cora)
    set_link(talk, OTHER, cast.cora, shown_hours=2)
    assert Entry.objects.filter(verb="events.joining_set").count() == 2
    assert JoinLink.objects.of(talk).shown_hours == 2


def test_it_is_refused_to_who_presses_without_a_place(cast, talk):
    dev = talk.registrations.get(user=cast.dev)
    with at(talk), pytest.raises(Refused):
        dev.arrive(by=cast.dev, how="join")
