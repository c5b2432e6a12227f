"""From a letter, without signing in: say thank you, mark a digest as read."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from folkmoot.activity.models import Digest, Email, Notice, Rhythm
from folkmoot.activity.telling import digests, sending, spreading, taps
from folkmoot.conversations.models import Message, Reaction, ReadingMark

from .groups import joined, opened, said


def link(letter, label):
    line = next(line for line in letter.text.splitlines() if line.startswith(f"{label}: "))
    return line.removeprefix(f"{label}: ")


@pytest.fixture
def talk(cast):
    """A group of Ada's in which Hana wrote twice, in two threads, of which Dev's digest tells."""
    group = opened(cast.ada)
    joined(group, cast.hana, cast.dev)
    threads = [said(group, cast.hana, title=title).thread for title in ("Sleep", "Light")]
    return [thread.messages.get() for thread in threads]


def digest_of(user):
    spreading.spread_strays()
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        sending.send(Notice.objects.due().values_list("pk", flat=True))
        digests.put_together(Rhythm.objects.due().values_list("pk", flat=True))
        return Email.objects.get(user=user, kind="digest")


def test_thanked_from_a_digest(client, cast, talk):
    letter = digest_of(cast.dev)
    url = link(letter, "Thank Hana Kowalczyk")
    assert "Say thank you" in client.get(url).text
    assert not Reaction.objects.exists()
    for _again in range(2):
        assert "You have said thank you" in client.post(url).text
    assert list(Reaction.objects.values_list("message", "user")) == [(talk[1].pk, cast.dev.pk)]


def test_thanked_from_a_letter_at_once(client, cast, talk):
    talk[0].thread.say("With blinds.", author=cast.ada, parent=talk[0])
    spreading.spread_strays()
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        sending.send(Notice.objects.due().values_list("pk", flat=True))
    client.post(link(Email.objects.get(user=cast.hana, kind="comments"), "Thank Ada Okafor"))
    assert Reaction.objects.get().user == cast.hana


@pytest.mark.parametrize("change", ["withdrawn", "left", "own"])
def test_nobody_thanks_for_what_they_may_not_read(client, cast, talk, change):
    message, reader = talk[0], cast.dev
    if change == "withdrawn":
        message.withdraw(by=cast.hana)
    elif change == "left":
        group = message.thread.group_thread.group
        group.reading = "group"
        group.save()
        group.belongings.get(user=cast.dev).leave(by=cast.dev)
    else:
        reader = cast.hana
    url = taps.url(reader, "thank", message.pk)
    assert "cannot be done any more" in client.post(url).text
    assert not Reaction.objects.exists()


def test_a_digest_is_marked_as_read_up_to_what_it_told(client, cast, talk):
    letter = digest_of(cast.dev)
    talk[0].thread.say("Said since.", author=cast.hana)
    url = link(letter, "Mark all of this as read")
    assert "Mark as read" in client.get(url).text
    assert not ReadingMark.objects.of(cast.dev).exists()
    assert "counts as read" in client.post(url).text
    theirs = [message.thread_id for message in talk]
    unread = Message.objects.filter(thread__in=theirs).unread_by(cast.dev)
    assert [message.source for message in unread] == ["Said since."]


def test_nobody_marks_the_digest_of_another(client, cast, talk):
    digest_of(cast.dev)
    digest = Digest.objects.get(user=cast.dev)
    assert "cannot be done any more" in client.post(taps.url(cast.ben, "read", digest.pk)).text
    assert not ReadingMark.objects.exists()
