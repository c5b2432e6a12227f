"""What a text may hold, block by block: what a reader gets of each."""

import re

import pytest
from wagtail.blocks import StreamBlockValidationError

from folkmoot.publishing.blocks import BodyBlock
from folkmoot.publishing.models import PostPage

from .shelf import picture, published

TABLE = {
    "cells": {
        "caption": "Falls in a year",
        "columns": [{"type": "words", "heading": "Ward"}, {"type": "number", "heading": "Falls"}],
        "rows": [{"values": ["<p>Oak</p>", "12"]}, {"values": ["<p>Elm</p>", "7"]}],
    },
    "rows_are_named": True,
}


def stream(*pairs):
    return BodyBlock().to_python([{"type": kind, "value": value} for kind, value in pairs])


def shown(client, *pairs, by):
    """The text of a post made of these blocks, as it stands on its page, white space folded."""
    post = published("Shown", by=by, body=stream(*pairs))
    html = client.get(post.get_absolute_url()).text
    body = (
        html.split('<div class="prose post__body">')[1]
        .split("\n</div>\n")[0]
        .split('<section class="post__talk"')[0]
    )
    return re.sub(r"\s+", " ", body).strip()


def test_a_question_and_its_answer(client, cast):
    question = {"question": "Why so low?", "answer": "<p>So that people <b>talk</b>.</p>", "who": "Tom"}
    assert shown(
        client, ("heading", {"text": "Chairs", "level": "2"}), ("question", question), by=cast.dev
    ) == (
        '<h2>Chairs</h2> <section class="question"><h3 class="question__words">Why so low?</h3>'
        '<p class="question__who">Tom</p><div class="question__answer prose">'
        "<p>So that people <b>talk</b>.</p></div></section>"
    )


def test_code_is_shown_letter_by_letter(client, cast):
    lines = "if a < b:\n    print('[^1] & <b>')"
    html = shown(client, ("code", {"language": "Python", "code": lines}), by=cast.dev)
    assert html == (
        '<figure class="code"><figcaption>Python</figcaption><pre tabindex="0" role="region" '
        'aria-label="Python"><code>if a &lt; b: print(&#x27;[^1] &amp; &lt;b&gt;&#x27;)</code></pre></figure>'
    )


def test_a_table_has_a_caption_headings_and_named_rows(client, cast):
    html = shown(client, ("table", TABLE), by=cast.dev)
    assert html == (
        '<div class="table" role="region" aria-label="Falls in a year" tabindex="0"><table>'
        "<caption>Falls in a year</caption> "
        '<thead><tr><th scope="col">Ward</th><th scope="col" class="number">Falls</th></tr></thead> '
        '<tbody><tr><th scope="row"><p>Oak</p></th><td class="number">12</td></tr>'
        '<tr><th scope="row"><p>Elm</p></th><td class="number">7</td></tr></tbody></table></div>'
    )


def test_a_table_without_a_caption_is_sent_back():
    silent = {**TABLE, "cells": {**TABLE["cells"], "caption": ""}}
    with pytest.raises(StreamBlockValidationError):
        BodyBlock().clean(stream(("table", silent)))
    assert BodyBlock().clean_deferred(stream(("table", silent)))  # it may wait while someone writes


def test_a_picture_gone_from_the_library_is_left_out(client, cast):
    kept, gone = picture("A hall"), picture("A garden")
    each = [
        {"picture": {"image": one.pk, "alt_text": one.title, "decorative": False}, "caption": ""}
        for one in (kept, gone)
    ]
    post = published(
        "Shown",
        by=cast.dev,
        body=stream(("gallery", {"pictures": each, "caption": ""}), ("picture", each[1])),
    )
    gone.delete()
    html = client.get(post.get_absolute_url()).text.split('<div class="prose post__body">')[1]
    assert re.findall(r'<img [^>]*alt="([^"]*)"', html) == ["A hall"]


def test_a_gallery_shows_each_picture_and_leads_to_it(client, cast):
    pictures = []
    for words in ("A hall", "A garden", ""):
        each = {"image": picture(words or "Border").pk, "alt_text": words, "decorative": not words}
        pictures.append({"picture": each, "caption": words and f"{words}, seen from the gate"})
    html = shown(client, ("gallery", {"pictures": pictures, "caption": "Two days in May"}), by=cast.dev)
    assert re.findall(r'alt="([^"]*)"', html) == ["A hall", "A garden", ""]
    assert re.findall(r"<figcaption>([^<]+)</figcaption>", html) == [
        "A hall, seen from the gate",
        "A garden, seen from the gate",
        "Two days in May",
    ]
    links = re.findall(r'<a href="(/media/images/[^"]+)"><img', html)
    assert len(links) == 2  # the decoration says nothing, so it is no link
    assert client.get(links[0])["Content-Type"] == "image/webp"


@pytest.mark.parametrize(
    ("address", "is_taken"),
    [
        ("/events/", True),
        ("#places", True),
        ("https://example.org/book", True),
        ("mailto:hello@example.org", True),
        ("javascript:alert(1)", False),
        ("//evil.example/", False),
        ("data:text/html,x", False),
    ],
)
def test_a_call_leads_to_a_page(address, is_taken):
    call = stream(
        ("call", {"heading": "Come", "words": "", "address": address, "link_words": "Book a place"})
    )
    if is_taken:
        BodyBlock().clean(call)
        return
    with pytest.raises(StreamBlockValidationError):
        BodyBlock().clean(call)


def test_a_call_is_shown(client, cast):
    call = {
        "heading": "Come",
        "words": "<p>It is free.</p>",
        "address": "/events/",
        "link_words": "Book a place",
    }
    assert shown(client, ("call", call), by=cast.dev) == (
        '<aside class="call"><p class="call__title">Come</p><div class="call__words"><p>It is free.</p></div>'
        '<p><a class="button" href="/events/">Book a place</a></p></aside>'
    )


def test_an_older_revision_with_the_first_blocks_is_read_as_before(cast):
    post = published("Old", by=cast.dev)
    revision = post.latest_revision
    revision.content["body"] = (
        '[{"type": "heading", "value": {"text": "Chairs", "level": "3"}, "id": "1"},'
        ' {"type": "text", "value": "<p>Low.</p>", "id": "2"},'
        ' {"type": "gone", "value": {"x": 1}, "id": "3"},'
        ' {"type": "quote", "value": {"quote": "They stayed.", "attribution": ""}, "id": "4"}]'
    )
    revision.save()
    revision.publish()
    kinds = [block.block_type for block in PostPage.objects.get(pk=post.pk).body]
    assert kinds == ["heading", "text", "quote"]
