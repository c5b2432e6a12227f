"""Thank you: one a person, counted by name, taken back; never for one's own."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from folkmoot.activity.models import Entry
from folkmoot.conversations.models import Reaction
from folkmoot.core.lifecycle import Refused


def press(client, message, act="thank", **headers):
    return client.post(reverse(f"conversations:{act}", args=[message.pk]), headers=headers)


def test_once_and_by_name(client, cast, thread, shown):
    said = thread.say("Two rounds a day.", author=cast.ada)
    for who in (cast.hana, cast.hana, cast.cora):
        client.force_login(who)
        answer = press(client, said)

    assert answer.headers["Location"] == "/talk/#comment-1"
    assert Reaction.objects.count() == 2
    assert "Hana Kowalczyk and Cora Pritchard say thank you" in shown(thread)
    assert Entry.objects.filter(verb="conversations.thanked").count() == 2


def test_the_button_of_the_page_works(cast, thread, shown):
    """With the token that the site asks of its forms."""
    said = thread.say("Two rounds a day.", author=cast.ada)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', shown(thread, cast.hana))[1]
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.hana)
    browser.cookies["csrftoken"] = token
    url = reverse("conversations:thank", args=[said.pk])

    assert browser.post(url, {"csrfmiddlewaretoken": token}).status_code == 302
    assert Reaction.objects.count() == 1


def test_taken_back(client, cast, thread, shown):
    said = thread.say("Two rounds a day.", author=cast.ada)
    client.force_login(cast.hana)
    press(client, said)
    press(client, said, "unthank")
    press(client, said, "unthank")

    assert Reaction.objects.count() == 0
    assert "thank you" not in shown(thread)


def test_a_part_for_htmx(client, cast, thread):
    said = thread.say("Two rounds a day.", author=cast.ada)
    client.force_login(cast.hana)
    part = press(client, said, **{"HX-Request": "true"}).content.decode()

    assert part.lstrip().startswith(f'<div class="message__back" id="back-{said.pk}">')
    assert "Hana Kowalczyk says thank you" in part
    assert "Take your thanks back" in part


@pytest.mark.parametrize(("who", "status"), [(None, 302), ("ada", 403), ("hana", 302), ("eve", 404)])
def test_by_readers_with_an_account_but_for_ones_own(client, cast, members_thread, who, status):
    said = members_thread.say("Two rounds a day.", author=cast.ada)
    if who:
        client.force_login(getattr(cast, who))

    assert press(client, said).status_code == status
    assert Reaction.objects.count() == (who == "hana")


def test_not_for_what_is_gone(client, cast, thread):
    said = thread.say("Two rounds a day.", author=cast.ada)
    said.withdraw(by=cast.ada)
    client.force_login(cast.hana)

    assert press(client, said).status_code == 404
    with pytest.raises(Refused):
        Reaction.objects.thank(said, by=cast.hana)


def test_strangers_get_no_button(cast, thread, shown):
    thread.say("Two rounds a day.", author=cast.ada)

    assert "/thank/" not in shown(thread)
    assert "/thank/" not in shown(thread, cast.ada)
    assert "/thank/" in shown(thread, cast.hana)
