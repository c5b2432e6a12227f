"""A moderator's own words are others' to decide: for themselves there is no case, and no flag to see."""

import pytest
from django.urls import reverse

from folkmoot.activity.models import Email
from folkmoot.conversations import gathered, tasks
from folkmoot.conversations.models import Message


@pytest.fixture
def own(cast, thread):
    """Cora, of the team, wrote something and Ada flagged it."""
    message = thread.say("Sharp words", author=cast.cora)
    message.flag("unkind", "It hurts.", by=cast.ada)
    return message


def seen_at_the_desk(client, who):
    client.force_login(who)
    page = client.get(reverse("conversations:desk"))
    return "Sharp words" in page.content.decode(), page.context["counts"]["all"]


def test_it_stands_at_the_desk_of_others_alone(client, cast, own):
    found = [seen_at_the_desk(client, who) for who in (cast.cora, cast.fay)]

    assert found == [(False, 0), (True, 1)]
    assert [bool(gathered.desk(who)) for who in (cast.cora, cast.fay)] == [False, True]


@pytest.mark.parametrize("act", ["keep", "hide", "claim", "note", "open_case"])
def test_they_decide_nothing_of_it(client, cast, own, act):
    client.force_login(cast.cora)
    url = reverse(f"conversations:{act}", args=[own.pk])

    assert client.post(url, {"seen": own.version, "reason": "other"}).status_code == 404
    assert client.get(reverse("conversations:case", args=[own.pk])).status_code == 404
    assert Message.objects.get().flags.open().count() == 1


def test_letters_go_to_the_others(cast, own):
    Message.objects.update(created_at="2026-01-01T00:00Z")
    tasks.remind_moderators()

    assert list(Email.objects.filter(kind="moderation").values_list("user", flat=True)) == [cast.fay.pk] * 2
