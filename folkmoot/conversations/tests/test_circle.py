"""In a circle it does not read, the team gets only what was flagged or hidden, after opening the case."""

import pytest
from django.urls import reverse

from folkmoot.accounts.models import Audience
from folkmoot.activity.models import Email, Entry
from folkmoot.conversations.models import Thread


@pytest.fixture
def circle(cast, put_under):
    """A talk of Ada and Ben alone."""
    audience = Audience.objects.create(kind=Audience.Kind.CIRCLE)
    audience.people.add(cast.ada, cast.ben)
    thread = Thread.objects.start(title="Between us", audience_id=audience.pk)
    return put_under(thread, speaks_of="messages", may_read=lambda user: user in (cast.ada, cast.ben))


def case(client, message):
    answer = client.get(reverse("conversations:case", args=[message.pk]))
    return answer.status_code, answer.content.decode()


def press(client, act, message, **fields):
    message.refresh_from_db()
    url = reverse(f"conversations:{act}", args=[message.pk])
    flags = message.flags.order_by("-pk").values_list("pk", flat=True)
    return client.post(url, {"seen": message.version, "flag": flags.first() or "", **fields}).status_code


def test_what_nobody_flagged_does_not_exist_for_the_team(client, cast, circle):
    message = circle.say("Private words", author=cast.ada)
    client.force_login(cast.cora)

    assert case(client, message)[0] == 404
    assert press(client, "hide", message, reason="other") == 404
    assert client.get(message.get_absolute_url()).status_code == 404


def test_what_was_flagged_is_opened_first_and_that_is_recorded(client, cast, circle):
    before = circle.say("What came before", author=cast.ben)
    message = circle.say("Private words", author=cast.ada, parent=before)
    message.flag("unkind", "It hurts.", by=cast.ben)
    client.force_login(cast.cora)
    desk = client.get(reverse("conversations:desk")).content.decode()
    closed = case(client, message)
    early = [press(client, act, message, reason="unkind") for act in ("hide", "keep", "note", "caution")]
    opened = press(client, "open_case", message)
    status, page = case(client, message)

    assert "Private words" not in desk + closed[1]
    assert ("It hurts." in closed[1], early, opened) == (True, [403] * 4, 302)
    assert (status, "Private words" in page, "What came before" in page) == (200, True, False)
    assert Entry.objects.filter(verb="conversations.case_opened", by=cast.cora).count() == 1
    assert press(client, "hide", message, reason="unkind") == 302


def test_letters_to_the_team_do_not_tell_it(cast, circle):
    circle.say("Private words", author=cast.ada).flag("unkind", "It hurts.", by=cast.ben)

    letters = Email.objects.filter(kind="moderation")
    assert [
        ("It hurts." in one.text, "Private words" in one.text, "Between us" in one.text + one.subject)
        for one in letters
    ] == [(True, False, False)] * 2


def test_once_decided_it_is_closed_again(client, cast, circle):
    message = circle.say("Private words", author=cast.ada)
    message.flag("unkind", by=cast.ben)
    client.force_login(cast.cora)
    press(client, "open_case", message)
    press(client, "keep", message)

    assert case(client, message)[0] == 404
    assert "Private words" not in client.get(reverse("conversations:history")).content.decode()


def test_what_they_wrote_there_does_not_stand_beside_another_case(client, cast, circle, thread):
    circle.say("Private words", author=cast.ada)
    message = thread.say("In the open", author=cast.ada)
    client.force_login(cast.cora)

    assert "Private words" not in case(client, message)[1]
