"""Searching in threads: words, from, in, before, after; what one may not read does not match."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from folkmoot.conversations.models import Message


@pytest.fixture
def found(client, cast):
    """The numbers of the pages' messages that somebody finds."""

    def numbers(who=None, **asked):
        if who:
            client.force_login(getattr(cast, who))
        page = client.get(reverse("conversations:find"), asked)
        assert page.status_code == 200
        return [message.source for message in page.context["page"]]

    return numbers


@pytest.fixture
def wrote(cast, thread, members_thread, guest_says):
    """Something in the open, by three, one long ago; something among members; something held."""
    thread.say("Wombats dig", author=cast.ada)
    old = thread.say("Wombats sleep", author=cast.hana)
    Message.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=400))
    guest_says("Wombats bite", state="shown")
    members_thread.say("Wombats whisper", author=cast.ada)
    thread.say("Wombats wait", author=cast.ben)


@pytest.mark.parametrize(
    ("who", "asked", "sources"),
    [
        (None, {"q": "wombats"}, ["Wombats bite", "Wombats dig", "Wombats sleep"]),
        ("ada", {"q": "wombats"}, ["Wombats whisper", "Wombats bite", "Wombats dig", "Wombats sleep"]),
        ("eve", {"q": "whisper"}, []),
        (None, {"q": "wombats bite"}, ["Wombats bite"]),
        (None, {"from": "okafor"}, ["Wombats dig"]),
        (None, {"from": "achterberg"}, ["Wombats bite"]),
        (None, {"from": "gil@example.org"}, []),
        (None, {"q": "wombats", "after": "today"}, ["Wombats bite", "Wombats dig"]),
        (None, {"q": "wombats", "before": "today"}, ["Wombats sleep"]),
        (None, {"q": "wombats", "before": "nonsense"}, []),
        (None, {"q": "wombats", "before": "9999-12-31"}, []),
        (None, {"q": "wombats", "after": "0001-01-01"}, []),
        (None, {}, []),
    ],
)
def test_what_fits(found, wrote, who, asked, sources):
    today = timezone.localdate().isoformat()

    assert found(who, **{name: value.replace("today", today) for name, value in asked.items()}) == sources


def test_in_one_thread(found, wrote, thread, members_thread):
    assert found("ada", **{"in": members_thread.pk}) == ["Wombats whisper"]
    assert found("eve", **{"in": members_thread.pk, "q": "wombats"}) == [
        "Wombats bite", "Wombats dig", "Wombats sleep",
    ]  # fmt: skip
    assert found("ada", **{"in": "9" * 30}) == []
