"""Iris would like to join: she asks, confirms by mail, hears when something opens, stops, is forgotten."""

import csv
import io
import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.core.signing import TimestampSigner, b62_encode
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from folkmoot.accounts.models import Community, Guest, User
from folkmoot.accounts.policies import publish_defaults
from folkmoot.activity.models import Email, Entry, Preference
from folkmoot.activity.parts import parts
from folkmoot.clock import EVERY
from folkmoot.members import links, notices, tasks
from folkmoot.members.joining import SALT
from folkmoot.members.models import Asking, Contact, Member

IRIS = {"name": "Iris Teale", "email": "Iris@Example.org", "region": "Leeds", "why": "Falls.", "agree": "on"}
JOIN = "/join/"


@pytest.fixture(autouse=True)
def _calm(db):
    cache.clear()


def made(seconds=60):
    """The key of a form that has been open for a while."""
    signer = TimestampSigner(salt=SALT)
    signer.timestamp = lambda: b62_encode(int(time.time()) - seconds)
    return signer.sign("a-key")


@pytest.fixture
def ask(client):
    def send(seconds=60, **fields):
        return client.post(JOIN, IRIS | {"_made": made(seconds)} | fields)

    return send


@pytest.fixture
def iris(cast):
    """A contact who has confirmed."""
    contact = Contact.objects.ask(email="iris@example.org", name="Iris Teale", region="Leeds", consent="Yes.")
    contact.confirm()
    return contact


def link_in_last_letter():
    return re.search(r"https?://[^/]+(/join/me/\S+)", Email.objects.order_by("-pk")[0].text)[1]


def letters():
    return [email.subject for email in Email.objects.order_by("pk")]


def test_she_asks_and_nothing_is_kept_for_good_until_she_confirms(client, cast, ask):
    publish_defaults()
    answer = ask()
    contact = Contact.objects.get()
    kept = (contact.email, contact.name, contact.region, contact.why, contact.state, contact.source)

    assert (answer.status_code, "iris@example.org" in answer.content.decode()) == (200, True)
    assert kept == ("iris@example.org", "Iris Teale", "Leeds", "Falls.", "waiting", "form")
    assert contact.consent.startswith("Common Ground may keep my name")
    assert (contact.policy.slug, contact.policy.number) == ("privacy", 1)
    assert list(Contact.objects.reachable()) == []
    assert letters() == ["Would you like to join Common Ground? Please confirm"]


def test_opening_the_link_changes_nothing_and_the_button_confirms_once(client, cast, ask):
    ask()
    link = link_in_last_letter()
    client.get(link)
    before = Contact.objects.get().state
    client.post(f"{link}confirm/")
    client.post(f"{link}confirm/")

    assert (before, Contact.objects.get().state) == ("waiting", "confirmed")
    assert [guest.email for guest in Contact.objects.reachable()] == ["iris@example.org"]
    assert letters()[1:] == ["Thank you for your interest in Common Ground"]
    assert [entry.verb for entry in Entry.objects.about(Contact.objects.get()).order_by("pk")] == [
        "members.contact_asked",
        "members.contact_confirmed",
    ]


def test_the_answer_is_the_same_whoever_the_address_belongs_to(client, cast, iris, ask):
    Contact.objects.ask(email="waits@example.org", name="Wai", consent="Yes.")
    Guest.objects.create(name="Bo", email="blocked@example.org", blocked_at=timezone.now())
    owners = ["new", "iris", "waits", "blocked", "ada", "ben"]
    answers = {}
    for who in owners:
        answer = ask(email=f"{who}@example.org")
        answers[who] = (answer.status_code, answer.content.decode().replace(f"{who}@", "WHO@"))

    assert len(set(answers.values())) == 1
    told = {email.address: email.subject for email in Email.objects.order_by("pk")}
    assert {
        address.partition("@")[0]: subject.split("Common Ground")[0].strip()
        for address, subject in told.items()
    } == {
        "new": "Would you like to join",
        "iris": "You are on our list at",
        "waits": "Would you like to join",
        "ada": "You are a member of",
        "ben": "Would you like to join",
    }


def test_nobody_changes_what_another_has_confirmed(cast, iris, ask):
    ask(region="Mallory's", why="Nonsense")
    iris.refresh_from_db()
    assert (iris.region, iris.why, iris.state) == ("Leeds", "", "confirmed")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"website": "http://spam.example"}, "hidden field"),
        ({"seconds": 1}, "very quick"),
        ({"seconds": 2 * 86400}, "open for long"),
        ({"agree": ""}, "Without your agreement"),
        ({"email": "nonsense"}, "valid e"),
        ({"name": "Iris\r\nBcc: all@example.org"}, "letters, spaces"),
        ({"name": "a@b.example"}, "letters, spaces"),
        ({"why": "x" * 2001}, "1 character too long"),
        ({"region": "a\x00b"}, "Null characters"),
        ({"_made": "forged"}, "open for long"),
    ],
)
def test_what_machines_haste_and_mischief_send_is_refused_in_words(cast, ask, fields, words):
    answer = ask(**{"why": "All I wrote."} | fields)

    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert "All I wrote." in answer.content.decode() or "why" in fields
    assert (Contact.objects.count(), Email.objects.count()) == (0, 0)


