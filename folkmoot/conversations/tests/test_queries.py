"""The pages of this room cost the same with one comment and with three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse


@pytest.fixture
def queries(client):
    def count(url):
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    return count


@pytest.mark.parametrize("name", ["desk", "history", "blocked", "mine"])
def test_lists(client, cast, thread, guest_says, queries, name):
    client.force_login(cast.cora)
    counts = []
    for number in (1, 2, 3):
        made = {"name": f"Guest {number}", "email": f"guest{number}@example.org"}
        guest_says("Waiting for the team", state="held", **made)
        thread.say("Mine", author=cast.cora).flag("other", by=cast.eve)
        decided = guest_says("Decided", state="held", **made | {"email": f"other{number}@example.org"})
        decided.hide("spam", by=cast.cora)
        from folkmoot.conversations import guests

        guests.block(decided.guest, by=cast.cora)
        if number in (1, 3):
            counts.append(queries(reverse(f"conversations:{name}")))

    assert counts[0] == counts[1] <= 15


def test_the_feed(client, cast, thread, queries):
    counts = []
    for number in range(3):
        thread.say(f"Number {number}", author=cast.ada)
        counts.append(queries(reverse("conversations:feed", args=[thread.pk])))

    assert counts[0] == counts[2] <= 8


@pytest.mark.parametrize("who", [None, "ada"])
def test_the_form(client, cast, thread, queries, who):
    if who:
        client.force_login(getattr(cast, who))
    top = thread.say("Top", author=cast.ada)

    assert queries(reverse("conversations:write", args=[thread.pk]) + f"?to={top.pk}") <= 15


def test_the_case(client, cast, thread, queries):
    client.force_login(cast.cora)
    message = thread.say("Doubtful", author=cast.hana)
    counts = []
    for who in (cast.eve, cast.ben, cast.ada):
        message.flag("other", by=who)
        thread.say("Another by Hana", author=cast.hana)
        counts.append(queries(reverse("conversations:case", args=[message.pk])))

    assert counts[0] == counts[2] <= 18
