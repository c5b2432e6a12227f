"""The team's verbs: approve, hide, keep, claim; who may not, what was seen, two at once."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from folkmoot.accounts.models import Guest
from folkmoot.activity.models import Email, Entry
from folkmoot.conversations.models import Message
from folkmoot.core.lifecycle import Refused

ACTS = ["approve", "keep", "hide", "claim", "release"]


def press(client, act, message, **fields):
    url = reverse(f"conversations:{act}", args=[message.pk])
    flags = message.flags.order_by("-pk").values_list("pk", flat=True)
    return client.post(url, {"seen": message.version, "flag": flags.first() or "", **fields})


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(("who", "status"), [("ben", 403), ("ada", 403), ("dev", 403)])
def test_only_the_team_decides(client, cast, guest_says, act, who, status):
    message = guest_says(state="held")
    client.force_login(getattr(cast, who))

    assert press(client, act, message, reason="spam").status_code == status
    assert Message.objects.get().state == "held"


@pytest.mark.parametrize("name", ["desk", "history", "blocked", "paused"])
def test_the_desk_is_closed_to_others(client, cast, name):
    url = reverse(f"conversations:{name}")
    found = {None: client.get(url).status_code}
    for who in ("ben", "ada", "dev", "cora", "fay"):
        client.force_login(getattr(cast, who))
        found[who] = client.get(url).status_code

    assert found == {None: 302, "ben": 403, "ada": 403, "dev": 403, "cora": 200, "fay": 200}


def test_what_a_guest_never_confirmed_is_no_case(client, cast, guest_says):
    client.force_login(cast.cora)

    assert client.get(reverse("conversations:case", args=[guest_says().pk])).status_code == 404


def test_approve_shows_it_trusts_the_address_and_tells_the_guest(client, cast, thread, guest_says):
    message = guest_says(state="held")
    client.force_login(cast.cora)
    answer = press(client, "approve", message)

    message.refresh_from_db()
    thread.refresh_from_db()
    assert answer.headers["Location"] == reverse("conversations:desk")
    assert (message.state, message.number, message.decided_by) == ("shown", 1, cast.cora)
    assert thread.shown_count == 1
    assert Guest.objects.get(email="gil@example.org", name="Gil Achterberg").trusted_at is not None
    letter = Email.objects.get(key__startswith="approved")
    assert (letter.address, letter.kind) == ("gil@example.org", "account")
    assert "/conversations/g/" in letter.text
    assert Entry.objects.about(message).filter(verb="conversations.approved", by=cast.cora).count() == 1


def test_hide_tells_the_author_why_and_takes_it_from_the_count(client, cast, thread):
    message = thread.say("Buy my course", author=cast.ada)
    client.force_login(cast.cora)
    press(client, "hide", message, reason="spam", words="Please post this\nwhere offers go.")

    message.refresh_from_db()
    thread.refresh_from_db()
    letter = Email.objects.get(key__startswith="hidden")
    assert (message.state, message.reason, thread.shown_count, thread.last_at) == ("hidden", "spam", 0, None)
    assert "It advertises something" in letter.text
    assert "> Please post this\n> where offers go." in letter.text
    assert letter.user == cast.ada


def test_hide_asks_for_a_reason_and_keeps_the_words(client, cast, thread):
    message = thread.say("Hm", author=cast.ada)
    client.force_login(cast.cora)
    page = press(client, "hide", message, words="My long explanation").content.decode()

    assert Message.objects.get().state == "shown"
    assert "My long explanation</textarea>" in page
    assert "Choose a reason" in page


def test_hide_can_block_the_address(client, cast, guest_says):
    message = guest_says(state="held")
    client.force_login(cast.cora)
    press(client, "hide", message, reason="spam", block="on")
    second = guest_says("Again", email="gil@example.org", name="Other name")

    with pytest.raises(Refused):
        second.confirm()
    assert Message.objects.get(pk=second.pk).state == "waiting"


def test_what_was_hidden_can_be_shown_again_in_its_place(cast, thread):
    first = thread.say("One", author=cast.ada)
    thread.say("Two", author=cast.hana)
    first.hide("other", by=cast.cora)
    first.approve(by=cast.cora)

    assert [(m.source, m.number) for m in thread.messages.standing()] == [("One", 1), ("Two", 2)]


def test_the_second_of_two_moderators_is_told(client, cast, guest_says):
    message = guest_says(state="held")
    seen = message.version
    message.approve(by=cast.fay)
    client.force_login(cast.cora)
    url = reverse("conversations:hide", args=[message.pk])
    answer = client.post(url, {"seen": seen, "reason": "spam"})

    assert answer.status_code == 409
    assert "Someone else was quicker" in answer.content.decode()
    assert Message.objects.get().state == "shown"


def test_what_its_author_changed_meanwhile_is_looked_at_again(client, cast, thread):
    message = thread.say("Harmless", author=cast.ben)
    seen = message.version
    message.edit("Not harmless", by=cast.ben)
    client.force_login(cast.cora)
    answer = client.post(reverse("conversations:approve", args=[message.pk]), {"seen": seen})

    assert (answer.status_code, Message.objects.get().state) == (409, "held")


def test_a_stale_object_cannot_decide(cast, guest_says):
    message = guest_says(state="held")
    stale = Message.objects.get()
    message.approve(by=cast.cora)
    with pytest.raises(Refused):
        stale.hide("spam", by=cast.fay)

    assert Message.objects.get().state == "shown"


def test_a_claimed_case_is_decided_by_whoever_claimed_it(client, cast, guest_says):
    message = guest_says(state="held")
    message.claim(by=cast.fay)
    client.force_login(cast.cora)
    refused = press(client, "claim", message).status_code
    decided = press(client, "approve", message).status_code
    page = client.get(reverse("conversations:case", args=[message.pk])).content.decode()
    press(client, "release", message)  # not hers to let go
    message.refresh_from_db()
    still = message.claimed_by
    message.release(by=cast.fay)
    later = press(client, "approve", message).status_code

    assert (refused, decided, still, later) == (409, 409, cast.fay, 302)
    assert "Fay Llewelyn-Rhŷs is looking at this one" in page


def test_a_claim_ends_by_itself(cast, guest_says):
    message = guest_says(state="held")
    message.claim(by=cast.fay)
    Message.objects.update(claimed_at="2026-01-01T00:00Z")
    message.refresh_from_db()
    message.claim(by=cast.cora)

    assert message.claimed_by == cast.cora


def test_flags_are_answered_by_keep_and_by_hide(client, cast, thread):
    message = thread.say("Doubtful", author=cast.ada)
    message.flag("false", "The figure is wrong.", by=cast.eve)
    client.force_login(cast.cora)
    queue = client.get(reverse("conversations:desk") + "?show=flagged").content.decode()
    press(client, "keep", message)
    message.flag("unkind", by=cast.eve)
    message.refresh_from_db()
    press(client, "hide", message, reason="unkind")

    answers = Email.objects.filter(key__startswith="flag-").order_by("pk")
    assert "Ada Okafor on “Tea rounds that work”" in queue
    assert [flag.outcome for flag in message.flags.order_by("pk")] == ["kept", "hidden"]
    assert ["it stays" in letter.text for letter in answers] == [True, False]
    assert {letter.user for letter in answers} == {cast.eve}


def test_a_flag_that_came_meanwhile_still_waits(client, cast, thread):
    message = thread.say("Doubtful", author=cast.ada)
    message.flag("false", by=cast.eve)
    client.force_login(cast.cora)
    page = client.get(reverse("conversations:case", args=[message.pk])).content.decode()
    seen = message.flags.get()
    later = message.flag("private", "My number is in it.", by=cast.hana)
    press(client, "keep", message, flag=seen.pk)

    assert f'name="flag" value="{seen.pk}"' in page
    assert list(message.flags.open()) == [later]
    assert list(Message.objects.for_the_team()) == [message]


def test_the_case_says_what_it_said_before(client, cast, thread):
    message = thread.say("Far worse words", author=cast.ada)
    message.flag("unkind", by=cast.eve)
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        message.edit("Harmless words", by=cast.ada)
    client.force_login(cast.cora)
    page = client.get(reverse("conversations:case", args=[message.pk])).content.decode()

    assert ["Far worse words" in page, "Harmless words" in page] == [True, True]


def test_keep_twice_is_refused(cast, thread):
    message = thread.say("Doubtful", author=cast.ada)
    message.flag("false", by=cast.eve)
    message.keep(by=cast.cora)
    with pytest.raises(Refused):
        message.keep(by=cast.fay)

    assert Entry.objects.about(message).filter(verb="conversations.kept").count() == 1


def test_the_history_says_who_decided_what_and_why(client, cast, guest_says):
    guest_says("Shown one", state="held").approve(by=cast.cora)
    other = guest_says("Advertisement", state="waiting", email="spam@example.org", name="Sam")
    other.confirm()
    other.hide("spam", by=cast.fay)
    client.force_login(cast.cora)
    page = client.get(reverse("conversations:history")).content.decode()

    assert all(words in page for words in ("Cora Pritchard", "Shown one", "Fay Llewelyn-Rhŷs", "advertises"))


def test_block_unblock_and_trust(client, cast, guest_says):
    message = guest_says(state="held")
    client.force_login(cast.cora)
    found = []
    for act in ("trust", "block", "unblock"):
        client.post(reverse("conversations:guest", args=[message.guest_id, act]))
        guest = Guest.objects.get(pk=message.guest_id)
        found.append((bool(guest.trusted_at), bool(guest.blocked_at)))
    again = client.post(reverse("conversations:guest", args=[message.guest_id, "unblock"]))
    client.force_login(cast.ada)
    closed = client.post(reverse("conversations:guest", args=[message.guest_id, "block"]))

    assert found == [(True, False), (False, True), (False, False)]
    assert (again.status_code, closed.status_code) == (409, 403)


def test_the_team_is_told_at_most_once_an_hour(cast, guest_says):
    for number in range(3):
        guest_says(f"Number {number}", state="held")

    assert Email.objects.filter(kind="moderation", user=cast.cora).count() == 1


def test_the_team_is_reminded_once_a_day(cast, guest_says):
    from folkmoot.conversations import tasks

    guest_says(state="held")
    tasks.remind_moderators()
    none_yet = Email.objects.filter(key__startswith="moderation-day").count()
    Message.objects.update(created_at="2026-01-01T00:00Z")
    tasks.remind_moderators()
    tasks.remind_moderators()

    assert none_yet == 0
    assert set(Email.objects.filter(key__startswith="moderation-day").values_list("user", flat=True)) == {
        cast.cora.pk,
        cast.fay.pk,
    }
    assert Email.objects.filter(key__startswith="moderation-day").count() == 2


def test_today_counts_what_waits(cast, guest_says):
    from folkmoot.conversations import gathered

    guest_says(state="held")

    assert [line["count"] for line in gathered.today(cast.cora)] == [1]
    assert gathered.today(cast.ada) == []
