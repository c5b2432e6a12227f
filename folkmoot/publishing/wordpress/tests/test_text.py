"""Texts: structure kept, what could act taken out, each loss said."""

import pytest

from folkmoot.publishing.wordpress.content import convert


class Here:
    """A resolver that knows one picture and one page."""

    def link(self, address, *, told=False):
        if address == "https://old.example.org/about/":
            return "/about/"
        return address if address.startswith(("http://", "https://", "mailto:", "/")) else ""

    def picture(self, source, number):
        return 7 if number == "11" or "workshop" in source else None

    def is_upload(self, address):
        return "/uploads/" in address


def blocks(text):
    return convert(text, Here())[0]


def html(text):
    return "".join(value for kind, value in blocks(text) if kind == "imported")


def losses(text):
    return [(loss.kind, loss.detail) for loss in convert(text, Here())[1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo\n\nthree", "<p>one<br>two</p><p>three</p>"),
        (
            "<strong>a</strong>\n\nb <em>c\n\nd</em>",
            "<p><strong>a</strong></p><p>b <em>c</em></p><p><em>d</em></p>",
        ),
        ("a\n<ul>\n\t<li>b</li>\n\n\t<li>c</li>\n</ul>\nd", "<p>a</p><ul><li>b</li><li>c</li></ul><p>d</p>"),
        ("<p>a</p>\n\n<p>b\nc</p>", "<p>a</p><p>b<br>c</p>"),
        ("<!-- wp:paragraph -->\n<p>a\nb</p>\n<!-- /wp:paragraph -->", "<p>a\nb</p>"),
        ("<h1>a</h1><h5>b</h5><b>c</b> <i>d</i>", "<h2>a</h2><h4>b</h4><p><strong>c</strong> <em>d</em></p>"),
        ("<blockquote>a\n\nb</blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>"),
        ("<pre>a\n  b &lt;c&gt;</pre>", "<pre>a\n  b &lt;c&gt;</pre>"),
        (
            '<ol start="3"><li>a<ol><li>b</li></ol></li></ol>',
            '<ol start="3"><li>a<ol><li>b</li></ol></li></ol>',
        ),
        (
            "<table><tr><th scope='col'>a</th></tr></table>",
            '<table><tbody><tr><th scope="col">a</th></tr></tbody></table>',
        ),
        ("<div><div>a</div>b</div>", "<p>a</p><p>b</p>"),
        ("<em>a <strong>b</em> c</strong>", "<p><em>a <strong>b</strong></em><strong> c</strong></p>"),
        ("a<!--more-->b", "<p>ab</p>"),
        (
            "[[gallery]] and [sic] and [1] and [see below]",
            "<p>[gallery] and [sic] and [1] and [see below]</p>",
        ),
    ],
)
def test_structure(text, expected):
    assert html(text) == expected
    assert losses(text) == []


@pytest.mark.parametrize(
    ("text", "left", "lost"),
    [
        ("a<script>steal()</script>", "<p>a</p>", ("script", "steal()")),
        ("a<style>p{}</style>", "<p>a</p>", ("style", "p{}")),
        ('a<form action="/go"><label>Name</label><input name="n"></form>', "<p>a</p>", ("form", "/go Name")),
        ('a<iframe src="https://ads.example/x"></iframe>', "<p>a</p>", ("iframe", "https://ads.example/x")),
        ('a<object data="x.swf"></object>', "<p>a</p>", ("object", "x.swf")),
        ("a<svg onload=x()><text>t</text></svg>", "<p>a</p>", ("object", "t")),
        ('<a href="javascript:x()">a</a>', "<p>a</p>", ("address", "javascript:x()")),
        ('a [contact-form-7 id="9"]', "<p>a</p>", ("shortcode", '[contact-form-7 id="9"]')),
        ('<!-- wp:latest-posts {"n":3} /-->a', "<p>a</p>", ("block", 'latest-posts {"n":3}')),
        ("a [members_only]the link is 12[/members_only] b", "<p>a</p><p>b</p>",
         ("restricted", "[members_only] the link is 12")),
    ],
)  # fmt: skip
def test_what_could_act_goes_and_is_reported(text, left, lost):
    assert html(text) == left
    assert losses(text) == [lost]


def test_nothing_hidden_in_attributes_passes():
    assert html('<p onclick="x()" style="color:red" class="y">a</p>') == "<p>a</p>"
    assert "onerror" not in html('<img src="x" onerror="alert(1)" alt="a">')


def test_a_film_stays_reachable():
    text = '<iframe src="https://player.vimeo.com/video/123"></iframe>'
    assert 'href="https://vimeo.com/123"' in html(text)
    assert losses(text) == [("iframe", "https://player.vimeo.com/video/123")]


def test_an_address_on_its_own_line_was_a_player():
    assert losses("a\n\nhttps://www.youtube.com/watch?v=abc\n\nb") == [
        ("embed", "https://www.youtube.com/watch?v=abc")
    ]


def test_pictures_stand_where_they_stood():
    caption = '[caption width="300"]<img class="wp-image-11" src="x" alt="Work" /> At <em>work</em>[/caption]'
    text = f"first\n\n{caption}\n\nlast"
    assert blocks(text) == [
        ("imported", "<p>first</p>"),
        ("picture", {"picture": 7, "alt": "Work", "caption": "At work"}),
        ("imported", "<p>last</p>"),
    ]


def test_a_picture_before_the_words_of_its_paragraph_stands_above_it():
    kinds = [
        kind
        for kind, _value in blocks(
            '<p><img class="wp-image-11">words</p><p>more <img class="wp-image-11"></p>'
        )
    ]
    assert kinds == ["picture", "imported", "picture"]


def test_a_gallery_is_its_pictures():
    assert [kind for kind, _value in blocks('[gallery ids="11,12"]')] == ["picture"]
    assert losses('[gallery ids="11,12"]') == [("picture", "12")]


def test_a_picture_that_is_not_there_leaves_a_link():
    text = '<img src="https://old.example.org/wp-content/uploads/cat.jpg" alt="A cat">'
    assert ">A cat</a>" in html(text)
    assert losses(text) == [("picture", "https://old.example.org/wp-content/uploads/cat.jpg")]


def test_notes_are_gathered_at_the_end():
    assert html("a[ref]why[/ref] b") == "<p>a<sup>1</sup> b</p><hr><ol><li>why</li></ol>"


def test_places_inside_a_text_can_still_be_led_to():
    text = '<p><a href="#notes">Notes</a></p><h2 id="notes">Notes</h2><h2 id="unused">x</h2>'
    assert html(text).count('id="') == 1
    assert 'href="#c-notes"' in html(text)


def test_links_lead_to_the_new_addresses():
    assert 'href="/about/"' in html('<a href="https://old.example.org/about/">who</a>')
