"""The Markdown of a text becomes the blocks of a page, and nothing in it can act or call out."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from folkmoot.publishing.writing.text import paragraphs, pictures_in, pieces, without_picture


def test_each_piece_becomes_its_block():
    source = (
        "First *words*.\n\n- one\n- two\n\n# A heading\n\n#### Deeper\n\n> “We counted.”\n> — Ada Okafor\n\n"
        "![A lift](picture:2)\n\n```sql\nselect 1\n```\n\nLast **words**."
    )
    assert list(pieces(source)) == [
        ("text", "<p>First <em>words</em>.</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
        ("heading", {"text": "A heading", "level": "2"}),
        ("heading", {"text": "Deeper", "level": "3"}),
        ("quote", {"quote": "We counted.", "attribution": "Ada Okafor"}),
        ("picture", {"number": 2, "words": "A lift"}),
        ("code", {"language": "sql", "code": "select 1"}),
        ("text", "<p>Last <strong>words</strong>.</p>\n"),
    ]


def test_a_picture_among_words_stands_after_them():
    assert list(pieces("See ![it](picture:1) here")) == [
        ("text", "<p>See  here</p>\n"),
        ("picture", {"number": 1, "words": "it"}),
    ]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<b onclick=x>y</b>", "&lt;b onclick=x&gt;y&lt;/b&gt;"),
        ("[a](javascript:alert(1))", "[a](javascript:alert(1))"),
        ("[a](data:text/html,x)", "[a](data:text/html,x)"),
    ],
)
def test_what_could_act_is_only_words(source, shown):
    assert list(pieces(source)) == [("text", f"<p>{shown}</p>\n")]


def test_a_picture_from_elsewhere_is_a_link_to_it():
    ((_kind, html),) = pieces("![A lift](https://elsewhere.example/lift.jpg)")
    assert html == (
        '<p><a href="https://elsewhere.example/lift.jpg" rel="nofollow ugc noopener">A lift</a></p>\n'
    )


def test_tables_that_only_fill_the_page_stay_words():
    wide = f"{'|a' * 40}\n{'|-' * 40}\n" + "x\n" * 100
    kinds = [kind for kind, _value in pieces(f"{wide}\n" * 20)]
    assert kinds == ["table", "text"]


def test_brackets_without_end_are_looked_through_once():
    source = "![" * 100_000  # each of them looked through to the end: 5 s; a thousand letters on: 0.06 s
    began = time.process_time()
    assert without_picture(source, 1) == f"{source}\n"
    assert time.process_time() - began < 1


def test_a_table_keeps_its_cells():
    ((kind, value),) = pieces(
        "| Ward | *Lifts* |\n|---|---|\n| One | **two** |\n| <b>x | ![a](http://x.example/y) |"
    )
    assert (kind, value["cells"]["columns"]) == (
        "table", [{"type": "words", "heading": "Ward"}, {"type": "words", "heading": "Lifts"}],
    )  # fmt: skip
    assert value["cells"]["rows"] == [
        {"values": ["One", "<strong>two</strong>"]},
        {"values": ["&lt;b&gt;x", '<a href="http://x.example/y" rel="nofollow ugc noopener">a</a>']},
    ]


def test_the_pictures_a_text_calls_for():
    source = "![a](picture:1)\n\ntext ![b](picture:12)\n\n`![c](picture:3)`"
    assert pictures_in(source) == [1, 12]
    assert without_picture(source, 1) == "text ![b](picture:12)\n\n`![c](picture:3)`\n"


def test_plain_words_for_comparing():
    source = "One *two*.\n\n- three\n- four\n\n> Five.\n> — Six\n\n## Seven\n\n![Eight](picture:1)"
    assert list(paragraphs(source)) == [
        ("text", "One two."), ("item", "three"), ("item", "four"), ("quote", "Five. — Six"),
        ("heading", "Seven"), ("picture", "Eight"),
    ]  # fmt: skip


@given(some.text(alphabet="ab*_#>-|![]()`\n :picture1<&\\", max_size=80))
def test_any_text_has_pieces_without_a_tag_of_its_own(source):
    for kind, value in pieces(source):
        assert kind in {"text", "heading", "quote", "picture", "code", "table"}
        if kind == "text":
            assert "<img" not in value
            assert "<script" not in value
    list(paragraphs(source))
