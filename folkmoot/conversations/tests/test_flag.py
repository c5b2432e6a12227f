"""Anyone who can read a comment may flag it, but for its author."""

import pytest
from django.urls import reverse

from folkmoot.activity.models import Email
from folkmoot.conversations.models import Flag


def flag(client, message, **fields):
    return client.post(reverse("conversations:flag", args=[message.pk]), {"reason": "unkind", **fields})


def test_a_guest_flags_and_the_team_is_told(client, cast, thread):
    message = thread.say("Sharp words", author=cast.ada)
    answer = flag(client, message, words="This hurts.")

    assert (answer.status_code, Flag.objects.get().by) == (200, None)
    assert set(Email.objects.filter(kind="moderation").values_list("user", flat=True)) == {
        cast.cora.pk,
        cast.fay.pk,
    }


def test_an_account_flags_once_until_it_is_answered(client, cast, thread):
    message = thread.say("Sharp words", author=cast.ada)
    client.force_login(cast.eve)
    flag(client, message)
    flag(client, message)

    assert Flag.objects.count() == 1


def test_not_ones_own_nor_what_one_cannot_read(client, cast, thread, members_thread):
    mine = thread.say("Mine", author=cast.ada)
    inside = members_thread.say("Inside", author=cast.hana)
    hidden = thread.say("Hidden", author=cast.hana)
    hidden.hide("spam", by=cast.cora)
    found = [flag(client, message).status_code for message in (inside, hidden)]
    client.force_login(cast.ada)

    assert (found, flag(client, mine).status_code) == ([404, 404], 403)
    assert Flag.objects.count() == 0


@pytest.mark.parametrize("fields", [{"reason": ""}, {"website": "http://x.example"}, {"words": "x" * 1001}])
def test_nonsense_is_refused_and_kept(client, cast, thread, fields):
    message = thread.say("Fine", author=cast.ada)
    answer = flag(client, message, **{"words": "My reasons", **fields})

    assert (answer.status_code, Flag.objects.count()) == (200, 0)
    assert fields.get("words", "My reasons") in answer.content.decode()


def test_no_more_than_ten_an_hour(client, cast, thread):
    messages = [thread.say(f"Number {n}", author=cast.ada) for n in range(11)]
    last = [flag(client, message) for message in messages][-1]

    assert Flag.objects.count() == 10
    assert "a lot in a short time" in last.content.decode()


def test_the_author_deletes_and_the_flagger_is_told(cast, thread):
    message = thread.say("Sharp words", author=cast.ada)
    message.flag("unkind", by=cast.eve)
    message.withdraw(by=cast.ada)

    assert Flag.objects.get().outcome == "gone"
    assert "deleted it since" in Email.objects.get(key__startswith="flag-").text
