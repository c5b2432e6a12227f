"""What WordPress had becomes the blocks of an editor: galleries, tables, code, notes, cards, quotes."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.accounts.models import Audience
from folkmoot.core.text import plain
from folkmoot.publishing.models import LinkCard, PostPage
from folkmoot.publishing.wordpress.content import bodied
from folkmoot.search.models import Document

from . import exports
from .test_text import Here

PICTURE = {"picture": 7, "alt": "", "caption": ""}
TABLE = (
    "<table><thead><tr><th>Town</th><th>People</th></tr></thead>"
    "<tbody><tr><th>Hull</th><td><strong>4</strong> &amp; 2</td></tr></tbody></table>"
)
CELLS = {
    "columns": [{"type": "words", "heading": "Town"}, {"type": "words", "heading": "People"}],
    "rows": [{"values": ["<p>Hull</p>", "<p><strong>4</strong> &amp; 2</p>"]}],
}
INTERVIEW = (
    "<p><strong>How did it start?</strong></p><p>By bus.</p><ul><li>Twice</li></ul>"
    "<p><b>And then?</b></p><p>By foot.</p>"
)


def blocks(text, footnotes=""):
    return bodied(text, Here(), footnotes)[0]


def losses(text):
    return [(loss.kind, loss.detail) for loss in bodied(text, Here())[1]]


HEADING = {"text": "The second year", "level": "2"}
CODE = {"language": "", "code": "a < b"}
QUOTE = {"quote": "Small\ntravels.", "attribution": "Priya"}
FIRST = {"question": "How did it start?", "answer": "<p>By bus.</p><ul><li>Twice</li></ul>", "who": ""}
SECOND = {"question": "And then?", "answer": "<p>By foot.</p>", "who": ""}
CALL = {"heading": "", "words": "", "address": "/about/", "link_words": "Join us"}
BUTTON = '<a class="wp-block-button__link" href="https://old.example.org/about/">Join us</a>'
PULLED = "<p>Small</p><p>travels.</p><cite>Priya</cite>"
EMBED = '<figure class="wp-block-embed"><div>\nhttps://youtu.be/x\n</div></figure>'
PLAYER = '<iframe src="https://player.vimeo.com/video/5" title="A walk"></iframe>'


def card(address, title=""):
    return ("link", {"address": address, "title": title})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\n\ntwo <b>bold</b>", [("text", "<p>one</p><p>two <strong>bold</strong></p>")]),
        ("<h2>The <em>second</em> year</h2>a", [("heading", HEADING), ("text", "<p>a</p>")]),
        ("<h4>Small</h4><p>a</p>", [("imported", "<h4>Small</h4>"), ("text", "<p>a</p>")]),
        ("<p>a<sup>2</sup></p>", [("imported", "<p>a<sup>2</sup></p>")]),
        ("<hr>a", [("text", "<hr><p>a</p>")]),
        ("[code]a < b[/code]", [("code", CODE)]),
        ("<pre><code>a &lt; b</code></pre>", [("code", CODE)]),
        ("https://vimeo.com/1", [card("https://vimeo.com/1")]),
        (EMBED, [card("https://youtu.be/x")]),
        (PLAYER, [card("https://vimeo.com/5", "A walk")]),
        (f'<div class="wp-block-button">{BUTTON}</div>', [("call", CALL)]),
        (
            f'<figure class="wp-block-pullquote"><blockquote>{PULLED}</blockquote></figure>',
            [("quote", QUOTE)],
        ),
        (f'<blockquote class="pullquote">{PULLED}</blockquote>', [("quote", QUOTE)]),
        (
            f"<blockquote class='pullquote'>Small travels.<cite>{'Priya ' * 40}</cite></blockquote>",
            [("quote", {"quote": "Small travels.\n" + " ".join(["Priya"] * 40), "attribution": ""})],
        ),
        ('[gallery ids="11,12,11"]', [("gallery", {"pictures": [PICTURE, PICTURE], "caption": ""})]),
        (INTERVIEW, [("question", FIRST), ("question", SECOND)]),
    ],
)
def test_each_becomes_its_block(text, expected):
    assert blocks(text) == expected


def test_a_gallery_of_the_block_editor_keeps_its_captions():
    figure = '<figure><img class="wp-image-11" alt="{}"/><figcaption>{}</figcaption></figure>'
    inside = figure.format("Hall", "Before") + figure.format("Yard", "After")
    text = f'<!-- wp:gallery -->\n<figure class="wp-block-gallery">{inside}</figure>\n<!-- /wp:gallery -->'
    hall, yard = (
        {**PICTURE, "alt": "Hall", "caption": "Before"},
        {**PICTURE, "alt": "Yard", "caption": "After"},
    )
    assert blocks(text) == [("gallery", {"pictures": [hall, yard], "caption": ""})]


def test_pictures_that_stood_alone_stay_alone():
    text = '<p><img class="wp-image-11"></p><p><img class="wp-image-11"></p>'
    assert [kind for kind, _value in blocks(text)] == ["picture", "picture"]


@pytest.mark.parametrize(("before", "after", "caption"), [
    ("", "", "Table"),
    ("<h2>Who came</h2>", "", "Who came"),
    ("<h2>Who came</h2><figure>", "<figcaption>By town</figcaption></figure>", "By town"),
])  # fmt: skip
def test_a_table_is_named_by_what_stood_with_it(before, after, caption):
    table = dict(blocks(f"{before}{TABLE}{after}"))["table"]
    assert table == {"cells": {**CELLS, "caption": caption}, "rows_are_named": True}


@pytest.mark.parametrize(
    "cell", ['<td colspan="2">a</td>', "<td><ul><li>a</li></ul></td>", "<td>a</td><td>b</td>"]
)
def test_a_table_no_block_can_hold_stays_as_it_was(cell):
    text = f"<table><tbody><tr><td>1</td></tr><tr>{cell}</tr></tbody></table>"
    assert [kind for kind, _value in blocks(text)] == ["imported"]


def test_footnotes_of_the_shortcode():
    assert blocks("a[ref]why[/ref] b[note]See <a href='https://a.example/'>A</a>[/note]") == [
        ("text", "<p>a[^1] b[^2]</p>"),
        ("notes", [
            {"name": "1", "note": "<p>why</p>"},
            {"name": "2", "note": '<p>See <a href="https://a.example/">A</a></p>'},
        ]),
    ]  # fmt: skip


def test_footnotes_of_the_block_editor():
    mark = '<sup data-fn="ab-1" class="fn"><a href="#ab-1" id="ab-1-link">1</a></sup>'
    text = f"<!-- wp:paragraph --><p>a{mark}</p><!-- /wp:paragraph --><!-- wp:footnotes /-->"
    kept = json.dumps([{"content": "why", "id": "ab-1"}])
    assert blocks(text, kept) == [("text", "<p>a[^1]</p>"), ("notes", [{"name": "1", "note": "<p>why</p>"}])]
    assert losses(text) == []


@pytest.mark.parametrize("kept", ["", "no JSON", "[1]", "{}", '[{"id": 1}]', "null"])
def test_footnotes_that_cannot_be_read_change_nothing_else(kept):
    assert plain(dict(blocks("<p>a</p>", kept))["text"]) == "a"


@pytest.mark.parametrize("name", ["members_only", "members-only", "member", "is_logged_in"])
def test_what_was_for_members_is_for_members(name):
    text = f"Open.\n\n[{name}]The link is 12.[/{name}]\n\nOpen again."
    part = ("members", [("text", "<p>The link is 12.</p>")])
    assert blocks(text) == [("text", "<p>Open.</p>"), part, ("text", "<p>Open again.</p>")]
    assert losses(text) == []


def test_what_was_for_fewer_is_kept_in_the_report_alone():
    text = "a [restrict level=5]secret[/restrict] [s2member]paid[/s2member]"
    assert "secret" not in str(blocks(text))
    assert sorted(losses(text)) == [("restricted", "[restrict] secret"), ("restricted", "[s2member] paid")]


def test_a_card_a_button_and_a_player_are_no_losses():
    text = 'a\n\nhttps://vimeo.com/1\n\n<iframe src="https://player.vimeo.com/video/5"></iframe>'
    assert losses(text) == []


def test_a_link_inside_a_pull_quote_is_reported():
    text = '<blockquote class="pullquote">See <a href="https://a.example/">A</a></blockquote>'
    assert losses(text) == [("quote link", "https://a.example/")]


def test_it_stands_on_the_site(bring, client, cast):
    part, last = "[members_only]The link is 12.[/members_only]", "<hr>See[ref]why[/ref]"
    text = "\n\n".join(["Open.", part, INTERVIEW, last, "https://vimeo.com/1", TABLE])
    bring(exports.export(exports.item(1, slug="one", content=text)))
    post = PostPage.objects.get()
    page = client.get(post.get_absolute_url()).content.decode()
    client.force_login(cast.ada)
    members = client.get(post.get_absolute_url()).content.decode()

    assert [block.block_type for block in post.body] == [
        "text", "members", "question", "question", "text", "link", "table", "notes",
    ]  # fmt: skip
    assert ("The link is 12." in page, "The link is 12." in members) == (False, True)
    assert "<caption>Table</caption>" in page
    assert LinkCard.objects.get().address == "https://vimeo.com/1"
    audiences = Document.objects.about(post).values_list("audience_id", flat=True)
    assert set(audiences) == {Audience.EVERYONE, Audience.MEMBERS}


def test_a_button_cites_nobody():
    text = "<a class='wp-block-button__link' href='/x'>An <cite>apple</cite></a>"
    (call,) = blocks(text)
    assert call == ("call", {"heading": "", "words": "", "address": "/x", "link_words": "An apple"})


PIECES = """
    <p>|</p>|<h2>|</h2>|<table><tr><td>|</td></tr></table>|<pre>|</pre>|[ref]|[/ref]|<li>|<ul>|<b>|</b>|<hr>
    |[members_only]|[/members_only]|<blockquote class='pullquote'>|</blockquote>|<cite>|</cite>|<b>Why?</b>
    |<a class='wp-block-button__link' href='/x'>|</a>|<!-- wp:gallery -->|<!-- /wp:gallery -->|&lt;
    |<img class='wp-image-11'>|<script>x</script>
""".strip().split("|")
WORDS = ["apple", "pear", "plum", "quince", "medlar"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, *WORDS, "\n\n", "\x00"]), max_size=24))
def test_any_heap_of_it_comes_out_whole(heap):
    """Nothing acts, every word is in a block or in the report, and a second look changes nothing."""
    shown, lost = bodied(" ".join(heap), Here())
    everything = json.dumps(shown) + " ".join(loss.detail for loss in lost)
    assert "<script" not in json.dumps(shown)
    for word in WORDS:
        assert everything.count(word) >= min(heap.count(word), 1)
