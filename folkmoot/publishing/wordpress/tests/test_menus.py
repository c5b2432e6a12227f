"""A menu becomes the draft of a page: its lines lead to where things are now, the others are reported."""

import pytest

from folkmoot.publishing.models import StandardPage

from . import exports
from .conftest import undo

MENU = exports.term("nav_menu", "main", "Main")


def menu():
    return StandardPage.objects.get(title__startswith="Menu: ")


def lines(run):
    rows = run.items.filter(kind="nav_menu_item").in_order()
    return {row.source_id: (row.outcome, row.reason) for row in rows}


def stands(page):
    (block,) = page.get_latest_revision_as_object().body
    return block.block_type, block.value.source


def of(*items):
    return exports.export(*items, terms=MENU)


def test_the_menu_of_the_old_site(bring, old_site):
    run = bring(old_site)
    page = menu()
    assert (page.title, page.live, page.get_parent().specific.get_absolute_url()) == (
        "Menu: Main",
        False,
        "/",
    )
    assert stands(page) == (
        "text",
        '<ul><li><a href="/read/topics/gatherings/">Gatherings</a></li>'
        '<li><a href="/about/">About</a><ul>'
        '<li><a href="/about/impact-and-evaluation/">Impact</a></li></ul></li>'
        '<li><a href="https://www.example.com/x?a=1&amp;b=2">Elsewhere &amp; beyond</a></li>'
        '<li><a href="/read/what-we-learned/">How it went</a></li>'
        '<li>Further<ul><li><a href="https://old.example.org/never-was/">Gone</a></li></ul></li></ul>',
    )
    made = ("made", "")
    assert lines(run) == {
        "32": ("left", "menu"), "40": made, "41": made, "42": made, "43": made, "44": ("left", "menu target"),
        "45": made, "46": made, "47": made,
    }  # fmt: skip
    parts = run.items.parts().filter(within__in=["45", "47"]).in_order()
    assert [(part.within, part.reason, part.detail) for part in parts] == [
        ("47", "old link", "https://old.example.org/never-was/"),
        ("45", "menu level", "44"),
    ]
    assert run.items.get(kind="menu").target == page


def test_again_it_is_the_same_and_a_new_line_comes_over(bring):
    first = exports.line(1, "One", url="https://example.com/1")
    bring(of(first))
    run = bring(of(first))
    assert (lines(run), StandardPage.objects.count()) == ({"1": ("same", "")}, 1)
    run = bring(of(first, exports.line(2, "Two", url="https://example.com/2")))
    assert lines(run) == {"1": ("updated", ""), "2": ("updated", "")}
    assert stands(menu())[1].count("<li>") == 2
    undo(run)
    assert stands(menu())[1].count("<li>") == 1


def test_a_menu_edited_here_stays(bring):
    run = bring(of(exports.line(1, "One", url="https://example.com/1")))
    page = menu()
    page.title = "Menu: ours"
    page.save_revision()
    again = bring(of(exports.line(1, "Two", url="https://example.com/2")))
    assert lines(again) == {"1": ("kept", "")}
    undo(again)
    undo(run)
    assert (lines(run), run.items.get(kind="menu").outcome) == ({"1": ("stays", "")}, "stays")
    assert menu().get_latest_revision_as_object().title == "Menu: ours"


def test_a_menu_removed_here_does_not_come_back(bring):
    export = of(exports.line(1, "One", url="https://example.com/1"))
    bring(export)
    menu().delete()
    run = bring(export)
    assert lines(run) == {"1": ("left", "removed here")}
    assert not StandardPage.objects.exists()


def test_undo_takes_the_menu_back(bring):
    run = bring(of(exports.line(1, "One", url="https://example.com/1")))
    undo(run)
    assert (lines(run), StandardPage.objects.exists()) == ({"1": ("undone", "")}, False)


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        (exports.line(1, "Nowhere", leads="post_type", to=9), ("left", "menu target")),
        (exports.line(1, "Archive", leads="post_type_archive"), ("left", "menu target")),
        (exports.line(1, "Script", url="javascript:alert(1)"), ("left", "menu target")),
        (exports.line(1, "Never saved", url="https://example.com/", status="draft"), ("left", "menu")),
        (exports.line(1, "In none", url="https://example.com/", menu=""), ("left", "menu")),
    ],
)
def test_a_menu_of_which_nothing_is_left(bring, line, outcome):
    run = bring(of(line))
    assert (lines(run), StandardPage.objects.exists()) == ({"1": outcome}, False)
    assert list(run.items.filter(kind="menu").values_list("outcome", "reason")) == [("left", "menu empty")]


def test_lines_in_a_ring_and_very_deep_ones_stand(bring):
    ring = [exports.line(n, f"R{n}", url=f"https://example.com/{n}", parent=3 - n) for n in (1, 2)]
    deep = [exports.line(n, f"D{n}", url=f"https://example.com/{n}", parent=n - 1) for n in range(10, 60)]
    run = bring(of(*ring, *deep))
    text = stands(menu())[1]
    assert (text.count("<li>"), text.count("<ul>"), set(lines(run).values())) == (52, 8, {("made", "")})
    assert run.items.parts().filter(reason="menu level").count() == 1 + 1 + 43


def test_words_of_a_menu_are_words(bring):
    bring(of(exports.line(1, "<b>Bold</b> <script>x()</script>", url='https://example.com/"><script>')))
    assert "<script" not in stands(menu())[1]
    assert "<b>" not in stands(menu())[1]


def test_a_line_may_not_be_made_a_post(bring):
    run = bring(of(exports.line(1, "One", url="https://example.com/1")), types={"nav_menu_item": "post"})
    assert lines(run) == {"1": ("made", "")}
