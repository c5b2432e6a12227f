"""Somebody types an address once more: nothing changes until the link in its letter is used."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from folkmoot.accounts.models import Guest, User
from folkmoot.activity.models import Email, Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.members import links, tasks
from folkmoot.members.models import Asking, Contact, Member

HELD = ["state", "region", "why", "consent", "source", "asked_at", "confirmed_at", "closed_at", "guest_id"]


def asks(name="Iris Teale", **words):
    words = {"region": "Leeds", "why": "Falls.", "consent": "Yes."} | words
    return Contact.objects.ask(email="iris@example.org", name=name, **words)


def mallory_asks():
    return asks("Mallory", region="Nowhere", why="Nonsense", consent="All of it.")


def held():
    contact = Contact.objects.get()
    return [contact.name, *(getattr(contact, name) for name in HELD)]


def link_in_last_letter():
    return re.search(r"https?://[^/]+(/join/me/\S+)", Email.objects.order_by("-pk")[0].text)[1]


@pytest.fixture
def iris(cast):
    """A contact who has confirmed."""
    contact = asks()
    contact.confirm()
    return contact


@pytest.fixture
def stopped(iris):
    iris.stop()
    return iris


@pytest.fixture
def joined(cast, iris):
    """She joined, and has left since: whoever types her address now types that of no member."""
    user = User.objects.create_user("iris@example.org", "Iris Teale", confirmed=True)
    Member.objects.welcome(user, by=cast.cora).leave(by=user)
    iris.refresh_from_db()
    return iris


@pytest.mark.parametrize("contact", ["iris", "stopped", "joined"])
def test_nothing_changes_when_another_types_her_address(request, cast, contact):
    request.getfixturevalue(contact)
    before = held()
    mallory_asks()
    assert held() == before


@pytest.mark.parametrize("contact", ["stopped", "joined"])
def test_the_letter_calls_her_by_her_own_name_and_says_that_nothing_has_changed(request, cast, contact):
    request.getfixturevalue(contact)
    mallory_asks()
    letter = Email.objects.order_by("-pk")[0].text
    assert letter.startswith("Dear Iris Teale,")
    assert "Mallory" not in letter
    assert "nothing you told us before has changed" in letter


def test_by_the_link_she_takes_up_again_and_what_she_agreed_to_before_is_kept(client, stopped):
    asks(region="Hull", consent="Yes, in new words.")
    link = link_in_last_letter()
    shown = client.get(link).content.decode()
    before = Contact.objects.get().state
    client.post(f"{link}confirm/")
    client.post(f"{link}confirm/")

    contact = Contact.objects.get()
    assert ("Hull" in shown, before) == (True, "stopped")
    assert (contact.state, contact.region, contact.consent) == ("confirmed", "Hull", "Yes, in new words.")
    given = contact.askings.given()
    assert list(given.values_list("region", "consent")) == [("Leeds", "Yes."), ("Hull", "Yes, in new words.")]
    assert [
        (entry.verb, entry.details.get("asking")) for entry in Entry.objects.about(contact).order_by("pk")
    ] == [
        ("members.contact_asked", None),
        ("members.contact_confirmed", given[0].pk),
        ("members.contact_stopped", None),
        ("members.contact_asked", None),
        ("members.contact_confirmed", given[1].pk),
    ]


def test_an_old_link_confirms_nothing_that_another_asked(client, stopped):
    mallory_asks()
    client.post(f"{links.path_for(stopped)}confirm/")
    assert held()[:3] == ["Iris Teale", "stopped", "Leeds"]


def test_before_she_confirms_each_link_confirms_its_own_words(client, cast):
    mallory_asks()
    asks()
    letter, link = Email.objects.order_by("-pk")[0].text, link_in_last_letter()
    client.post(f"{link}confirm/")

    assert letter.startswith("Dear Iris Teale,")
    assert held()[:4] == ["Iris Teale", "confirmed", "Leeds", "Falls."]
    assert list(Asking.objects.values_list("name", flat=True)) == ["Iris Teale"]


def test_asked_again_in_the_same_words_it_is_asked_once(cast):
    asks()
    asks()
    assert (Asking.objects.count(), Email.objects.count()) == (1, 1)


def test_what_another_asked_is_forgotten_and_she_stays(stopped):
    mallory_asks()
    Asking.objects.filter(name="Mallory").update(asked_at=timezone.now() - timedelta(days=15))
    asking = Asking.objects.get(name="Mallory")
    with pytest.raises(Refused):
        stopped.confirm(asking)
    tasks.forget_contacts()

    assert list(Asking.objects.values_list("name", flat=True)) == ["Iris Teale"]
    assert held()[:2] == ["Iris Teale", "stopped"]


def test_words_that_lapsed_make_way_for_those_asked_since(cast):
    mallory_asks()
    Contact.objects.update(asked_at=timezone.now() - timedelta(days=15))
    Asking.objects.update(asked_at=timezone.now() - timedelta(days=15))
    asks()
    tasks.forget_contacts()
    assert held()[:4] == ["Iris Teale", "waiting", "Leeds", "Falls."]


def test_who_joins_leaves_nothing_to_confirm(cast, stopped):
    mallory_asks()
    user = User.objects.create_user("iris@example.org", "Iris Teale", confirmed=True)
    Member.objects.welcome(user, by=cast.cora)
    assert (held()[1], list(Asking.objects.values_list("name", flat=True))) == ("joined", ["Iris Teale"])


def test_erased_she_is_gone_under_every_name(client, stopped):
    asks("Iris T.")
    client.post(f"{link_in_last_letter()}confirm/")
    Contact.objects.get().erase()
    assert (Contact.objects.count(), Asking.objects.count()) == (0, 0)
    assert not Guest.objects.filter(email="iris@example.org").exists()


@pytest.mark.django_db(transaction=True)
def test_confirmed_by_two_windows_at_once_it_is_confirmed_once(cast):
    contact = asks()

    def confirm(_number):
        try:
            Contact.objects.get(pk=contact.pk).confirm()
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(3) as pool:
        done = sorted(pool.map(confirm, range(3)))
    assert (done, contact.askings.given().count()) == ([False, False, True], 1)
