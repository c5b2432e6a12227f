"""An author changes a comment for fifteen minutes, and deletes it at any time."""

import pytest
from django.urls import reverse
from django.utils import timezone

from folkmoot.conversations.models import Message
from folkmoot.conversations.models.message import REWORDABLE_FOR
from folkmoot.core.lifecycle import Refused


def test_within_fifteen_minutes(client, cast, thread):
    message = thread.say("Frist", author=cast.ada)
    client.force_login(cast.ada)
    client.post(reverse("conversations:edit", args=[message.pk]), {"source": "First"})

    message.refresh_from_db()
    assert (message.source, message.html, message.edited_at is None) == ("First", "<p>First</p>\n", False)


def test_not_after_thirty_days_and_the_words_are_kept(client, cast, thread):
    message = thread.say("First", author=cast.ada)
    Message.objects.update(shown_at=timezone.now() - REWORDABLE_FOR)
    client.force_login(cast.ada)
    url = reverse("conversations:edit", args=[message.pk])
    page = client.post(url, {"source": "Second thoughts"}).content.decode()

    assert Message.objects.get().source == "First"
    assert "thirty days" in page
    assert "Second thoughts</textarea>" in page
    assert "<textarea" not in client.get(url).content.decode()


@pytest.mark.parametrize("act", ["edit", "withdraw"])
def test_nobody_elses(client, cast, thread, members_thread, act):
    shown = thread.say("Mine", author=cast.ada)
    held = thread.say("Not yet", author=cast.ben)
    inside = members_thread.say("Inside", author=cast.ada)
    client.force_login(cast.eve)
    found = [
        client.post(reverse(f"conversations:{act}", args=[m.pk]), {"source": "Eve was here"}).status_code
        for m in (shown, held, inside)
    ]

    assert found == [403, 404, 404]
    assert set(Message.objects.values_list("source", flat=True)) == {"Mine", "Not yet", "Inside"}


def test_a_held_one_as_long_as_nobody_decided(cast, thread):
    message = thread.say("First", author=cast.ben)
    Message.objects.update(created_at="2026-01-01T00:00Z")
    message.edit("Better", by=cast.ben)
    message.hide("other", by=cast.cora)
    with pytest.raises(Refused):
        message.edit("Sneaky", by=cast.ben)

    assert Message.objects.get().source == "Better"


def test_deleting_leaves_a_note_only_where_someone_replied(client, cast, thread):
    top = thread.say("Top secret words", author=cast.ada)
    thread.say("Reply", author=cast.hana, parent=top)
    alone = thread.say("Alone", author=cast.ada)
    client.force_login(cast.ada)
    client.get(reverse("conversations:withdraw", args=[alone.pk]))
    still = Message.objects.get(pk=alone.pk).state
    for message in (top, alone):
        client.post(reverse("conversations:withdraw", args=[message.pk]))

    thread.refresh_from_db()
    assert still == "shown"
    assert [(m.number, m.state, m.source) for m in thread.messages.standing()] == [
        (1, "deleted", ""),
        (2, "shown", "Reply"),
    ]
    assert thread.shown_count == 1


def test_deleting_twice_is_refused(cast, thread):
    message = thread.say("Once", author=cast.ada)
    stale = Message.objects.get()
    message.withdraw(by=cast.ada)
    with pytest.raises(Refused):
        stale.withdraw(by=cast.ada)

    assert Message.objects.get().state == "deleted"
