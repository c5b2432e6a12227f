"""A thread of three hundred messages costs a member no more questions than one of five, whatever is in it."""

import re

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from folkmoot.activity.models import Following, Level
from folkmoot.activity.telling.places import name_of
from folkmoot.conversations.models import Message, Reaction, ReadingMark
from folkmoot.files.models import File

from .groups import joined, said

ENOUGH = 11


@pytest.fixture
def begun(cast, group):
    """Hana has asked."""
    joined(group, cast.hana)
    return said(group, cast.hana)


def talk_on(thread, cast, many):
    """So many more messages, and one with all that a message can have."""
    more = [Message(thread=thread, author=cast.ada, state="shown", html="<p>More</p>") for _n in range(many)]
    Message.objects.carry(more)
    return rich(thread, cast)


def rich(thread, cast):
    """An answer that names Hana, has a file and was thanked for."""
    notes = File.objects.keep(ContentFile(b"Two rounds a day.", "notes.txt"), by=cast.ada)
    first = thread.messages.get(number=1)
    words = "What do you think, @Hana Kowalczyk?"
    message = thread.say(words, author=cast.ada, parent=first, files=[(notes, "")])
    Reaction.objects.thank(message, by=cast.hana)
    return message


def opened_by(client, person, begun, page):
    """(queries, numbers of the messages shown)."""
    client.force_login(person)
    client.get(begun.group.get_absolute_url())  # what is noted once of who has just signed in
    address = f"{begun.get_absolute_url()}?comments={page}"
    with CaptureQueriesContext(connection) as captured:
        html = client.get(address).content.decode()
    return len(captured), [int(number) for number in re.findall(r'<article[^>]* id="[a-z]+-?(\d+)"', html)]


def read_up_to(person, number):
    """Hana has read so far; None: she was never there."""
    ReadingMark.objects.of(person).delete()
    if number is not None:
        ReadingMark.objects.create(user=person, thread_id=Message.objects.first().thread_id, number=number)


def test_it_costs_the_same_on_each_page(client, cast, begun):
    talk_on(begun.thread, cast, 3)
    opened_by(client, cast.hana, begun, 1)
    short, _numbers = opened_by(client, cast.hana, begun, 1)
    talk_on(begun.thread, cast, 294)
    pages = [opened_by(client, cast.hana, begun, page) for page in (1, 2, 3)]

    assert [numbers for _queries, numbers in pages] == [
        [*range(1, 101)],
        [*range(101, 201)],
        [*range(201, 301)],
    ]
    assert short < ENOUGH
    assert max(queries for queries, _numbers in pages) <= ENOUGH


@pytest.mark.parametrize("mark", [None, 0, 60, 160, 299])
def test_with_all_there_can_be_it_costs_no_more(client, cast, begun, mark):
    """On each page files, names, thanks and what is gone; a helpful answer; Hana asked, follows, has news."""
    thread = begun.thread
    for many in (90, 99, 97):
        talk_on(thread, cast, many)
        rich(thread, cast)
    gone = [7, 40, 150, 170, 250]
    for number in gone:
        thread.messages.get(number=number).withdraw(by=cast.ada)
    thread.messages.get(number=99).hide("other", by=cast.cora)
    thread.refresh_from_db()
    thread.say_helped(thread.messages.get(number=200), by=cast.hana)
    Following.objects.choose(cast.hana, name_of(thread), Level.EVERYTHING)
    found = []
    for page in (1, 2, 3):
        read_up_to(cast.hana, mark)
        queries, numbers = opened_by(client, cast.hana, begun, page)
        found.append((queries <= ENOUGH, set(numbers) & {*gone, 99}, len(numbers)))

    assert found == [(True, set(), 97), (True, set(), 98), (True, set(), 92)]


def test_a_message_stays_on_its_page_when_others_go(client, cast, begun):
    talk_on(begun.thread, cast, 298)
    begun.thread.messages.get(number=5).withdraw(by=cast.ada)
    pages = [opened_by(client, cast.hana, begun, page)[1] for page in (1, 3)]
    last = begun.thread.messages.get(number=300)

    assert pages == [[n for n in range(1, 101) if n != 5], [*range(201, 301)]]
    assert client.get(last.get_absolute_url()).url == f"{begun.get_absolute_url()}?comments=3#comment-300"


def test_a_page_from_which_all_is_gone_says_so(client, cast, begun):
    last = talk_on(begun.thread, cast, 99)
    last.withdraw(by=cast.ada)
    client.force_login(cast.hana)
    page = client.get(f"{begun.get_absolute_url()}?comments=2").content.decode()

    assert ("What was said on this page is gone." in page, "Nobody has written" in page) == (
        True,
        False,
    )
    assert ('rel="prev"' in page, "Write a message" in page) == (True, True)
