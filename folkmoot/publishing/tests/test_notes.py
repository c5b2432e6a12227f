"""Footnotes: called from the text, numbered as they are met, listed at its end with a way back."""

import re

import feedparser
import pytest
from wagtail.blocks import StreamBlockValidationError

from folkmoot.publishing.blocks import BodyBlock

from .shelf import published
from .test_blocks import stream

NOTES = [
    {"name": "cost", "note": "<p>In <b>2016</b>.</p>"},
    {"name": "1", "note": '<p><a href="https://example.org/">A review</a>.</p>'},
]
TEXT = "<p>It fell by half.[^1] It cost little.[^cost] Others found so.[^1]</p>"


def body(text=TEXT, notes=NOTES):
    return stream(("notes", notes), ("text", text))


def article(client, post):
    return client.get(post.get_absolute_url()).text


def test_they_are_numbered_as_they_are_met_and_listed_once(client, cast):
    html = article(client, published("Noted", by=cast.dev, body=body()))
    marks = re.findall(
        r'<a href="#(\S+)" id="(\S+)" role="doc-noteref" aria-label="([^"]+)">(\d)</a></sup>',
        html,
    )
    assert marks == [
        ("note-1", "mark-1", "Note 1", "1"),
        ("note-2", "mark-2", "Note 2", "2"),
        ("note-1", "mark-1-2", "Note 1", "1"),
    ]
    listed = html.split('<section class="notes"')[1].split("</section>")[0]
    assert re.findall(r'<li id="(note-\d)"><p(?: [^>]*)?>(.*?)</p>', listed) == [
        ("note-1", '<a href="https://example.org/">A review</a>.'),
        ("note-2", "In <b>2016</b>."),
    ]
    assert re.findall(r'href="#(mark-\S+)" role="doc-backlink" aria-label="([^"]+)"', listed) == [
        ("mark-1", "Back to note 1 in the text, place 1"),
        ("mark-1-2", "Back to note 1 in the text, place 2"),
        ("mark-2", "Back to note 2 in the text"),
    ]
    assert html.index("doc-noteref") < html.index("doc-endnotes")


def test_in_a_feed_they_lead_to_the_page(client, cast, settings):
    published("Noted", by=cast.dev, body=body())
    (entry,) = feedparser.parse(client.get("/read/feed/").content).entries
    content = entry.content[0].value
    assert f'href="{settings.SITE_URL}/read/noted/#note-1"' in content
    assert "A review" in content
    assert "doc-backlink" not in content


def test_every_text_may_call_them_and_code_does_not(client, cast):
    cells = {"caption": "T", "columns": [{"type": "words", "heading": "A"}], "rows": [{"values": ["x[^1]"]}]}
    blocks = stream(
        ("quote", {"quote": "Said.[^cost]", "attribution": ""}),
        ("table", {"cells": cells, "rows_are_named": False}),
        ("code", {"language": "", "code": "a[^1]"}),
        ("notes", NOTES),
    )
    html = article(client, published("Noted", by=cast.dev, body=blocks))
    assert re.findall(r'aria-label="(Note \d)"', html) == ["Note 1", "Note 2"]
    assert "<code>a[^1]</code>" in html


@pytest.mark.parametrize(
    ("text", "notes", "problems"),
    [
        (TEXT, NOTES, {}),
        (
            TEXT + "<p>And?[^gone]</p>",
            NOTES,
            {1: "There is no footnote called [^gone]. Write it in a block of footnotes."},
        ),
        (
            "<p>So.[^1]</p>",
            NOTES,
            {0: "Nothing in the text calls the footnote cost: write [^cost] where it belongs."},
        ),
        (TEXT, [*NOTES, NOTES[0]], {0: "Two footnotes are called cost."}),
    ],
)
def test_what_does_not_belong_together_is_sent_back(text, notes, problems):
    try:
        BodyBlock().clean(body(text, notes))
        found = {}
    except StreamBlockValidationError as refused:
        found = {index: error.messages[0] for index, error in refused.block_errors.items()}
    assert found == problems


def test_while_someone_writes_nothing_is_asked(cast):
    assert BodyBlock().clean_deferred(body("<p>And?[^gone]</p>"))


def test_a_mark_without_its_note_stays_as_it_was_typed(client, cast):
    assert "And?[^gone]" in article(client, published("Noted", by=cast.dev, body=body("<p>And?[^gone]</p>")))
