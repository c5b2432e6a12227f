"""Whatever is typed or sent, the answer is a page, nothing dangerous is shown, and the words are kept."""

import time
from html.parser import HTMLParser

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.conversations import links
from folkmoot.conversations.models import Message
from folkmoot.core.text import PROSE, markdown

anything = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
TEXT = st.text(st.characters(codec="utf-8"), max_size=300)
MARKUP = st.lists(
    st.sampled_from(
        [
            "<script>",
            "javascript:",
            "[x](",
            "](",
            ")",
            "<img onerror=",
            "`",
            "*",
            "> ",
            "&#x6a;",
            "\x00",
            "\n",
            "é",
        ]
    ),
    max_size=40,
).map("".join)


class Tags(HTMLParser):
    """What tags and attributes some HTML holds, as a browser would read it."""

    def __init__(self, html):
        super().__init__()
        self.names, self.attributes = set(), []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.attributes += attrs


@anything
@given(source=TEXT | MARKUP)
def test_a_member_may_type_anything(client, cast, thread, source):
    client.force_login(cast.ada)
    url = reverse("conversations:write", args=[thread.pk])
    made = client.get(url).context["form"]["_made"].value()
    answer = client.post(url, {"_made": made, "source": source})

    assert answer.status_code in (200, 302)
    for html in Message.objects.values_list("html", flat=True):
        found = Tags(html)
        assert found.names <= PROSE
        assert {name for name, _value in found.attributes} <= {"href", "rel", "start"}
        assert not any(
            (value or "").lower().startswith(("javascript", "data")) for _n, value in found.attributes
        )
    Message.objects.all().delete()


@anything
@given(fields=st.dictionaries(st.sampled_from(["name", "email", "source", "_made", "website", "to"]), TEXT))
def test_a_guest_may_send_anything(client, cast, thread, fields):
    answer = client.post(reverse("conversations:write", args=[thread.pk]), fields)

    assert answer.status_code == 200
    assert Message.objects.count() == 0


@anything
@given(to=TEXT)
def test_any_reply_address_opens_the_form(client, thread, to):
    assert client.get(reverse("conversations:write", args=[thread.pk]), {"to": to}).status_code == 200


@anything
@given(token=TEXT)
def test_any_token_is_read_calmly(token):
    assert links.read(token) == (None, None, None)


@pytest.mark.parametrize(
    "heap", ["[" * 5000, "> " * 2500, "*a " * 1600, "`" * 5000, "[](" * 1600, "_*" * 2500]
)
def test_a_heap_of_marks_costs_little(heap):
    begun = time.process_time()
    markdown(heap)

    assert time.process_time() - begun < 1


def test_a_person_with_javascript_off_gets_the_same(client, cast, thread, write):
    client.force_login(cast.ada)
    write(thread, source="<script>alert(1)</script> and [a](javascript:alert(1)) & <b>bold</b>")

    assert Message.objects.get().html == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; and [a](javascript:alert(1)) &amp; "
        "&lt;b&gt;bold&lt;/b&gt;</p>\n"
    )
