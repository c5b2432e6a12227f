"""Coming without an account: by a link, to a place, off the waiting list, into an account; forgotten."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from folkmoot.accounts.models import Guest, User
from folkmoot.activity.models import Email, Entry
from folkmoot.conversations import guests as writers
from folkmoot.core.lifecycle import Refused
from folkmoot.events import guests, links
from folkmoot.events.models import Registration

from .events import published, registered, tell, tell_who_waits

GIL = {"name": "Gil Achterberg", "email": "Gil@Example.org"}


@pytest.fixture
def ask(client):
    """Fill in the form of an event, slowly enough."""

    def fill(event, **fields):
        url = reverse("events:guest", args=[event.slug])
        with time_machine.travel(timezone.now() - timedelta(seconds=30), tick=False):
            made = re.search(r'name="_made" value="([^"]+)"', client.get(url).text)[1]
        return client.post(url, {"_made": made, **GIL, **fields})

    return fill


def at(event, guest):
    return links.path_for(event, guest)


def link_in(letter):
    return re.search(r"→.*?https?://[^/\s]+(/events/\S+)", letter.text)[1]


def last(address="gil@example.org"):
    return Email.objects.filter(address=address).latest("pk")


def webinar(cast, **facts):
    return published(cast.cora, "Run charts", comers="everyone", **facts)


def test_a_guest_without_an_account_comes_by_a_link(client, cast, ask):
    """T11: the link registers on the button alone, and shows the place from then on."""
    event = webinar(cast, places=2)
    assert "Come without an account" in client.get(event.get_absolute_url()).text
    page = ask(event).text
    assert "We wrote to gil@example.org" in page
    url = link_in(last())
    assert "You are not registered yet" in client.get(url).text
    assert not event.registrations.exists()
    assert client.post(url, {"act": "register", "mode": "online"}).url == url
    client.post(url, {"act": "register", "mode": "online"})
    registration = event.registrations.get()
    assert (registration.person, registration.state) == (cast.gil, "confirmed")
    answer = client.get(url)
    assert "You have a place" in answer.text
    assert "gil@example.org" not in answer.text
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("same-origin", "noindex")
    assert guests.registration_of(links.token_for(event, cast.gil)) == registration
    entry = Calendar.from_ical(last().calendar).walk("VEVENT")[0]
    assert entry["attendee"] == "mailto:gil@example.org"
    assert url not in last().calendar
    client.post(url, {"act": "cannot"})
    assert "You said that you do not come" in client.get(url).text
    assert event.pools.get().taken == 0
    verbs = list(Entry.objects.about(event).order_by("pk").values_list("verb", "by"))[-2:]
    assert verbs == [("events.guest_registered", None), ("events.guest_cancelled", None)]


def test_whatever_the_address_the_words_are_the_same(client, cast, ask):
    event = webinar(cast)
    registered(event, cast.gil)
    Guest.objects.create(name="Bo", email="bo@example.org", blocked_at=timezone.now())
    Email.objects.all().delete()
    pages = set()
    for address in ("gil@example.org", "hana@example.org", "bo@example.org", "new@example.org"):
        answer = ask(event, email=address)
        pages.add((answer.status_code, re.sub(r"csrf\S+|nonce\S+", "", answer.text).replace(address, "…")))
    subjects = Email.objects.order_by("pk").values_list("address", "subject")
    assert len(pages) == 1
    assert list(subjects) == [
        ("gil@example.org", "Your page: Run charts"),
        ("hana@example.org", "Sign in to come: Run charts"),
        ("new@example.org", "One more step: Run charts"),
    ]
    assert event.registrations.count() == 1


def test_asked_again_under_another_name_it_is_the_same_place(client, cast, ask):
    event = webinar(cast)
    registered(event, cast.gil)
    ask(event, name="Gilbert A.")
    assert link_in(last()) == at(event, cast.gil)
    other = Guest.objects.create(name="Gilbert A.", email="gil@example.org")
    client.post(at(event, other), {"act": "register", "mode": "online"})
    assert event.registrations.count() == 1
    assert "You have a place" in client.get(at(event, other)).text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"email": "no address"}, "Enter a valid email address"),
        ({"email": "a" * 300 + "@example.org"}, "at most 254"),
        ({"name": ""}, "Tell us your name."),
        ({"name": "x" * 10_000}, "at most 80"),
        ({"name": "Gil\x00"}, "Null characters are not allowed"),
        ({"name": "See https://example.org"}, "link"),
        ({"website": "https://example.org"}, "Leave the hidden field empty"),
        ({"_made": "forged"}, "send it once more"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_sent(cast, ask, fields, words):
    answer = ask(webinar(cast), **fields)
    assert answer.status_code == 422
    assert words in answer.text
    assert not Email.objects.exists()


def test_the_same_form_sent_twice_is_one_letter(client, cast):
    event = webinar(cast)
    url = reverse("events:guest", args=[event.slug])
    with time_machine.travel(timezone.now() - timedelta(seconds=30), tick=False):
        made = re.search(r'name="_made" value="([^"]+)"', client.get(url).text)[1]
    for _time in range(2):
        assert client.post(url, {"_made": made, **GIL, "name": "שלום 🚑"}).status_code == 200
    assert Email.objects.count() == 1


def test_an_address_is_not_flooded(cast, ask):
    event = webinar(cast)
    statuses = [ask(event).status_code for _time in range(7)]
    assert statuses == [200] * 5 + [422] * 2
    assert Email.objects.count() == 5


def test_a_guest_waits_is_offered_a_place_and_takes_it(client, cast):
    event = published(cast.cora, "A visit", mode="in_person", comers="everyone", places=1)
    url = at(event, cast.gil)
    first = registered(event, cast.hana)[0]
    client.post(f"{url}register/", {"filled-in": "1"})
    assert "Waiting list, number 1" in client.get(url).text
    assert last().subject == "You are on the waiting list: A visit"
    first.cancel(by=cast.hana)
    assert last().subject == "A place is free for you: A visit"
    assert link_in(last()) == url
    assert "/mail/" not in last().text.split("-- ")[0].replace("/mail/choose", "")
    assert "A place is held for you" in client.get(url).text
    client.post(url, {"act": "accept"})
    client.post(url, {"act": "accept"})
    assert event.registrations.get(guest=cast.gil).state == "confirmed"


def test_a_guest_leaves_the_place_that_is_held(client, cast):
    event = published(cast.cora, "A visit", mode="in_person", comers="everyone", places=1)
    first, _gil, _dev = registered(event, cast.hana, cast.gil, cast.dev)
    first.cancel(by=cast.hana)
    client.post(at(event, cast.gil), {"act": "decline"})
    assert dict(event.registrations.values_list("guest__name", "state"))["Gil Achterberg"] == "declined"
    assert event.registrations.get(user=cast.dev).state == "offered"
    assert client.post(at(event, cast.gil), {"act": "accept"}).status_code == 409


def test_on_the_last_day_a_guest_is_told_and_takes_the_place(client, cast):
    event = published(cast.cora, "A visit", mode="in_person", comers="everyone", places=1)
    first, _gil = registered(event, cast.hana, cast.gil)
    with time_machine.travel(event.starts_at - timedelta(hours=5), tick=False):
        first.cancel(by=cast.hana)
        tell_who_waits()
        assert last().subject == "A place is free, whoever is first: A visit"
        assert "Take the place" in client.get(at(event, cast.gil)).text
        client.post(at(event, cast.gil), {"act": "claim"})
    assert event.registrations.get(guest=cast.gil).state == "confirmed"


def test_a_guest_hears_what_has_changed(client, cast):
    event = webinar(cast)
    registered(event, cast.gil)
    event.edit(by=cast.cora, ends_wall=event.ends_wall[:-5] + "23:50")
    tell(event)
    assert (last().subject, last().calendar_method) == ("Another time: Run charts", "REQUEST")
    assert link_in(last()) == at(event, cast.gil)
    event.cancel("Snow.", by=cast.cora)
    tell(event)
    assert (last().subject, last().calendar_method) == ("Cancelled: Run charts", "CANCEL")
    assert "Snow." in client.get(at(event, cast.gil)).text


def test_those_who_run_it_see_a_guest_by_name(client, cast):
    event = webinar(cast)
    registered(event, cast.hana, cast.gil)
    client.force_login(cast.cora)
    page = client.get(reverse("events:people", args=[event.slug])).text
    assert page.index("Gil Achterberg") < page.index("Hana Kowalczyk")
    assert "guest ·" in page
    assert "gil@example.org" not in page
    event.registrations.get(guest=cast.gil).cancel(by=cast.gil)
    assert event.registrations.who_cannot() == 1
    registered(event, cast.gil)
    assert event.registrations.who_cannot() == 0


def test_the_place_follows_into_an_account(cast):
    """With the address proved, and where the account has a place too, the better one stays."""
    event, full = webinar(cast), published(cast.cora, "Full", comers="everyone", places=1)
    registered(event, cast.gil)
    registered(full, cast.gil)
    gil = User.objects.create_user("gil@example.org", "Gil A.")
    registered(full, gil)
    address = EmailAddress.objects.create(user=gil, email="Gil@example.org", verified=True)
    email_confirmed.send(EmailAddress, request=None, email_address=address)
    email_confirmed.send(EmailAddress, request=None, email_address=address)
    assert not Registration.objects.filter(guest__isnull=False).exists()
    assert event.registrations.get().user == gil
    states = list(full.registrations.of(gil).order_by("pk").values_list("state", flat=True))
    assert (states, full.pools.get().taken) == (["confirmed", "cancelled"], 1)


def test_whose_address_has_an_account_by_now_signs_in(client, cast):
    event = webinar(cast)
    User.objects.create_user("gil@example.org", "Gil A.", confirmed=True)
    page = client.get(at(event, cast.gil)).text
    assert "There is an account with your address" in page
    answer = client.post(at(event, cast.gil), {"act": "register", "mode": "online"})
    assert answer.status_code == 409
    assert not event.registrations.exists()


def test_forgotten_the_place_goes_to_the_next(client, cast):
    event = webinar(cast, places=1)
    registered(event, cast.gil, cast.hana)
    assert client.post(at(event, cast.gil), {"act": "forget"}).url == reverse("events:events")
    assert event.registrations.get(user=cast.hana).state == "confirmed"
    assert str(event.registrations.get(user=None).person) == "A former guest"
    assert client.get(at(event, cast.gil)).status_code == 410
    assert not Email.objects.filter(address="gil@example.org").exists()


def test_who_comes_is_not_forgotten_before_it_is_over(cast):
    event = webinar(cast)
    registered(event, cast.gil)
    Guest.objects.update(created_at="2026-01-01T00:00Z")
    writers.forget_unconfirmed()
    assert Guest.objects.get().email == "gil@example.org"
    with time_machine.travel(event.ends_at + timedelta(days=31), tick=False):
        writers.forget_unconfirmed()
    assert (Guest.objects.get().email, event.registrations.count()) == ("", 1)


def test_a_link_dies_a_month_after_the_event(client, cast):
    event = webinar(cast)
    registered(event, cast.gil)
    with time_machine.travel(event.ends_at + timedelta(days=29), tick=False):
        assert "This event is over." in client.get(at(event, cast.gil)).text
        assert client.post(at(event, cast.gil), {"act": "cannot"}).status_code == 409
    with time_machine.travel(event.ends_at + timedelta(days=31), tick=False):
        assert client.get(at(event, cast.gil)).status_code == 410
        assert guests.registration_of(links.token_for(event, cast.gil)) is None


def test_a_link_opens_its_own_event_alone(client, cast):
    event, other = webinar(cast), published(cast.cora, "For members")
    token = links.token_for(event, cast.gil)
    for slug, key in ((other.slug, token), (event.slug, token[:-1]), (event.slug, "x" * 300)):
        url = reverse("events:guest_place", args=[slug, key])
        assert (client.get(url).status_code, client.post(url, {"act": "register"}).status_code) == (410, 410)
    assert client.get(at(other, cast.gil)).status_code == 410


def test_guests_come_only_where_everyone_may(client, cast, ask):
    event = webinar(cast)
    registered(event, cast.gil)
    with pytest.raises(Refused, match="could not come then"):
        event.edit(by=cast.cora, comers="members")
    event.registrations.get().cancel(by=cast.gil)
    event.edit(by=cast.cora, comers="members")
    url = reverse("events:guest", args=[event.slug])
    assert client.get(url).status_code == 404
    client.force_login(cast.hana)
    assert client.get(url).url == event.get_absolute_url()
    assert client.post(at(event, cast.gil), {"act": "register", "mode": "online"}).status_code == 410


def test_a_blocked_address_takes_no_place_and_stops_nothing(client, cast):
    event = webinar(cast, places=1)
    registered(event, cast.hana, cast.gil)
    writers.block(cast.gil, by=cast.cora)
    event.registrations.get(user=cast.hana).cancel(by=cast.hana)
    assert event.registrations.get(guest=cast.gil).state == "waiting"
    event.edit(by=cast.cora, about="Other words.")


def test_who_asked_for_a_place_reads_so_and_can_take_it_back(client, cast):
    event = webinar(cast, registering="approval")
    registered(event, cast.gil)
    assert event.registrations.get().state == "applied"
    page = client.get(at(event, cast.gil)).text
    assert ("Awaiting decision" in page, "Registration has closed" in page) == (True, False)
    client.post(at(event, cast.gil), {"act": "cannot"})
    assert event.registrations.get().state == "cancelled"
