"""An administrator brings a WordPress site on the page and reads the report; its addresses still lead."""

import re

import pytest

from .conftest import OLD_SITE

pytestmark = pytest.mark.journey


def give(page, server, **file):
    page.goto(f"{server}/team/import/")
    page.get_by_label("Export file").set_input_files(file)
    page.get_by_role("button", name="Check the file").click()
    page.wait_for_url(re.compile(r"/team/import/\d+/$"))


def in_english(page, server, sign_in):
    """As Fay, whose pages are in Welsh, for once in English."""
    sign_in(page, "Fay")
    page.goto(f"{server}/account/language/")
    page.get_by_role("main").get_by_role("button", name="English").click()


@pytest.fixture
def administrator(new_page, server, sign_in):
    page = new_page()
    in_english(page, server, sign_in)
    return page


def test_the_site_comes_over_through_the_page(server, administrator, new_page, axe):
    page = administrator
    # the same site under another name: this one's posts are not here yet
    export = OLD_SITE.read_bytes().replace(b"old.example.org", b"second.example.org")
    give(page, server, name="second-site.xml", mimeType="text/xml", buffer=export)
    page.get_by_role("heading", name="What would happen").wait_for()
    assert axe(page) == []
    page.get_by_role("button", name="Begin the import").click()
    page.get_by_text("The site has come over").wait_for(timeout=60_000)
    for row in page.get_by_role("table").get_by_role("row").all()[1:]:
        found, here, left = (int(cell.replace(",", "")) for cell in row.get_by_role("cell").all_inner_texts())
        assert (row.inner_text(), found) == (row.inner_text(), here + left)

    page.get_by_role("link", name="The report, item by item").click()
    assert page.get_by_role("table").get_by_role("row").count() > 3
    assert axe(page) == []


def test_old_addresses_lead_to_where_their_texts_are(server, new_page):
    page = new_page()
    for old in ("/blog-post/what-we-learned/", "/?p=21", "/about/impact-and-evaluation/"):
        answer = page.goto(server + old)
        assert (old, answer.status, page.url == server + old) == (old, 200, False) or "/about/" in old
        assert page.get_by_role("heading", level=1).inner_text() != ""


def test_a_hostile_file_is_refused_in_words(server, administrator, axe):
    bomb = b'<?xml version="1.0"?>\n<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">]>\n<rss>&a;</rss>'
    give(administrator, server, name="bomb.xml", mimeType="text/xml", buffer=bomb)
    administrator.get_by_text("The site is as it was before.").wait_for()
    assert axe(administrator) == []
