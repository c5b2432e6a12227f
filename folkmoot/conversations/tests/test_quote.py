"""Quoting: the form opens with the words of the message as lines of a quotation."""

import html
import re

import pytest
from django.urls import reverse

from folkmoot.activity.models import Draft
from folkmoot.conversations.models import Message
from folkmoot.conversations.quoting import LONGEST, quoted


def written(client, thread, message):
    address = reverse("conversations:write", args=[thread.pk]) + f"?to={message.pk}&quote=yes"
    page = client.get(address).content.decode()
    return html.unescape(re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", page, re.DOTALL)[1])


def test_the_form_opens_with_the_words(client, cast, thread):
    said = thread.say("Two rounds a day.\n\nNot *three*.", author=cast.ada)
    client.force_login(cast.hana)

    assert written(client, thread, said) == "> Two rounds a day.\n>\n> Not *three*.\n\n"


def test_guests_quote_too(client, cast, thread):
    assert written(client, thread, thread.say("Two rounds.", author=cast.ada)) == "> Two rounds.\n\n"


def test_what_was_begun_stays_and_is_quoted_under_once(client, cast, thread):
    said = thread.say("Two rounds.", author=cast.ada)
    Draft.objects.keep(cast.hana, f"message-{thread.pk}-{said.pk}", {"source": "I wonder."}, revision=0)
    client.force_login(cast.hana)

    assert written(client, thread, said) == "I wonder.\n\n> Two rounds.\n\n"


def test_what_it_quotes_itself_is_left_out(cast, thread):
    said = thread.say("> Older words\n\nAnd mine.", author=cast.ada)

    assert quoted(said) == "> And mine.\n\n"


@pytest.mark.parametrize("source", ["word " * 900, "A line of words.\n" * 250])
def test_a_long_one_is_cut(cast, thread, source):
    lines = quoted(thread.say(source, author=cast.ada))

    assert len(lines) < LONGEST + 300
    assert lines.endswith("…\n\n")


def test_one_without_source_is_quoted_in_plain_words(cast, thread):
    Message.objects.carry(
        [Message(thread=thread, author=cast.ada, state="shown", html="<p>Old <b>words</b></p>")]
    )

    assert quoted(Message.objects.get()) == "> Old words\n\n"


def test_what_is_hidden_is_not_quoted(client, cast, thread):
    said = thread.say("Ugly words", author=cast.ada)
    said.hide("unkind", by=cast.cora)
    client.force_login(cast.hana)

    assert written(client, thread, said) == ""
