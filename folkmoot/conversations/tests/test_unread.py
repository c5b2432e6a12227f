"""What is new since one was here: marked on the page, counted on Today, caught up with, left unread."""

import re

import pytest
from django.urls import reverse

from folkmoot.activity.models import Following, Level
from folkmoot.activity.telling.places import name_of
from folkmoot.conversations import unread
from folkmoot.conversations.models import Message, ReadingMark, Thread
from folkmoot.core.lifecycle import Refused

NEW = "New since you were here"


def new_ones(page):
    """The numbers that the page calls new."""
    articles = re.findall(r'<article[^>]* id="comment-(\d+)".*?</article>', page, re.S)
    found = re.findall(r'<article[^>]* id="comment-(\d+)"(?:(?!</article>).)*message__new', page, re.S)
    assert set(found) <= set(articles)
    return [int(number) for number in found]


def counted(user):
    return [(news.thread.pk, news.many) for news in unread.news_of(user)]


def mark(user, thread):
    return ReadingMark.objects.number(user, thread)


def test_the_first_time_nothing_is_called_new(cast, thread, shown):
    thread.say("One", author=cast.hana)
    page = shown(thread, cast.ada)

    assert (NEW in page, new_ones(page), mark(cast.ada, thread)) == (False, [], 1)


def test_what_was_said_since_is_new_once_and_the_line_stands_before_the_first(cast, thread, shown):
    top = thread.say("One", author=cast.hana)
    thread.say("Two", author=cast.hana)
    shown(thread, cast.ada)
    thread.say("Three", author=cast.hana, parent=top)
    thread.say("Mine", author=cast.ada)
    thread.say("Five", author=cast.hana)
    first, second = shown(thread, cast.ada), shown(thread, cast.ada)

    assert (new_ones(first), new_ones(second)) == ([3, 5], [])
    assert first.index('id="comment-1"') < first.index('id="new"') < first.index('id="comment-3"')
    assert (first.count(NEW), first.count('href="#new"'), NEW in second) == (1, 1, False)
    assert mark(cast.ada, thread) == 5


def test_strangers_have_no_marks_and_see_none(cast, thread, shown):
    thread.say("One", author=cast.hana)
    page = shown(thread)

    assert all(words not in page for words in ("message__new", NEW, "Unread from here", "What we send you"))
    assert ReadingMark.objects.count() == 0


@pytest.mark.parametrize("header", ["Sec-Purpose", "Purpose"])
def test_a_page_fetched_ahead_was_not_read(client, cast, thread, rf, header):
    thread.say("One", author=cast.hana)
    request = rf.get("/talk/", headers={header: "prefetch;prerender"})
    request.user = cast.ada
    rows = list(thread.messages.all())
    unread.since_you_were_here(request, thread, rows, None, unread.theirs(request.user, thread, rows))

    assert mark(cast.ada, thread) is None


def test_of_a_long_thread_only_what_was_shown_is_read(cast, thread, shown):
    many = [Message(thread=thread, author=cast.hana, state="shown", html=f"<p>{n}</p>") for n in range(150)]
    Message.objects.carry(many)
    shown(thread, cast.ada)
    one_page = mark(cast.ada, thread)
    late = thread.say("To the first", author=cast.hana, parent=thread.messages.get(number=1))
    first_again = shown(thread, cast.ada)
    before_last = mark(cast.ada, thread)
    shown(thread, cast.ada, query="?comments=2")

    assert (one_page, new_ones(first_again), before_last) == (100, [late.number], 99 + 1)
    assert mark(cast.ada, thread) == 150  # rather new twice than never
    shown(thread, cast.ada)
    assert mark(cast.ada, thread) == 151


def test_the_first_new_one_is_found_on_another_page(cast, thread, shown):
    many = [Message(thread=thread, author=cast.hana, state="shown", html=f"<p>{n}</p>") for n in range(150)]
    Message.objects.carry(many)
    ReadingMark.objects.move_on(cast.ada, thread, 120)
    page = shown(thread, cast.ada)

    assert (new_ones(page), 'href="?comments=2#new"' in page) == ([], True)


def test_a_mark_never_goes_back_by_itself(cast, thread):
    for number in (3, 7, 5):
        ReadingMark.objects.move_on(cast.ada, thread, number)
    assert mark(cast.ada, thread) == 7


def test_today_counts_where_one_takes_part(cast, put_under, ten_minutes_later):
    wrote, told, followed, muted, strange = (put_under(Thread.objects.start()) for _number in range(5))
    put_under(told, tell=lambda thread: [(cast.ada.pk, Level.DIGEST)])
    wrote.say("Mine", author=cast.ada)
    muted.say("Mine", author=cast.ada)
    Following.objects.choose(cast.ada, name_of(followed), Level.DIGEST)
    Following.objects.choose(cast.ada, name_of(muted), Level.NOTHING)
    for thread in (wrote, told, followed, muted, strange):
        thread.say("New", author=cast.hana)
    ten_minutes_later()

    assert counted(cast.ada) == [(followed.pk, 1), (told.pk, 1), (wrote.pk, 1)]
    assert counted(cast.eve) == []


def test_what_one_may_not_read_is_not_counted(cast, put_under):
    secret = put_under(Thread.objects.start(), may_read=lambda user: False)
    secret.say("Mine", author=cast.ada)
    secret.say("New", author=cast.hana)

    assert counted(cast.ada) == []


def test_catching_up_marks_what_the_page_showed_and_nothing_later(client, cast, thread):
    thread.say("Mine", author=cast.ada)
    thread.say("New", author=cast.hana)
    client.force_login(cast.ada)
    url = reverse("conversations:catch_up")
    shown_then = re.findall(r'name="read" value="([^"]+)"', client.get(url).text)
    before = counted(cast.ada)
    thread.say("Newer", author=cast.hana)
    client.post(url, {"read": shown_then})

    assert (before, shown_then) == ([(thread.pk, 1)], [f"{thread.pk}-2"])
    assert counted(cast.ada) == [(thread.pk, 1)]


def test_nobody_marks_what_they_may_not_read(client, cast, members_thread):
    members_thread.say("Inside", author=cast.ada)
    client.force_login(cast.eve)
    answers = [
        client.post(reverse("conversations:catch_up"), {"read": [f"{members_thread.pk}-1", "x", "1-", "-"]}),
        client.post(reverse("conversations:leave_unread", args=[members_thread.messages.get().pk])),
    ]

    assert [answer.status_code for answer in answers] == [302, 404]
    assert ReadingMark.objects.count() == 0


def test_unread_from_here_on(client, cast, thread):
    thread.say("Mine", author=cast.ada)
    second, _third = thread.say("Two", author=cast.hana), thread.say("Three", author=cast.hana)
    ReadingMark.objects.move_on(cast.ada, thread, 3)
    before = counted(cast.ada)
    client.force_login(cast.ada)
    answer = client.post(reverse("conversations:leave_unread", args=[second.pk]))

    assert (before, counted(cast.ada)) == ([], [(thread.pk, 2)])
    assert answer.headers["Location"] == reverse("conversations:catch_up")


def test_what_was_hidden_is_not_counted(cast, thread):
    thread.say("Mine", author=cast.ada)
    rude = thread.say("Rude", author=cast.hana)
    before = counted(cast.ada)
    rude.hide("unkind", by=cast.cora)

    assert (before, counted(cast.ada)) == ([(thread.pk, 1)], [])
    with pytest.raises(Refused):
        rude.hide("unkind", by=cast.cora)
