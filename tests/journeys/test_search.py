"""Searching: a visitor and a member, by keyboard, on a phone, without JavaScript."""

import pytest

pytestmark = pytest.mark.journey


@pytest.fixture
def phone(new_page):
    return new_page(width=320, javascript=False)


def look_for(page, server, words):
    page.goto(f"{server}/search/")
    page.get_by_label("Words to look for").focus()
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")


def tab_to(page, link):
    """By the tabulator alone; answers whether the link was reached."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            return True
    return False


def titles(page):
    return page.locator("main .entry h2").all_inner_texts()


def narrowed(page, group, label):
    """Open the filters, go to one and follow it, all by keyboard."""
    summary = page.locator("main details summary")
    if page.locator("main details[open]").count() == 0:
        assert tab_to(page, summary)
        page.keyboard.press("Enter")
    section = page.locator("nav.narrowing section").filter(has=page.get_by_role("heading", name=group))
    assert tab_to(page, section.get_by_role("link", name=label, exact=True))
    with page.expect_navigation():
        page.keyboard.press("Enter")


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.both
def test_a_visitor_mistypes_a_word_and_narrows_what_was_meant(server, phone):
    page = phone
    look_for(page, server, "libary")
    assert "Nothing for “libary”. Showing results for “library”." in page.locator("main").inner_text()
    assert "A library card for the ward" in titles(page)
    post = page.locator("main .entry").filter(has=page.get_by_text("By Iestyn ap Dafydd"))
    assert "libraries" in [word.lower() for word in post.locator("mark").all_inner_texts()]
    assert fits(page)

    look_for(page, server, "ward")
    everything = titles(page)
    assert tab_to(
        page, page.get_by_role("navigation", name="What was found").get_by_role("link", name="Posts")
    )
    with page.expect_navigation():
        page.keyboard.press("Enter")
    posts = titles(page)
    assert 1 < len(posts) < len(everything)

    narrowed(page, "Topic", "Hospitals")
    narrowed(page, "Author", "Siân Gwenllian Prydderch")
    year = page.locator("nav.narrowing section").last.locator("a").first.text_content()
    narrowed(page, "Year", year)
    assert "A library card for the ward" in titles(page)
    assert set(titles(page)) < set(posts)
    assert page.locator(".chosen li").count() == 3
    assert page.get_by_label("Words to look for").input_value() == "ward"
    assert fits(page)

    assert tab_to(page, page.locator(".chosen a").first)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator(".chosen li").count() == 2


@pytest.mark.both
def test_a_comment_is_found_by_its_sentence_and_opened_where_it_stands(server, phone):
    page = phone
    look_for(page, server, "wardens farms")
    assert titles(page) == ["Hywel Bowen-Lloyd on “Four names for one road”"]
    assert (
        page.locator("main .entry__words").inner_text() == "Flood wardens have the same problem with farms."
    )
    assert page.locator("main .entry__words mark").all_inner_texts() == ["wardens", "farms"]
    assert tab_to(page, page.locator("main .entry h2 a"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    comment = page.locator(f"[id='{page.url.partition('#')[2]}']")
    assert "Flood wardens have the same problem with farms." in comment.inner_text()


@pytest.mark.both
def test_words_for_members_are_found_by_a_member_alone(server, new_page, sign_in):
    page = new_page(width=320, javascript=False)
    look_for(page, server, "ourselves mercy")
    assert titles(page) == []
    assert "Members may find more" in page.locator("main").inner_text()
    assert "mercy." not in page.content()
    sign_in(page, "Ada")
    look_for(page, server, "ourselves mercy")
    assert titles(page) == ["A review of ourselves, by someone who left"]
    assert page.locator("main .entry__words mark").all_inner_texts()[-1] == "mercy"
    assert fits(page)


def test_nothing_found_says_what_to_do_however_long_the_word(server, new_page, axe):
    for dark in (False, True):
        page = new_page(width=320, dark=dark)
        page.goto(f"{server}/search/?q={'x' * 150}")
        assert page.get_by_role("heading", name="Nothing found").is_visible()
        assert fits(page)
        assert axe(page) == []
        page.goto(f"{server}/search/?q=ward")
        page.locator("main details summary").click()
        assert axe(page) == []
