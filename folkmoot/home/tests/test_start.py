"""`folkmoot start` leaves an empty, branded, working site with its first administrator."""

import re

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from folkmoot.accounts.models import Community, Policy, User

ANSWERS = {
    "name": "Gweithdy",
    "administrator": "Fay Llewelyn-Rhŷs <Fay@Example.org>",
    "colour": "7a1f3d",
    "time_zone": "Europe/Dublin",
    "languages": "en,cy",
    "sender": "hello@example.org",
}


def start(capsys=None, **changes):
    call_command("start", **ANSWERS | changes)
    return capsys.readouterr().out if capsys else ""


def test_the_community_carries_what_was_answered(db):
    start()
    community = Community.objects.get()
    assert {
        "name": community.name,
        "colour": community.colour,
        "time_zone": community.time_zone,
        "languages": community.languages,
        "sender": community.sender_address,
    } == {
        "name": "Gweithdy",
        "colour": "#7a1f3d",
        "time_zone": "Europe/Dublin",
        "languages": ["en-gb", "cy"],
        "sender": "hello@example.org",
    }


def test_there_is_one_person_in_it_an_administrator(db):
    start()
    fay = User.objects.get()
    assert (fay.email, fay.name, fay.is_administrator) == ("fay@example.org", "Fay Llewelyn-Rhŷs", True)


def test_every_door_opens(client, db):
    start()
    for address in ("/", "/read/", "/people/", "/groups/", "/events/", "/learn/", "/policies/comments/"):
        page = client.get(address)
        assert (address, page.status_code) == (address, 200)
        assert "Gweithdy" in page.text


def test_the_first_policies_are_in_force(db):
    start()
    assert {policy.slug: policy.must_agree for policy in Policy.objects.in_force()} == {
        "comments": False,
        "conduct": True,
        "privacy": False,
    }


def test_the_printed_link_signs_the_administrator_in_once(client, db, capsys):
    path = re.search(r"http://\S+(/account/arrive/\S+)", start(capsys))[1]

    assert "Fay Llewelyn-Rhŷs" in client.get(path).text
    assert "_auth_user_id" not in client.session  # looking at it signs nobody in

    assert client.post(path).status_code == 302
    assert client.session["_auth_user_id"] == str(User.objects.get().pk)

    client.logout()
    assert client.post(path).status_code == 410
    assert "_auth_user_id" not in client.session


def test_it_refuses_to_begin_twice(db):
    start()
    with pytest.raises(CommandError, match="has begun already"):
        start(name="Another")
    assert Community.objects.get().name == "Gweithdy"


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("colour", "green", "six digits"),
        ("time_zone", "Europe/Atlantis", "no time zone"),
        ("languages", "en,tlh", "Choose from en-gb, cy"),
        ("administrator", "fay@example.org", "Write it as"),
        ("administrator", "Fay <nowhere>", "not an e-mail address"),
        ("sender", "nowhere", "not an e-mail address"),
        ("name", "  ", "Please write something"),
    ],
)
def test_a_wrong_answer_is_told_in_words_and_nothing_begins(db, option, value, words):
    with pytest.raises(CommandError, match=words):
        start(**{option: value})
    assert not User.objects.exists()


def test_a_letter_is_tried_where_a_mail_server_is_set_up(db, capsys, monkeypatch, mailoutbox):
    monkeypatch.setattr(settings, "MAIL_URL", "smtp://mail.example.org")
    told = start(capsys)
    assert [letter.to for letter in mailoutbox] == [["fay@example.org"]]
    assert "/account/arrive/" not in told
