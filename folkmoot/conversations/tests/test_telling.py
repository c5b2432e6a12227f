"""Of what is said people hear as they choose: read, changed or hidden meanwhile, or not theirs to read."""

import pytest
from django.urls import reverse

from folkmoot.activity.models import Email, Following, Level, Notice
from folkmoot.activity.telling.places import name_of
from folkmoot.conversations.models import ReadingMark, Thread
from folkmoot.members.models import Block


@pytest.fixture
def thread(db, cast, put_under):
    return put_under(Thread.objects.start(), tell=lambda thread: [(cast.ada.pk, Level.EVERYTHING)])


def letters():
    return list(Email.objects.filter(kind="comments").order_by("pk").values_list("user__name", "subject"))


def states():
    return dict(Notice.objects.values_list("happening__position", "state"))


def test_nothing_is_sent_in_the_request(cast, thread):
    thread.say("One", author=cast.hana)
    assert (letters(), Notice.objects.count()) == ([], 0)


def test_the_words_are_those_after_ten_minutes(cast, thread, ten_minutes_later):
    said = thread.say("Befor", author=cast.hana)
    said.edit("Before the lift.", by=cast.hana)
    ten_minutes_later()

    letter = Email.objects.get(user=cast.ada)
    assert ("Befor\n" in letter.text, "> Before the lift." in letter.text) == (False, True)
    assert f"{thread.pk}" in letter.headers["References"]


def test_what_was_read_hidden_or_closed_to_one_is_not_sent(cast, put_under, thread, ten_minutes_later):
    thread.say("Read", author=cast.hana)
    ReadingMark.objects.move_on(cast.ada, thread, 1)
    thread.say("Hidden", author=cast.hana).hide("unkind", by=cast.cora)
    thread.say("Seen by nobody", author=cast.hana)
    put_under(thread, may_read=lambda user: False, tell=lambda thread: [(cast.ada.pk, Level.EVERYTHING)])
    ten_minutes_later()

    assert (letters(), states()) == ([], {1: "let_go", 3: "let_go"})


def test_what_was_read_is_settled_as_read(cast, thread, ten_minutes_later):
    thread.say("Read", author=cast.hana)
    ReadingMark.objects.move_on(cast.ada, thread, 1)
    ten_minutes_later()

    assert states() == {1: "read"}


def test_a_circle_closes_before_the_letter_leaves(cast, put_under, ten_minutes_later):
    from folkmoot.accounts.models import Audience

    thread = put_under(Thread.objects.start(), tell=lambda thread: [(cast.ben.pk, Level.EVERYTHING)])
    thread.say("Between us", author=cast.hana)
    Thread.objects.filter(pk=thread.pk).follow(audience_id=Audience.MEMBERS, open=True)
    ten_minutes_later()

    assert (letters(), states()) == ([], {1: "let_go"})


def test_followers_of_what_the_thread_lies_in_hear_of_it(cast, put_under, ten_minutes_later):
    thread = put_under(Thread.objects.start(title="Lifts"), place="groups.group-3", place_title="Falls")
    Following.objects.choose(cast.ben, "groups.group-3", Level.EVERYTHING)
    thread.say("One", author=cast.hana)
    ten_minutes_later()

    letter = Email.objects.get(user=cast.ben)
    assert letter.headers["List-Id"] == "<groups.group-3.localhost>"


def test_a_guest_who_asked_hears_of_a_reply_at_once(cast, thread, guest_says):
    asked = guest_says(state="shown", tell_replies=True)
    thread.say("Reply", author=cast.hana, parent=asked)

    letter = Email.objects.get(kind="comments")
    assert (letter.guest, "Hana Kowalczyk replied to your comment" in letter.subject) == (cast.gil, True)


def test_the_thread_offers_how_closely_to_follow_it(client, cast, thread):
    client.force_login(cast.ben)
    url = reverse("activity:follow")
    sent = {"place": name_of(thread), "level": "digest", "next": "/talk/"}
    answers = [client.post(url, sent), client.post(url, {**sent, "level": "loud"})]
    answers.append(client.post(url, {**sent, "place": "conversations.thread-999"}))

    assert [answer.status_code for answer in answers] == [302, 404, 404]
    assert answers[0].headers["Location"] == "/talk/"
    assert list(Following.objects.of(cast.ben).values_list("place", "level")) == [(name_of(thread), "digest")]


def test_who_blocked_the_writer_hears_of_no_reply_of_theirs(cast, members_thread, ten_minutes_later):
    first = members_thread.say("We do it at ten.", author=cast.ada)
    Block.objects.block(cast.hana, by=cast.ada)
    members_thread.say("So do we.", author=cast.hana, parent=first)
    members_thread.say("We, too.", author=cast.cora, parent=first)
    ten_minutes_later()

    assert letters() == [("Ada Okafor", "Cora Pritchard replied to your comment on “Tea rounds that work”")]
