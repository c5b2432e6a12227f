"""How a thread stands on its owner's page: for strangers, for who is signed in, with none and with many."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from folkmoot.conversations.models import Message
from folkmoot.members.models import Profile


def test_an_empty_thread_says_what_to_do(cast, thread, shown):
    page = shown(thread)

    assert "Nobody has commented yet" in page
    assert reverse("conversations:write", args=[thread.pk]) in page


def test_a_stranger_gets_nothing_of_a_person(cast, thread, guest_says, shown):
    guest_says(state="shown")
    thread.say("Held words", author=cast.eve)
    page = shown(thread)

    for private in ("csrf", "Held words", "gil@example.org", "Moderate", "/edit/", "/withdraw/"):
        assert private not in page
    assert all(words in page for words in ("1 comment", "Gil Achterberg", "guest", 'id="comment-1"'))


def test_each_reader_sees_their_own_acts(cast, thread, shown):
    mine = thread.say("Mine", author=cast.ada)
    thread.say("Held words", author=cast.ben)
    acts = {
        who: sorted(set(re.findall(rf"/m/{mine.pk}/(\w+)/|/(moderation)/{mine.pk}/", shown(thread, user))))
        for who, user in [("ada", cast.ada), ("ben", cast.ben), ("cora", cast.cora)]
    }

    assert acts == {
        "ada": [("edit", ""), ("withdraw", "")],
        "ben": [("flag", ""), ("thank", ""), ("unread", "")],
        "cora": [("", "moderation"), ("flag", ""), ("thank", ""), ("unread", "")],
    }
    assert "Your comment waits" in shown(thread, cast.ben)


def test_a_profile_shows_as_far_as_it_is_open(cast, thread, shown):
    thread.say("Mine", author=cast.ada)
    profile = Profile.objects.get(user=cast.ada)
    found = {}
    for visible in ("public", "members", "nobody"):
        profile.show_to(visible, by=cast.ada)
        seen = [profile.get_absolute_url() in shown(thread, user) for user in (None, cast.ben, cast.hana)]
        found[visible] = seen

    assert found == {
        "public": [True, True, True],
        "members": [False, False, True],
        "nobody": [False, False, False],
    }


def test_answers_stand_one_step_in_and_say_what_they_answer(cast, thread, shown):
    top = thread.say("Top", author=cast.ada)
    reply = thread.say("Reply", author=cast.hana, parent=top)
    thread.say("Deeper", author=cast.ada, parent=reply)
    page = shown(thread)

    assert page.count("message__answers") == 1
    assert re.findall(r"in reply to comment \d by [\w ]+", page) == [
        "in reply to comment 2 by Hana Kowalczyk"
    ]


def test_link_texts_differ_from_each_other(cast, thread, shown):
    for words in ("One", "Two", "Three"):
        thread.say(words, author=cast.ada)
    texts = re.findall(r"<a [^>]*>(.*?)</a>", shown(thread), re.S)
    texts = [re.sub(r"<[^>]+>|\s+", " ", text).split() for text in texts]
    links = [" ".join(text) for text in texts if text[-2:] != ["Ada", "Okafor"] or len(text) > 2]

    assert len(links) == len(set(links)) >= 10


def test_what_was_hidden_leaves_no_words(cast, thread, shown):
    top = thread.say("Ugly words", author=cast.ada)
    thread.say("Calm reply", author=cast.hana, parent=top)
    top.hide("unkind", by=cast.cora)
    page = shown(thread)

    assert "Ugly words" not in page
    assert "The team took this comment out of sight." in page
    assert "Ada Okafor" not in page


def test_a_closed_thread_offers_no_form(cast, thread, shown):
    thread.say("Last word", author=cast.ada)
    thread.close()
    page = shown(thread)

    assert "Comments are closed. What was said stays here." in page
    assert "/write/" not in page


@pytest.mark.parametrize("who", [None, "ben", "ada", "cora"])
def test_queries_do_not_grow(cast, thread, guest_says, shown, who):
    user = getattr(cast, who) if who else None

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            shown(thread, user)
        return len(captured)

    counts = []
    thread.say("First", author=cast.cora)
    shown(thread, user)  # somebody who was here before
    for _round in range(2):
        top = thread.say("Top", author=cast.ada)
        thread.say("Reply", author=cast.hana, parent=top)
        guest_says("From outside", state="shown")
        counts.append(queries())

    assert counts[0] == counts[1] <= 10


def test_pages_only_beyond_a_hundred(client, cast, thread, put_under, shown):
    first = [Message(thread=thread, author=cast.ada, state="shown", html=f"<p>n{n}</p>") for n in range(100)]
    Message.objects.carry(first)
    one_page = shown(thread)
    last = thread.say("The hundred and first", author=cast.hana)
    pages = [shown(thread), shown(thread, query="?comments=2")]

    assert "?comments=2" not in one_page
    assert ["The hundred and first" in page for page in pages] == [False, True]
    assert client.get(last.get_absolute_url()).headers["Location"] == "/talk/?comments=2#comment-101"


@pytest.mark.parametrize(("who", "found"), [(None, 404), ("eve", 404), ("ben", 200), ("cora", 302)])
def test_the_address_of_a_held_comment(client, cast, thread, who, found):
    message = thread.say("Held words", author=cast.ben)
    if who:
        client.force_login(getattr(cast, who))

    assert client.get(message.get_absolute_url()).status_code == found


def test_the_address_of_what_is_gone_says_so(client, cast, thread, members_thread):
    gone, inside = thread.say("Old words", author=cast.ada), members_thread.say("Inside", author=cast.ada)
    gone.withdraw(by=cast.ada)
    page = client.get(gone.get_absolute_url())

    assert (page.status_code, "deleted this comment" in page.content.decode()) == (200, True)
    assert client.get(inside.get_absolute_url()).status_code == 404


def test_the_feed_is_for_strangers_and_fresh(client, cast, thread, members_thread, guest_says):
    guest_says("First words", state="shown")
    url = reverse("conversations:feed", args=[thread.pk])
    feed = client.get(url)
    again = client.get(url, headers={"If-None-Match": feed.headers["ETag"]})

    assert "First words" in feed.content.decode()
    assert "gil@example.org" not in feed.content.decode()
    assert (again.status_code, "Set-Cookie" in feed.headers) == (304, False)
    assert client.get(reverse("conversations:feed", args=[members_thread.pk])).status_code == 404


def test_who_wrote_what_is_gone_is_not_named_by_the_answers(cast, thread, shown):
    top = thread.say("First", author=cast.hana)
    gone = thread.say("A second thought", author=cast.ada, parent=top)
    thread.say("An answer to it", author=cast.hana, parent=gone)
    before = shown(thread)
    gone.withdraw(by=cast.ada)
    assert ("by Ada Okafor" in before, "Ada Okafor" in shown(thread)) == (True, False)