def test_ten_megabytes_are_refused(cast, ask):
    assert ask(why="x" * 10_000_000).status_code == 400
    assert not Contact.objects.exists()


def test_an_address_gets_at_most_three_letters_an_hour(cast, ask):
    answers = [ask() for _n in range(4)]
    assert ["a lot in a short time" in answer.content.decode() for answer in answers] == [False] * 3 + [True]
    assert Contact.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once_it_is_asked_once(cast):
    def send(name):
        try:
            return Contact.objects.ask(email="iris@example.org", name=name, consent="Yes.").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(send, ["Iris Teale", "Iris Teale", "I. Teale", "Iris Teale"]))

    assert len(found) == Contact.objects.count() == 1


def test_she_stops_and_asks_again(client, cast, iris, ask):
    link = links.path_for(iris)
    client.post(f"{link}stop/")
    client.post(f"{link}stop/")
    stopped = (Contact.objects.get().state, list(Contact.objects.reachable()))
    ask()
    again = Contact.objects.get().state
    client.post(f"{link_in_last_letter()}confirm/")

    assert (stopped, again, Contact.objects.get().state) == (("stopped", []), "stopped", "confirmed")


def test_she_is_forgotten_for_good(client, cast, iris):
    link = links.path_for(iris)
    page = client.post(f"{link}forget/")

    assert page.status_code == 200
    assert not Contact.objects.exists()
    assert not Guest.objects.filter(email="iris@example.org").exists()
    assert not Email.objects.filter(address="iris@example.org").exists()
    assert client.get(link).status_code == 410


def test_what_she_wrote_as_a_guest_keeps_its_name_until_she_erases_that_too(cast):
    from folkmoot.accounts.models import Audience
    from folkmoot.conversations import guests
    from folkmoot.conversations.models import Thread

    contact = Contact.objects.ask(email="gil@example.org", name="Gil Achterberg", consent="Yes.")
    contact.confirm()
    thread = Thread.objects.start(audience_id=Audience.EVERYONE)
    message = thread.say("Words", guest=cast.gil)
    contact.erase()
    cast.gil.refresh_from_db()
    kept = cast.gil.name
    again = Contact.objects.ask(email="gil@example.org", name="Gil Achterberg", consent="Yes.")
    guests.erase(message.guest)

    assert (kept, again.guest_id) == ("Gil Achterberg", cast.gil.pk)
    assert not Contact.objects.exists()
    cast.gil.refresh_from_db()
    assert cast.gil.email == ""


def test_what_nobody_confirms_is_forgotten_after_two_weeks(client, cast, iris):
    late = Contact.objects.ask(email="late@example.org", name="Lars", consent="Yes.")
    young = Contact.objects.ask(email="young@example.org", name="Yun", consent="Yes.")
    long_ago = timezone.now() - timedelta(days=14, minutes=1)
    Contact.objects.exclude(pk=young.pk).update(asked_at=long_ago)
    Asking.objects.exclude(contact=young).update(asked_at=long_ago)
    Guest.objects.update(created_at=timezone.now() - timedelta(days=60))
    link = links.path_for(late)
    answers = [client.get(link).status_code, client.post(f"{link}confirm/").status_code]
    for work in EVERY["day"]:
        if work.__module__.startswith(("folkmoot.members", "folkmoot.conversations")):
            work()

    assert answers == [410, 410]
    assert tasks.forget_contacts in EVERY["day"]
    assert set(Contact.objects.values_list("email", flat=True)) == {"iris@example.org", "young@example.org"}
    assert {guest.email for guest in Contact.objects.reachable()} == {"iris@example.org"}


@pytest.mark.parametrize("came_back", [False, True])
def test_who_is_welcomed_is_a_contact_no_more(cast, iris, came_back):
    user = User.objects.create_user("iris@example.org", "Iris Teale", confirmed=True)
    if came_back:
        Member.objects.welcome(user, by=cast.cora).leave(by=user)
        Contact.objects.update(state="confirmed", user=None)
    Member.objects.welcome(user, by=cast.cora)
    iris.refresh_from_db()

    assert (iris.state, iris.user, iris.closed_at is None, iris.consent) == ("joined", user, False, "Yes.")
    assert list(Contact.objects.reachable()) == []


def test_whoever_turned_letters_off_does_not_get_them_by_joining(cast, iris):
    Preference.objects.choose(iris.guest, "newsletter", False)
    Preference.objects.choose(iris.guest, "announcement", False)
    Preference.objects.choose(cast.ben, "announcement", True)
    EmailAddress.objects.create(user=cast.ben, email="iris@example.org", verified=True)
    Member.objects.welcome(cast.ben, by=cast.cora)

    chosen = Preference.objects.of(cast.ben).values_list("kind", "on")
    assert dict(chosen) == {"newsletter": False, "announcement": True}


