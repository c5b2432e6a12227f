"""Whatever the export holds: what goes in comes out or is in the report, and a second run changes nothing."""

from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.conversations.models import Message
from folkmoot.publishing.models import Import, PostPage, StandardPage
from folkmoot.publishing.wordpress.content import convert
from folkmoot.publishing.wordpress.reader import Author, Item, Reader, Term
from folkmoot.publishing.wordpress.work import go_on

from . import exports
from .test_text import Here

WORDS = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
PIECES = st.sampled_from(
    ["<p>", "</p>", "<b>", "</b>", "<ul><li>", "</li></ul>", "<table><tr><td>", "\n\n", "\n", "<blockquote>",
     "</blockquote>", "<iframe src=x></iframe>", "<script>x</script>", "[gallery ids=1,2]", "[caption]",
     "[/caption]",
     "<!-- wp:paragraph -->", '<img class="wp-image-11">', "<pre>", "</pre>", "<a href='#x'>", "</a>",
     "<h1>", "<div>",
     "</div>", "<", "&amp;", "]]>", "[ref]a[/ref]", "<figure>", "<figcaption>", "</figcaption></figure>",
     "<form>"]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, WORDS), max_size=12).map("".join)
STATUSES = st.sampled_from(["publish", "draft", "pending", "private", "future", "trash", "inherit", "odd"])
KINDS = st.sampled_from(
    ["post", "page", "attachment", "revision", "nav_menu_item", "news-story", "comment", "part"]
)
TAXONOMIES = st.sampled_from(["category", "post_tag", "subject", "author", "nav_menu"])
DATES = st.sampled_from(["2017-02-23 09:30:00", "0000-00-00 00:00:00", "yesterday", "9999-01-01 00:00:00"])


@st.composite
def comments(draw):
    number = draw(st.integers(1, 12))
    return exports.comment(
        number, draw(TEXTS), by=draw(WORDS),
        email=draw(st.sampled_from(["a@example.net", "", "none", "A@example.net"])),
        parent=draw(st.integers(0, 12)), approved=draw(st.sampled_from(["1", "0", "spam", "trash"])),
        kind=draw(st.sampled_from(["", "comment", "pingback", "order_note"])), when=draw(DATES),
    )  # fmt: skip


@st.composite
def lines(draw):
    """Lines of menus, in rings and below what is not there."""
    return exports.line(
        draw(st.integers(0, 8)), draw(WORDS), menu=draw(st.sampled_from(["main", "foot", ""])),
        leads=draw(st.sampled_from(["custom", "post_type", "taxonomy", "post_type_archive", ""])),
        to=draw(st.integers(0, 8)), parent=draw(st.integers(0, 8)), order=draw(st.integers(-1, 3)),
        url=draw(st.sampled_from(["", "#", "https://example.com/", f"{exports.BASE}/same/", "data:x"])),
    )  # fmt: skip


@st.composite
def items(draw):
    return exports.item(
        draw(st.integers(0, 8)), draw(WORDS), draw(TEXTS), kind=draw(KINDS), status=draw(STATUSES),
        slug=draw(st.sampled_from(["", "same", "topics", "%e8%af%8d", "a/b"])), when=draw(DATES),
        parent=draw(st.integers(0, 8)), password=draw(st.sampled_from(["", "sesame"])), creator=draw(WORDS),
        terms=[(draw(TAXONOMIES), draw(WORDS), draw(WORDS))],
        comments=draw(st.lists(comments(), max_size=3)), excerpt=draw(WORDS),
    )  # fmt: skip


@pytest.fixture
def run_over(tmp_path, db):
    def over(text):
        path = tmp_path / "export.xml"
        path.write_text(text)
        run = Import.objects.create(file=str(path), file_name="export.xml")
        go_on(run)
        assert run.state == "checked", (run.words, run.line)
        run.begin(by=None)
        go_on(run)
        assert run.state == "done", run.words
        return run, path

    return over


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(items(), lines()), max_size=8))
def test_counts_in_are_counts_out_and_reported(run_over, made):
    with transaction.atomic():
        holds(run_over, made)
        transaction.set_rollback(True)  # the next example begins on an empty site


def holds(run_over, made):
    run, path = run_over(exports.export(*made))
    records = list(Reader(path))
    found = [record for record in records if isinstance(record, Item)]
    rows = run.items.records()
    assert not rows.filter(outcome="planned").exists()
    kinds = {"author", "topic", "term", "menu", "comment"}
    assert rows.exclude(kind__in=kinds).count() == len(found)
    assert rows.filter(kind="comment").count() == sum(len(item.comments) for item in found)
    described = sum(isinstance(record, Author | Term) for record in records)
    assert rows.filter(kind__in=["author", "topic", "term", "menu"]).count() >= described
    for row in rows.exclude(outcome="left"):
        assert row.target is not None
    assert all(row.reason for row in rows.filter(outcome="left"))
    before = [
        Counter(model.objects.values_list("pk", flat=True)) for model in (PostPage, StandardPage, Message)
    ]
    again, _path = run_over(path.read_text())
    after = [
        Counter(model.objects.values_list("pk", flat=True)) for model in (PostPage, StandardPage, Message)
    ]
    assert before == after
    assert not again.items.records().filter(outcome="made").exists()
    assert StandardPage.find_problems() == ([], [], [], [], [])


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_frame_script_and_form_is_reported(text):
    blocks, losses = convert(text, Here())
    html = "".join(value for kind, value in blocks if kind == "imported")
    for tag in ("iframe", "script", "form"):
        assert f"<{tag}" not in html
    if "<pre>" not in text and "<!--" not in text:
        gone = [loss.kind for loss in losses]
        assert ("script" in gone) == ("<script>x</script>" in text) or "<form>" in text or "<" in text


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text("abcdefgh ", min_size=1, max_size=12), min_size=1, max_size=8))
def test_no_word_of_a_plain_text_is_lost(lines):
    text = "\n\n".join(lines)
    blocks, losses = convert(text, Here())
    html = "".join(value for kind, value in blocks if kind == "imported")
    for mark in ("<p>", "</p>"):
        html = html.replace(mark, " ")
    assert html.split() == text.split()
    assert losses == []
