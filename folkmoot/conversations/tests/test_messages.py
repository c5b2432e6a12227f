"""A talk of messages: flat, oldest first, numbered, among accounts; and worded as messages everywhere."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from folkmoot.accounts.models import Audience, Community
from folkmoot.conversations.models import Message
from folkmoot.core.lifecycle import Refused


def test_flat_oldest_first_and_numbered(cast, talk, shown):
    first = talk.say("Who has tried it?", author=cast.ada)
    talk.say("By the way.", author=cast.cora)
    talk.say("We have.", author=cast.hana, parent=first)
    page = shown(talk, cast.ada)

    heads = re.findall(r'<h3 class="message__head".*?</h3>', page, re.DOTALL)
    assert [re.sub(r"<[^>]+>|\s+", " ", head).split() for head in heads] == [
        ["Ada", "Okafor", "message", "1"],
        ["Cora", "Pritchard", "message", "2"],
        ["Hana", "Kowalczyk", "message", "3"],
    ]
    assert re.findall(r'href="(#comment-\d)">(in reply to message \d)', page) == [
        ("#comment-1", "in reply to message 1")
    ]
    assert "3 messages" in page
    assert "comment " not in re.sub(r"<[^>]+>", " ", page).casefold()


@pytest.mark.parametrize("name", ["edit", "withdraw", "flag", "message", "wordings"])
def test_every_page_of_it_speaks_of_messages(client, cast, talk, name):
    said = talk.say("Who has tried it?", author=cast.ada)
    if name == "message":
        said.withdraw(by=cast.ada)
    client.force_login(cast.hana if name in ("flag", "wordings") else cast.ada)
    page = client.get(reverse(f"conversations:{name}", args=[said.pk])).content.decode()
    main = re.search(r"<main.*?</main>", page, re.DOTALL)[0]

    assert "comment" not in re.sub(r"<[^>]+>", " ", main).casefold()
    assert "message" in main


def test_the_form_and_what_is_answered(client, cast, talk, write):
    first = talk.say("Who has tried it?", author=cast.ada)
    client.force_login(cast.hana)
    page = client.get(reverse("conversations:write", args=[talk.pk]) + f"?to={first.pk}").content.decode()
    answer = write(talk, to=first, source="We have.")

    assert "Reply to message 1 by Ada Okafor" in page
    assert "Your message" in page
    assert answer.headers["Location"] == "/talk/#comment-2"


def test_visitors_sign_in_first_and_write_nothing_as_guests(client, cast, talk, put_under, shown):
    talk.audience_id = Audience.EVERYONE
    talk.save()
    url = reverse("conversations:write", args=[talk.pk])
    sent = client.post(url, {"source": "Hello", "name": "Gil", "email": "gil@example.org"})

    assert client.get(url).headers["Location"].startswith("/account/login/?next=/conversations/")
    assert sent.status_code == 302
    assert Message.objects.count() == 0
    assert url not in shown(talk)


def test_only_those_whom_its_owner_lets_are_offered_the_form(cast, talk, put_under, shown):
    put_under(talk, speaks_of="messages", may_speak=lambda user: user == cast.ada)
    url = reverse("conversations:write", args=[talk.pk])

    assert [url in shown(talk, user) for user in (cast.ada, cast.hana)] == [True, False]


def test_nobody_is_looked_at_first_whom_its_owner_let_in(cast, talk):
    assert talk.say("I am a guest of this group.", author=cast.ben).state == "shown"


def test_closed_comments_do_not_close_a_talk(cast, talk):
    Community.objects.update(comments_open=False)
    talk.say("Still here.", author=cast.ada)
    talk.close()
    with pytest.raises(Refused, match="This talk is closed"):
        talk.say("Too late.", author=cast.ada)


def test_pages_beyond_a_hundred_follow_the_numbers(client, cast, talk, shown):
    first = talk.say("First", author=cast.ada)
    many = [Message(thread=talk, author=cast.ada, state="shown", html=f"<p>n{n}</p>") for n in range(99)]
    Message.objects.carry(many)
    late = talk.say("An answer to the first", author=cast.hana, parent=first)
    client.force_login(cast.ada)

    assert client.get(late.get_absolute_url()).headers["Location"] == "/talk/?comments=2#comment-101"
    assert "An answer to the first" in shown(talk, cast.ada, query="?comments=2")


def test_queries_do_not_grow(cast, talk, shown):
    counts = []
    for _round in range(2):
        said = talk.say("I thank @Hana Kowalczyk", author=cast.ada)
        talk.say("Reply", author=cast.hana, parent=said)
        said.reactions.create(user=cast.hana)
        shown(talk, cast.ada)  # what was new is noted
        with CaptureQueriesContext(connection) as captured:
            shown(talk, cast.ada)
        counts.append(len(captured))

    assert counts[0] == counts[1] <= 12


@pytest.mark.parametrize("why", ["closed", "no longer theirs"])
def test_who_may_write_no_more_rewords_nothing_but_takes_back(client, cast, talk, put_under, shown, why):
    said = talk.say("Ten would suit us.", author=cast.ada)
    before = "Change" in shown(talk, cast.ada)
    if why == "closed":
        talk.close()
    else:
        put_under(talk, speaks_of="messages", may_speak=lambda user: user == cast.hana)
    client.force_login(cast.ada)
    page = client.post(reverse("conversations:edit", args=[said.pk]), {"source": "@Hana Kowalczyk look"})
    link = reverse("conversations:edit", args=[said.pk]) in shown(talk, cast.ada)
    kept = Message.objects.get(pk=said.pk).source
    client.post(reverse("conversations:withdraw", args=[said.pk]))

    assert (before, page.status_code, link, kept) == (before, 200, False, "Ten would suit us.")
    assert Message.objects.get(pk=said.pk).state == "deleted"