def test_an_address_that_was_not_proved_joins_nobody(cast, iris):
    EmailAddress.objects.create(user=cast.ben, email="iris@example.org", verified=False)
    Member.objects.welcome(cast.ben, by=cast.cora)
    iris.refresh_from_db()
    assert (iris.state, iris.user) == ("confirmed", None)


def test_an_account_with_the_same_address_is_linked(cast, iris, client):
    from allauth.account.signals import email_confirmed

    address = EmailAddress.objects.create(user=cast.ben, email="Iris@example.org", verified=True)
    email_confirmed.send(EmailAddress, request=None, email_address=address)
    client.force_login(cast.ben)
    iris.refresh_from_db()

    assert (iris.user, iris.state) == (cast.ben, "confirmed")
    assert links.path_for(iris) in client.get("/account/").content.decode()


def test_she_hears_when_something_opens_unless_she_turned_it_off(client, cast, iris):
    def tell(key):
        notices.heard(
            Contact.objects.reachable(), key=key, about="A round opens", words="In Leeds.", path=JOIN
        )
        return Email.objects.filter(kind="joining").count()

    first = tell("one")
    letter = Email.objects.get(kind="joining")
    again = tell("one")
    choose = re.search(r"https?://[^/]+(/account/mail/\S+)", letter.text)[1]
    own_page = links.path_for(iris) in client.get(choose).content.decode()
    client.post(re.search(r"https?://[^/]+(/mail/stop/\S+)", letter.text)[1])

    assert (first, again, own_page, tell("two")) == (1, 1, True, 1)
    assert "List-Unsubscribe" in letter.headers
    assert not Preference.objects.get().on


def test_the_team_can_write_to_contacts(cast, iris):
    [part] = [part for part in parts() if part.name == "contacts"]
    assert (part.size, [guest.email for guest in part.guests]) == (1, ["iris@example.org"])


def test_the_team_finds_them_and_takes_the_list_along(client, cast, iris):
    Contact.objects.filter(pk=iris.pk).update(why='=HYPERLINK("http://evil.example")', region="@SUM(1)")
    other = Contact.objects.ask(email="olu@example.org", name="Olu", region="Hull", consent="Yes.")
    other.confirm()
    client.force_login(cast.cora)
    shown = client.get("/team/contacts/?q=leeds&state=confirmed").content.decode()
    everyone = client.get("/team/contacts/").content.decode()
    answer = client.post("/team/contacts/export/?q=iris&state=confirmed")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))

    assert ("Nobody here" in shown, "Iris Teale" in everyone, "Olu" in everyone) == (True, True, True)
    [first] = [row[:5] for row in rows[1:]]
    assert first == [
        *("Iris Teale", "iris@example.org", "'@SUM(1)", '\'=HYPERLINK("http://evil.example")'),
        "Wants to hear from us",
    ]
    entry = Entry.objects.get(verb="activity.exported")
    assert (entry.by, entry.details) == (
        cast.cora,
        {"list": "contacts", "many": 1, "kind": "csv", "words": "iris", "state": "confirmed"},
    )


def test_the_team_adds_somebody_who_confirms_like_anybody(client, cast):
    client.force_login(cast.cora)
    fields = {name: IRIS[name] for name in ("name", "email", "region", "why")}
    without = client.post("/team/contacts/add/", fields)
    answer = client.post("/team/contacts/add/", fields | {"said_so": "on"})
    contact = Contact.objects.get()

    assert (without.status_code, answer.status_code) == (422, 302)
    assert (contact.state, contact.source, contact.added_by) == ("waiting", "team", cast.cora)
    assert "Someone of the team" in Email.objects.get(address="iris@example.org").text


def test_the_team_erases_one(client, cast, iris):
    client.force_login(cast.cora)
    address = reverse("members:contact_remove", args=[iris.pk])
    client.get(address)
    untouched = Contact.objects.count()
    client.post(address)

    assert (untouched, Contact.objects.count()) == (1, 0)
    assert Entry.objects.get(verb="members.contact_erased").by == cast.cora


@pytest.mark.parametrize("who", [None, "ben", "ada", "dev"])
def test_an_address_is_shown_to_nobody_else(client, cast, iris, who):
    if who:
        client.force_login(getattr(cast, who))
    for page in ("/", JOIN, "/people/", "/search/?q=iris", "/account/" if who else "/read/feed/"):
        assert "iris@example.org" not in client.get(page).content.decode().lower()


def test_a_visitor_finds_the_page_and_a_member_need_not(client, cast):
    Community.objects.update(name="Common Ground")
    visitor = client.get("/read/").content.decode()
    client.force_login(cast.ada)

    assert 'href="/join/"' in visitor
    assert "You belong already" in client.get(JOIN).content.decode()
