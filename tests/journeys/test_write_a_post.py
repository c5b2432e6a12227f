"""Dev writes a post in the office, with author and picture, publishes it, and takes it back."""

import re

import feedparser
import pytest

pytestmark = pytest.mark.journey
TITLE = "What the porters know"
TEXT = "They know zanzibarine shortcuts that no map shows."


def new_post(page, server):
    page.goto(f"{server}/read/")
    page.goto(f"{server}/office/pages/")
    page.goto(server + page.locator("a[href$='/edit/']").first.get_attribute("href").replace("edit/", ""))
    shelf = page.get_by_role("link", name="Read", exact=True).first.get_attribute("href")
    page.goto(server + shelf.replace("edit/", "add_subpage/"))
    page.get_by_role("textbox", name="Title*").wait_for()


def add_author(page, name):
    page.get_by_role("button", name="Add Author").click()
    page.get_by_role("button", name="Choose a person").last.click()
    page.get_by_role("textbox", name="Name", exact=True).fill(name)
    page.get_by_role("link", name=name).click()
    page.get_by_role("textbox", name="Name", exact=True).wait_for(state="detached")


def add_picture(page):
    page.get_by_role("button", name="Choose an image").click()
    page.locator(".modal-content").get_by_role("link", name="Stairs").first.click()
    page.locator(".modal-content").wait_for(state="detached")


def write(page, words):
    page.locator(".c-sf-add-button").first.click()
    page.get_by_role("option", name="Text", exact=True).click()
    page.locator(".public-DraftEditor-content").last.click()
    page.keyboard.type(words)
    page.wait_for_timeout(1500)  # the editor hands on what was typed a moment later
    page.keyboard.type(" ")  # and the office saves by itself after the next change
    page.wait_for_timeout(1500)


def saved(page):
    """Saved by itself: it has a number now."""
    page.wait_for_url(re.compile(r"/office/pages/\d+/edit/$"), timeout=45_000)
    page.get_by_text("Saved", exact=True).locator("visible=true").first.wait_for()


def publish(page):
    saved(page)
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.wait_for_url(re.compile(r"/office/pages/\d+/$"))
    page.locator(".messages").get_by_text("published").wait_for()


def test_from_the_empty_form_to_the_reader_and_back(server, page, new_page, sign_in, watch, axe):
    watch.expected.add("400")  # the office saves by itself; while a picture lacks its words, it waits
    sign_in(page, "Dev")
    new_post(page, server)
    page.get_by_role("textbox", name="Title*").fill(TITLE)
    page.get_by_role("textbox", name="Standfirst").fill("Two sentences. From the night.")
    add_author(page, "Dev Malhotra")
    add_picture(page)
    page.get_by_role("textbox", name=re.compile("^What it shows")).fill("Stairs without a hand rail")
    write(page, TEXT)
    publish(page)

    reader = new_page(width=320, height=640)
    reader.goto(f"{server}/read/")
    reader.get_by_role("main").get_by_role("link", name=TITLE).first.click()
    post = reader.url
    assert post == f"{server}/read/what-the-porters-know/"
    reader.get_by_text(TEXT).wait_for()
    assert reader.get_by_role("img", name="Stairs without a hand rail").count() == 1
    assert axe(reader) == []

    feed = feedparser.parse(reader.request.get(f"{server}/read/feed/").text())
    entry = next(entry for entry in feed.entries if entry.title == TITLE)
    assert (feed.bozo, entry.link, entry.author) == (False, post, "Dev Malhotra")

    reader.goto(f"{server}/search/?q=zanzibarine")
    assert (
        reader.get_by_role("main")
        .get_by_role("link", name=TITLE)
        .get_attribute("href")
        .endswith("/read/what-the-porters-know/")
    )

    watch.expected.add("404")
    page.goto(f"{server}/office/pages/{post_number(page, server)}/unpublish/")
    page.get_by_role("main").get_by_role("button", name=re.compile("unpublish", re.I)).click()
    assert reader.goto(post).status == 404
    assert reader.request.get(f"{server}/read/feed/").text().count(TITLE) == 0
    reader.goto(f"{server}/search/?q=zanzibarine")
    assert reader.get_by_role("main").get_by_role("link", name=TITLE).count() == 0


def post_number(page, server):
    """The number under which the office knows the post."""
    page.goto(f"{server}/office/pages/search/?q=porters")
    href = page.get_by_role("link", name=TITLE).first.get_attribute("href")
    return re.search(r"/pages/(\d+)/", href).group(1)
