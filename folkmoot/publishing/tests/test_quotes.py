"""A pull-quote repeats a sentence of the text for the eye, and for nobody who would get it twice."""

import feedparser
import pytest

from folkmoot.search.models import Document

from .shelf import published
from .test_blocks import stream

TEXT = "<p>We counted. “They’d stayed to talk – for an <b>hour</b>,” says Tom Price. Then we asked.</p>"
SEEN = '<figure class="quote" data-repeats aria-hidden="true"><blockquote><p>'


def page(client, cast, *pairs):
    return client.get(published("Quoted", by=cast.dev, body=stream(*pairs)).get_absolute_url()).text


@pytest.mark.parametrize(
    "words",
    ["They'd stayed to talk - for an hour", "“They’d  stayed to talk—for an hour”", "THEY’D stayed to talk"],
)
def test_words_that_stand_in_the_text_are_for_the_eye_alone(client, cast, words):
    html = page(client, cast, ("text", TEXT), ("quote", {"quote": words, "attribution": "Tom Price, porter"}))
    assert html.count(SEEN) == 1


@pytest.mark.parametrize("words", ["They left at once", "coun", ""])
def test_words_of_their_own_are_read_to_everyone(client, cast, words):
    html = page(client, cast, ("text", TEXT), ("quote", {"quote": words or "…", "attribution": ""}))
    assert '<figure class="quote"><blockquote><p>' in html


def test_who_said_it_is_still_told_where_the_text_does_not_say(client, cast):
    quote = ("quote", {"quote": "Then we asked.", "attribution": "Hana, nurse"})
    assert (
        '<figure class="quote" data-repeats><blockquote aria-hidden="true"><p>Then we asked.</p></blockquote>'
        "<figcaption>Hana, nurse</figcaption></figure>"
    ) in page(client, cast, quote, ("text", TEXT))


def test_the_same_quote_is_shown_once(client, cast):
    quotes = [("quote", {"quote": words, "attribution": ""}) for words in ("Ask first.", "“Ask first”")]
    assert page(client, cast, *quotes).count("<blockquote") == 1


def test_feeds_and_search_get_the_words_once(client, cast):
    quote = ("quote", {"quote": "Then we asked.", "attribution": ""})
    own = ("quote", {"quote": "Nobody had.", "attribution": ""})
    post = published("Quoted", by=cast.dev, body=stream(("text", TEXT), quote, own))
    (entry,) = feedparser.parse(client.get("/read/feed/").content).entries
    content = entry.content[0].value
    assert (content.count("Then we asked"), content.count("Nobody had.")) == (1, 1)
    body = Document.objects.about(post).get().body
    assert (body.count("Then we asked"), body.count("Nobody had.")) == (1, 1)
