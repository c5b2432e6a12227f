"""Invitations: only where the team said so, once each, with who says it, how to sign in and how to say no."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.activity.models import Email, Entry
from folkmoot.members.models import Declined, Member

from . import tables
from .conftest import outcomes, told

NO = re.compile(r"/join/no/[^\s/]+/")


@pytest.fixture
def run(bring):
    return bring(
        [*tables.people(2), ["ada@example.org", "Ada Okafor", "", "", "", "", "", ""]],
        known="fill",
        invites=True,
    )


def letter():
    return Email.objects.get(address="people.0@example.org")


def test_the_letter_says_who_what_how_and_how_not(run):
    text = letter().text
    assert letter().subject == "Welcome to Common Ground"
    assert "Cora Pritchard has entered you as a member of Common Ground" in text
    assert "/account/login/" in text
    assert NO.search(text)
    assert letter().sender == "Cora Pritchard via Common Ground"


def test_only_who_is_new_is_written_to_and_once(run):
    assert sorted(Email.objects.values_list("address", flat=True)) == [
        *("people.0@example.org", "people.1@example.org")
    ]
    assert run.rows.exclude(invited_at=None).count() == 2


def test_saying_no_takes_one_out_for_good(run, client, check):
    address = NO.search(letter().text)[0]
    seen = client.get(address)
    assert (seen.status_code, User.objects.filter(email="people.0@example.org").exists()) == (200, True)
    assert client.post(address).status_code == 200
    assert not User.objects.filter(email="people.0@example.org").exists()
    assert (outcomes(run)[2], told(run, 2)) == ("undone", ["withdrawn"])
    assert Entry.objects.get(verb="members.import_declined").thing == run
    assert outcomes(check(list(tables.people(1)))) == {2: "faulty"}
    assert [client.get(address).status_code, client.post(address).status_code] == [410, 410]


def test_who_has_signed_in_leaves_and_keeps_what_is_theirs(run, client):
    invited = User.objects.get(email="people.0@example.org")
    client.force_login(invited)
    client.post(NO.search(letter().text)[0])
    invited.refresh_from_db()
    assert (invited.is_member, Member.objects.get(user=invited).left_on is not None) == (False, True)
    assert Declined.objects.among({invited.email}) == {invited.email}


def test_nothing_of_them_is_left_in_the_table(run, client):
    client.post(NO.search(letter().text)[0])
    row = run.rows.get(line=2)
    assert (row.email, row.name, row.data, row.before) == ("", "", {}, {})


def test_an_old_letter_in_other_hands_does_nothing(run, client, cast):
    address = NO.search(letter().text)[0]
    with time_machine.travel(timezone.now() + timedelta(days=61)):
        assert client.post(address).status_code == 410
    invited = User.objects.get(email="people.0@example.org")
    client.force_login(invited)
    client.force_login(cast.ada)
    assert [client.get(address).status_code, client.post(address).status_code] == [410, 410]
    assert User.objects.get(pk=invited.pk).is_member


def test_a_forged_link_leads_nowhere(run, client):
    assert client.get("/join/no/1~forged/").status_code == 410
    assert client.post("/join/no/1~forged/").status_code == 410
    assert User.objects.filter(email="people.0@example.org").exists()


def test_they_sign_in_by_a_code(run, client):
    client.post("/account/login/code/", {"email": "people.0@example.org"})
    code = Email.objects.filter(address="people.0@example.org").order_by("-pk").first()
    assert code.is_secret
