"""A guest without an account, by their link: on to the meeting in its time, and what others get after it."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.urls import reverse
from icalendar import Calendar

from folkmoot.accounts.models import User
from folkmoot.activity.models import Email, Entry
from folkmoot.conversations import guests as writers
from folkmoot.events import links
from folkmoot.events.models import Attendance, Certificate, Event, Feedback, JoinLink, Material

from .events import published, registered

SECRET = "https://meet.example.org/zaffre-4711"


@pytest.fixture
def webinar(cast):
    """Gil has a place."""
    event = published(cast.cora, "Run charts", comers="everyone")
    with_link(event, cast)
    registered(event, cast.gil)
    return event


def with_link(event, cast):
    JoinLink.objects.set_for(event.pools.get(mode="online"), by=cast.cora, url=SECRET)


def at(event, **later):
    return time_machine.travel(event.starts_at + timedelta(**later), tick=False)


@pytest.mark.parametrize(
    ("when", "words", "shows", "leads_on"),
    [
        ({"hours": -25}, "You can try it from", False, False),
        ({"hours": -23}, "The button to join is here from", True, False),
        ({"minutes": -14}, "Join now", True, True),
        ({"hours": 3}, "This event is over.", False, False),
    ],
)
def test_a_guest_is_led_on_in_its_time(client, cast, webinar, when, words, shows, leads_on):
    """T11: the link, no account, and their attendance is theirs."""
    url = links.way_in_for(webinar, cast.gil)
    with at(webinar, **when):
        page = client.get(url)
        assert (page.status_code, words in page.text, SECRET in page.text) == (200, True, shows)
        assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("same-origin", "noindex")
        assert "no-store" in page["Cache-Control"]
        pressed = [client.post(url) for _press in range(2)]
        assert {(one.status_code, SECRET in one.text) for one in pressed} == (
            {(200, True)} if leads_on else {(409, False)}
        )
        noted = [(one.registration.guest, one.how, one.by) for one in Attendance.objects.all()]
        assert noted == ([(cast.gil, "join", None)] if leads_on else [])
    verbs = Entry.objects.about(webinar).filter(verb="events.guest_joined").values_list("by", flat=True)
    assert list(verbs) == ([None] if leads_on else [])


def test_in_the_browser_the_button_is_believed(cast, webinar):
    """The page tells our own site where its button was pressed: without that it would be refused."""
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    url = links.way_in_for(webinar, cast.gil)
    with at(webinar):
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', strict.get(url).text)[1]
        said = {"csrfmiddlewaretoken": token}
        assert strict.post(url, said, headers={"origin": "http://testserver"}).status_code == 200
        assert strict.post(url, said, headers={"origin": "null"}).status_code == 403


def test_the_letter_and_the_calendar_name_a_page_of_their_own(client, cast, webinar):
    """Calendars are shared: what stands there opens the way in, not the page that gives the place back."""
    letter = Email.objects.filter(address="gil@example.org").latest("pk")
    way_in, place = links.way_in_for(webinar, cast.gil), links.path_for(webinar, cast.gil)
    assert [page in letter.text for page in (way_in, place)] == [True, True]
    entry = Calendar.from_ical(letter.calendar).walk("VEVENT")[0]
    assert entry["location"].endswith(way_in)
    assert place not in letter.calendar.replace("\r\n ", "")
    assert SECRET not in letter.text + letter.calendar + letter.html
    as_place = reverse("events:guest_place", args=[webinar.slug, way_in.split("/")[-3]])
    assert client.post(as_place, {"act": "forget"}).status_code == 410
    assert place not in client.get(way_in).text


def test_from_the_page_of_the_place_one_goes_on(client, cast, webinar):
    page = client.get(links.path_for(webinar, cast.gil)).text
    assert (links.way_in_for(webinar, cast.gil) in page, SECRET in page) == (True, False)


@pytest.mark.parametrize("token", ["x", "1-1~x", "9" * 300, "%00", "🚑"])
def test_a_link_that_is_none_says_so(client, cast, webinar, token):
    for name in ("guest_join", "guest_certificate"):
        url = reverse(f"events:{name}", args=[webinar.slug, token])
        for method in ("get", "post"):
            answer = getattr(client, method)(url)
            assert (answer.status_code, "This link leads nowhere any more" in answer.text) == (410, True)


def test_it_opens_its_own_event_and_for_its_own_time(client, cast, webinar):
    other = published(cast.cora, "For members")
    token = links.token_for(webinar, cast.gil, links.WAY_IN)
    assert client.get(reverse("events:guest_join", args=[other.slug, token])).status_code == 410
    with at(webinar, days=33):
        assert client.get(links.way_in_for(webinar, cast.gil)).status_code == 410


def test_another_link_to_the_meeting_makes_the_old_one_unknown(client, cast, webinar):
    JoinLink.objects.set_for(webinar.pools.get(), by=cast.cora, url="https://meet.example.org/new")
    with at(webinar):
        page = client.post(links.way_in_for(webinar, cast.gil)).text
    assert (SECRET in page, "https://meet.example.org/new" in page) == (False, True)


def test_where_it_was_called_off_nobody_is_led_on(client, cast, webinar):
    webinar.cancel("Snow.", by=cast.cora)
    url = links.way_in_for(webinar, cast.gil)
    with at(webinar):
        assert "This event does not happen." in client.get(url).text
        assert client.post(url).status_code == 409


def test_without_a_place_online_it_is_said_why(client, cast):
    """In person; on the waiting list; with no place; each in words of its own, and no link."""
    event = published(cast.cora, "A talk", mode="hybrid", comers="everyone", places=5)
    event.make_pools({"online": 1})
    with_link(event, cast)
    url = links.way_in_for(event, cast.gil)
    said = []
    for act in (None, "in_person", "online"):
        if act == "online":
            registered(event, cast.hana, mode="online")
            event.registrations.get(guest=cast.gil).cancel(by=cast.gil)
        if act:
            registered(event, cast.gil, mode=act)
        with at(event):
            page = client.get(url)
            assert (page.status_code, SECRET in page.text) == (403, False)
            assert client.post(url).status_code == 409
        said.append(re.search(r"You (have no place|have a place in person|are on the waiting)", page.text)[1])
    assert said == ["have no place", "have a place in person", "are on the waiting"]
    assert not Attendance.objects.exists()


def test_a_blocked_guest_is_not_led_on(client, cast, webinar):
    writers.block(cast.gil, by=cast.cora)
    with at(webinar):
        assert client.post(links.way_in_for(webinar, cast.gil)).status_code == 409
    assert not Attendance.objects.exists()


def test_whose_place_went_into_an_account_signs_in(client, cast, webinar):
    gil = User.objects.create_user("gil@example.org", "Gil A.")
    address = EmailAddress.objects.create(user=gil, email="gil@example.org", verified=True)
    email_confirmed.send(EmailAddress, request=None, email_address=address)
    with at(webinar):
        page = client.get(links.way_in_for(webinar, cast.gil))
        assert (page.status_code, "your place went with it" in page.text) == (403, True)
        client.force_login(gil)
        assert client.post(reverse("events:join", args=[webinar.slug])).status_code == 200


@pytest.fixture
def over(cast, settings, tmp_path):
    """A webinar Gil was at, and another guest was not; an hour after it."""
    settings.MEDIA_ROOT = tmp_path
    event = published(cast.cora, "Run charts", comers="everyone")
    (gil,) = registered(event, cast.gil)
    for seen_by in ("came", "members", "event"):
        facts = {"kind": "notes", "title": f"For {seen_by}", "seen_by": seen_by}
        Material.objects.add(event, by=cast.cora, url=f"https://video.example.org/{seen_by}", **facts)
    with at(event, hours=4):
        gil.arrive(by=cast.cora)
        yield Event.objects.get(pk=event.pk)


def test_afterwards_a_guest_finds_what_came_of_it(client, cast, over):
    page = client.get(links.path_for(over, cast.gil)).text
    assert [f"For {who}" in page for who in ("came", "members", "event")] == [True, False, True]
    material = Material.objects.get(seen_by="came")
    token = links.token_for(over, cast.gil)
    url = reverse("events:guest_material", args=[over.slug, token, material.pk])
    assert client.get(url).url == "https://video.example.org/came"
    others = Material.objects.get(seen_by="members")
    assert client.get(reverse("events:guest_material", args=[over.slug, token, others.pk])).status_code == 404
    transcript = reverse("events:guest_transcript", args=[over.slug, token, material.pk])
    assert client.get(transcript).status_code == 404
    over.registrations.get().vanish()
    assert client.get(url).status_code == 404


def test_a_guest_says_how_it_was_without_their_name(client, cast, over):
    page = client.get(links.path_for(over, cast.gil)).text
    feedback = re.search(r'href="(/events/run-charts/feedback/[^"]+)"', page)[1]
    assert "Say how it was" in page
    assert client.post(feedback, {"q3": "Draw one together."}).status_code == 302
    assert "You have answered. Thank you" in client.get(feedback).text
    sheet = Feedback.objects.get(event=over)
    assert [row.answers for row in sheet.answers.all()] == [{"q3": "Draw one together."}]
    assert "Say how it was" not in client.get(links.path_for(over, cast.gil)).text


def test_a_guest_has_a_certificate(client, cast, over):
    token = links.token_for(over, cast.gil)
    url = reverse("events:guest_certificate", args=[over.slug, token])
    assert url in client.get(links.path_for(over, cast.gil)).text
    assert not Certificate.objects.exists()
    client.post(url)
    client.post(url)
    certificate = Certificate.objects.get()
    assert "Gil Achterberg" in client.get(url).text
    pdf = reverse("events:guest_certificate_pdf", args=[over.slug, token])
    assert pdf in client.get(url).text
    assert client.get(pdf).content.startswith(b"%PDF-")
    said = client.get(reverse("events:certificate_check", args=[certificate.code])).text
    assert "Gil Achterberg took part in “Run charts”" in said
    entry = Entry.objects.about(over).get(verb="events.guest_certificate_made")
    assert entry.by is None
    writers.erase(cast.gil)
    assert client.get(reverse("events:certificate_check", args=[certificate.code])).status_code == 404


def test_who_was_not_there_has_none(client, cast, over):
    over.registrations.get().was_not_here(by=cast.cora)
    url = reverse("events:guest_certificate", args=[over.slug, links.token_for(over, cast.gil)])
    assert (client.get(url).status_code, client.post(url).status_code) == (403, 403)
