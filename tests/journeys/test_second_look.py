"""Dev asks another editor to look; Fay gives it back with a word, then approves, and it is out."""

import re

import pytest

from .test_write_a_post import add_author, new_post, saved, write

pytestmark = pytest.mark.journey
TITLE = "Two pairs of eyes"


def submit(page):
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name=re.compile("^(Submit|Resubmit)")).click()
    page.locator(".messages").get_by_text("submitted").wait_for()


def decide(page, decision, words):
    """One of what the menu offers, with a comment."""
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name=decision).click()
    page.locator(".modal-content textarea").fill(words)
    page.locator(".modal-content").get_by_role("button").last.click()
    page.locator(".messages li").first.wait_for()


def test_given_back_then_approved(server, page, new_page, sign_in, watch):
    watch.expected.add("400")  # the office saves by itself before all is there
    sign_in(page, "Dev")
    new_post(page, server)
    page.get_by_role("textbox", name="Title*").fill(TITLE)
    page.get_by_role("textbox", name="Standfirst").fill("Which floor, and when.")
    add_author(page, "Dev Malhotra")
    write(page, "Ask the porters.")
    saved(page)
    written = page.url
    submit(page)

    editor = new_page()
    sign_in(editor, "Fay")
    editor.goto(written)
    decide(editor, re.compile("Request changes"), "Which floor?")

    page.goto(written)
    page.get_by_text("Which floor?").first.wait_for(state="attached")  # in the panel of its status
    submit(page)

    editor.goto(written)
    decide(editor, re.compile("^Approve with comment"), "Good now.")
    reader = new_page(width=320, height=640)
    reader.goto(f"{server}/read/two-pairs-of-eyes/")
    reader.get_by_role("heading", name=TITLE).wait_for()
