"""After fifteen minutes a change is seen: every earlier wording is kept for whoever reads the message."""

import pytest
from django.urls import reverse
from django.utils import timezone

from folkmoot.conversations import guests
from folkmoot.conversations.models import Message, Wording
from folkmoot.conversations.models.message import EDITABLE_FOR
from folkmoot.core.lifecycle import Refused


@pytest.fixture
def reworded(cast, thread):
    """Ada's comment, changed at once and twice later."""
    message = thread.say("Frist", author=cast.ada)
    message.edit("First", by=cast.ada)
    later(message)
    message.edit("Second", by=cast.ada)
    message.edit("Third", by=cast.ada)
    return message


def later(message):
    Message.objects.filter(pk=message.pk).update(shown_at=timezone.now() - EDITABLE_FOR)
    message.refresh_from_db()


def test_each_earlier_one_is_kept_but_those_of_the_first_minutes(reworded):
    kept = list(Wording.objects.in_order().values_list("source", "html"))

    assert kept == [("First", "<p>First</p>\n"), ("Second", "<p>Second</p>\n")]
    assert reworded.source == "Third"


def test_the_same_words_are_no_change(cast, reworded):
    reworded.edit("Third", by=cast.ada)

    assert Wording.objects.count() == 2


@pytest.mark.parametrize("who", [None, "eve", "ada"])
def test_whoever_reads_it_reads_them(client, cast, reworded, thread, shown, who):
    user = getattr(cast, who) if who else None
    if user:
        client.force_login(user)
    address = reverse("conversations:wordings", args=[reworded.pk])
    page = client.get(address).content.decode()

    assert address in shown(thread, user)
    assert [page.index(words) for words in ("Third", "Second", "First")] == sorted(
        page.index(words) for words in ("Third", "Second", "First")
    )
    assert "Frist" not in page


def test_not_of_what_others_may_not_read(client, cast, members_thread):
    message = members_thread.say("Inside", author=cast.ada)
    client.force_login(cast.eve)

    assert client.get(reverse("conversations:wordings", args=[message.pk])).status_code == 404


@pytest.mark.parametrize("act", ["hide", "withdraw"])
def test_not_of_what_is_gone_also_for_the_team(client, cast, reworded, thread, act):
    thread.say("A reply", author=cast.hana, parent=reworded)
    reworded.hide("other", by=cast.cora) if act == "hide" else reworded.withdraw(by=cast.ada)
    client.force_login(cast.cora)

    assert client.get(reverse("conversations:wordings", args=[reworded.pk])).status_code == 404
    assert Wording.objects.count() == (2 if act == "hide" else 0)


def test_guests_have_fifteen_minutes(guest_says):
    message = guest_says("First", state="shown")
    later(message)
    with pytest.raises(Refused, match="fifteen minutes"):
        message.edit("Second")

    assert Wording.objects.count() == 0


def test_erased_with_the_words(cast, guest_says):
    message = guest_says("First", state="shown")
    Wording.objects.create(message=message, source="Before", html="<p>Before</p>", until=timezone.now())
    guests.erase(message.guest, words=True)

    assert Wording.objects.count() == 0
