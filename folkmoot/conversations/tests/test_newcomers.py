"""In its first week a new account writes little, until the team has let something stand."""

from datetime import timedelta

import pytest
from django.utils import timezone

from folkmoot.conversations.models import Message
from folkmoot.conversations.newcomers import is_new
from folkmoot.core.lifecycle import Refused
from folkmoot.files.models import File

from .test_enclose import paper, picture


def test_five_messages_a_day(cast, thread):
    for number in range(5):
        thread.say(f"Number {number}", author=cast.ben)
    with pytest.raises(Refused, match="you can write 5 messages a day"):
        thread.say("Number 5", author=cast.ben)
    Message.objects.update(created_at=timezone.now() - timedelta(days=1, minutes=1))

    assert thread.say("Number 5", author=cast.ben).state == "held"


def test_two_links(cast, thread):
    links = " ".join(["https://example.org/"] * 3)
    with pytest.raises(Refused, match="at most 2 links"):
        thread.say(links, author=cast.ben)

    held = thread.say("One", author=cast.ben)
    with pytest.raises(Refused, match="at most 2 links"):
        held.edit(links, by=cast.ben)

    assert thread.say(links, author=cast.ada).is_shown


def test_one_picture(cast, thread, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    def files(*uploads):
        return [(File.objects.keep(upload, by=cast.ben), "A trolley") for upload in uploads]

    with pytest.raises(Refused, match="one picture"):
        thread.say("See here", author=cast.ben, files=files(picture(), picture()))

    assert thread.say("See here", author=cast.ben, files=files(picture(), paper())).enclosures.count() == 2


def test_nobody_is_new_whom_something_speaks_for(cast, thread):
    approved = thread.say("First", author=cast.eve)
    approved.approve(by=cast.cora)
    cast.gwen = type(cast.ben).objects.create_user(
        "gwen@example.org", "Gwen", confirmed=True, date_joined=timezone.now() - timedelta(days=8)
    )
    people = ("ben", "eve", "gwen", "ada", "dev", "cora")

    assert {who: is_new(getattr(cast, who), Message.objects) for who in people} == {
        "ben": True, "eve": False, "gwen": False, "ada": False, "dev": False, "cora": False,
    }  # fmt: skip
