"""Whom one cannot ask, in the same words whatever the reason; and how often one may."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.core.lifecycle import Refused
from folkmoot.members.models import Block, Connection, ContactRequest, Profile
from folkmoot.members.tests.requesting import ASK, ask_page, asks, letters, members


def hana_is_not_open(cast):
    cast.hana_profile.edit(by=cast.hana, is_open_to_contact=False)


def hana_keeps_it_to_herself(cast):
    cast.hana_profile.show_fields({"contact": "nobody"}, by=cast.hana)


def hana_left(cast):
    cast.hana.membership.leave(by=cast.hana)


def hana_is_closed(cast):
    User.objects.filter(pk=cast.hana.pk).update(is_active=False)


def hana_blocked(cast):
    Block.objects.block(cast.ada, by=cast.hana)


@pytest.mark.parametrize(
    "closing", [hana_is_not_open, hana_keeps_it_to_herself, hana_left, hana_is_closed, hana_blocked]
)
def test_who_takes_no_requests_is_not_asked_and_no_reason_is_given(client, cast, closing):
    closing(cast)
    client.force_login(cast.ada)
    shown = client.get(ask_page(cast.hana_profile))
    assert shown.status_code == 200
    assert "Hana Kowalczyk does not take requests now." in shown.content.decode()
    assert "Send the request" not in shown.content.decode()
    response = client.post(ask_page(cast.hana_profile), ASK)
    assert response.status_code == 409
    assert "Hana Kowalczyk does not take requests now." in response.content.decode()
    assert "May I ring you?" in response.content.decode()
    person = client.get(cast.hana_profile.get_absolute_url()).content.decode()
    assert ask_page(cast.hana_profile) not in person
    assert letters() == []


def seen_by_ada(client, cast):
    """What Ada sees of Hana: her page, the page for asking, the directory, those who are open."""
    client.force_login(cast.ada)
    addresses = [
        cast.hana_profile.get_absolute_url(),
        ask_page(cast.hana_profile),
        f"{reverse('members:people')}?q=hana",
        f"{reverse('members:people')}?open=yes",
    ]
    pages = [client.get(address).content.decode() for address in addresses]
    return [re.sub(r'value="[\w-]{60,}"|nonce="[^"]+"', "", page) for page in pages]


def test_blocked_looks_like_not_open_to_contact(client, cast):
    cast.hana_profile.edit(by=cast.hana, contact_by=["phone"], contact_when="Mondays")
    cast.hana_profile.edit(by=cast.hana, is_open_to_contact=False)
    closed = seen_by_ada(client, cast)
    cast.hana_profile.edit(by=cast.hana, is_open_to_contact=True)
    open_ones = seen_by_ada(client, cast)
    Block.objects.block(cast.ada, by=cast.hana)
    blocked = seen_by_ada(client, cast)
    assert [one == other for one, other in zip(closed, open_ones, strict=True)] == [False] * 4
    assert closed == blocked


def test_nobody_asks_whom_they_cannot_see(client, cast):
    client.force_login(cast.ben)
    assert client.get(ask_page(cast.hana_profile)).status_code == 404
    assert client.post(ask_page(cast.hana_profile), ASK).status_code == 404
    cast.hana_profile.show_to("nobody", by=cast.hana)
    client.force_login(cast.ada)
    assert client.post(ask_page(cast.hana_profile), ASK).status_code == 404
    with pytest.raises(Refused):
        asks(cast.ada, cast.hana)


def test_nobody_asks_themselves(client, cast):
    client.force_login(cast.ada)
    assert client.post(ask_page(cast.ada_profile), ASK).status_code == 403
    with pytest.raises(Refused):
        asks(cast.ada, cast.ada)


def test_an_author_without_an_account_is_not_asked(client, cast):
    author = Profile.objects.make(name="Old Author", visible="public")
    client.force_login(cast.ada)
    assert client.get(ask_page(author)).status_code == 403


def test_the_database_refuses_what_must_not_be(cast):
    fields = {"purpose": "learn", "words": "x", "words_html": "x"}
    asks(cast.ada, cast.hana)
    for wrong in [
        {"sender": cast.ada, "recipient": cast.ada},
        {"sender": cast.ada, "recipient": cast.hana},
        {"sender": cast.hana, "recipient": cast.ada},
        {"sender": cast.ada, "recipient": cast.cora, "state": "accepted"},
        {"sender": cast.ada, "recipient": cast.cora, "closed_at": timezone.now()},
    ]:
        with pytest.raises(IntegrityError), transaction.atomic():
            ContactRequest.objects.create(**fields, **wrong)
    agreed = dict.fromkeys(["first_agreed_at", "second_agreed_at"], timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Connection.objects.create(first=cast.hana, second=cast.ada, source="coffee", **agreed)


def test_five_a_day_and_no_more_with_nothing_lost(client, cast):
    *first, last = members(6)
    for person in first:
        asks(cast.ada, person)
    client.force_login(cast.ada)
    response = client.post(ask_page(Profile.objects.get(user=last)), ASK)
    assert response.status_code == 409
    assert "You have sent 5 requests in a day." in response.content.decode()
    assert "May I ring you?" in response.content.decode()


def test_ten_waiting_and_no_more(cast):
    *first, last = members(11)
    for person in first:
        asked = asks(cast.ada, person)
        ContactRequest.objects.filter(pk=asked.pk).update(asked_at=timezone.now() - timedelta(days=2))
    with pytest.raises(Refused, match="You have 10 requests waiting"):
        asks(cast.ada, last)
    asked.withdraw(by=cast.ada)
    assert asks(cast.ada, last).is_waiting


def test_after_not_now_the_same_person_is_left_in_peace_for_a_while(cast):
    asks(cast.ada, cast.hana).not_now(by=cast.hana)
    with pytest.raises(Refused, match="You can ask again from"):
        asks(cast.ada, cast.hana)
    ContactRequest.objects.update(closed_at=timezone.now() - timedelta(days=91))
    assert asks(cast.ada, cast.hana).is_waiting
