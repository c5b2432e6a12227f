"""What a link in a letter does: asked first, done once, for one reader, and only while it may be."""

from datetime import timedelta

import pytest
import time_machine
from django.core.signing import BadSignature
from django.utils import timezone

from folkmoot.activity.models import Email, Level
from folkmoot.activity.telling import taps
from folkmoot.activity.telling.taps import Tap
from folkmoot.core import gathering


@pytest.fixture
def done(monkeypatch):
    """[(account, key)] of what the tap "water" of a room above has done; it waters no stones."""
    done = []

    def water(reader, name, key):
        if name != "water" or key == "stone":
            return None
        words = {"title": "Water it?", "words": "It gets a cup.", "button": "Water", "done": "It is wet."}
        is_done = (reader, key) in done
        return Tap(url="/garden/", do=lambda: done.append((reader, key)), is_done=is_done, **words)

    monkeypatch.setitem(gathering._registered, "tap", [water])
    return done


def test_a_get_asks_and_a_post_does_it_once(client, cast, done):
    url = taps.url(cast.ada, "water", "fern")
    assert "It gets a cup." in client.get(url).text
    assert done == []
    assert "It is wet." in client.post(url).text
    assert "It is wet." in client.post(url).text
    assert done == [(cast.ada, "fern")]
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("case", ["not offered", "not any more", "too old", "account gone"])
def test_what_cannot_be_done_any_more_is_said(client, cast, done, case):
    url = taps.url(cast.ada, "oil" if case == "not offered" else "water", "fern")
    if case == "not any more":
        url = taps.url(cast.ada, "water", "stone")
    if case == "account gone":
        cast.ada.is_active = False
        cast.ada.save()
    later = taps.GOOD_FOR + timedelta(hours=1) if case == "too old" else timedelta()
    with time_machine.travel(timezone.now() + later, tick=False):
        for answer in (client.get(url), client.post(url)):
            assert (answer.status_code, "cannot be done any more" in answer.text) == (200, True)
    assert done == []


def test_one_that_is_forged_leads_nowhere(client, cast, done):
    url = taps.url(cast.ada, "water", "fern")
    forged = url.replace("/tap/", f"/tap/{cast.ben.pk}")
    assert [client.get(forged).status_code, client.post(forged).status_code] == [404, 404]
    with pytest.raises(BadSignature):
        taps.read(taps.TAP.sign("ada"))
    assert done == []


def test_what_a_room_offers_stands_in_digests(cast, talk, clock):
    talk.tap = ("Water it", "water", 7)
    talk.people["room.thread-1"] = {cast.ada.pk: Level.DIGEST}
    talk.say(cast.hana)
    clock.move(hours=1)
    clock.move(days=8)
    letter = Email.objects.get(user=cast.ada)
    line = next(line for line in letter.text.splitlines() if line.startswith("Water it: "))
    url = line.removeprefix("Water it: ")
    assert taps.read(url.rstrip("/").rpartition("/")[2]) == (cast.ada, "water", "7")
    assert f'<a href="{url}">Water it</a>' in letter.html
    assert "Mark all of this as read: " in letter.text
