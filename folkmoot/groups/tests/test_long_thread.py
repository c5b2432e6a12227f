"""A thread of three hundred messages costs a member no more questions than one of five."""

import re

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from folkmoot.conversations.models import Message, Reaction
from folkmoot.files.models import File

from .groups import joined, said

ENOUGH = 11


@pytest.fixture
def begun(cast, group):
    joined(group, cast.hana)
    return said(group, cast.ada)


def talk_on(thread, cast, many):
    """So many more messages, the last of which names Hana, has a file and was thanked for."""
    more = [Message(thread=thread, author=cast.ada, state="shown", html="<p>More</p>") for _n in range(many)]
    Message.objects.carry(more)
    notes = File.objects.keep(ContentFile(b"Two rounds a day.", "notes.txt"), by=cast.ada)
    last = thread.say("What do you think, @Hana Kowalczyk?", author=cast.ada, files=[(notes, "")])
    Reaction.objects.thank(last, by=cast.hana)


def opened_by(client, person, begun, page):
    """(queries, numbers of the messages shown), once what is new was noted."""
    client.force_login(person)
    address = f"{begun.get_absolute_url()}?comments={page}"
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        html = client.get(address).content.decode()
    return len(captured), [int(number) for number in re.findall(r'<article[^>]* id="[a-z]+-?(\d+)"', html)]


def test_it_costs_the_same_on_each_page(client, cast, begun):
    talk_on(begun.thread, cast, 3)
    short, _numbers = opened_by(client, cast.hana, begun, 1)
    talk_on(begun.thread, cast, 294)
    pages = [opened_by(client, cast.hana, begun, page) for page in (1, 2, 3)]

    assert [numbers for _queries, numbers in pages] == [
        [*range(1, 101)],
        [*range(101, 201)],
        [*range(201, 301)],
    ]
    assert short == ENOUGH
    assert max(queries for queries, _numbers in pages) <= ENOUGH


def test_where_a_message_is_gone_the_pages_are_counted(client, cast, begun):
    talk_on(begun.thread, cast, 298)
    begun.thread.messages.get(number=5).withdraw(by=cast.ada)
    pages = [opened_by(client, cast.hana, begun, page)[1] for page in (1, 3)]

    assert pages == [[n for n in range(1, 102) if n != 5], [*range(202, 301)]]
