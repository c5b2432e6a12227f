"""Cora brings people in from a table without JavaScript: given, matched, decided, brought in, taken back."""

import re
import time

import pytest

from folkmoot.members.importing.tests import tables

from .doors import press

pytestmark = pytest.mark.journey


def settled(page, words):
    """Without JavaScript one looks again oneself."""
    for _ in range(60):
        if page.get_by_text(words).count():
            return
        page.reload()
        time.sleep(0.5)
    raise AssertionError(page.content())


@pytest.mark.both
def test_people_come_and_are_taken_back(server, new_page, sign_in):
    page = new_page(javascript=False, width=320)
    sign_in(page, "Cora")
    page.goto(f"{server}/team/people/")
    page.get_by_role("link", name="Import people").click()
    table = tables.real_looking(100)
    page.get_by_label("The table", exact=True).set_input_files(
        {"name": "members.csv", "mimeType": "text/csv", "buffer": table}
    )
    press(page, "Look at the table")
    assert re.search(r"/match/$", page.url)
    assert page.get_by_text("100 rows, written as Windows-1252.").count() == 1
    page.get_by_label("County").select_option("Leave out")
    press(page, "Check each row")
    settled(page, "5 rows cannot be brought in")
    page.get_by_role("link", name="See these rows").click()
    assert page.get_by_text("“not an address” is no e-mail address").count() == 1
    page.go_back()
    press(page, "Bring them in")
    settled(page, "95 people were welcomed")
    page.get_by_text("Take this import back", exact=True).click()
    press(page, "Take it back")
    settled(page, "This import was taken back")
    assert page.get_by_text("Nothing of it is left.").count() == 1


def test_its_pages_are_for_everyone(server, new_page, sign_in, axe):
    page = new_page()
    sign_in(page, "Cora")
    page.goto(f"{server}/team/import/people/")
    assert axe(page) == []
    buffer = tables.text([*tables.people(2, "axe"), ["", "Nobody", "", "", "Yorks", "", "", ""]]).encode()
    page.get_by_label("The table", exact=True).set_input_files(
        {"name": "few.csv", "mimeType": "text/csv", "buffer": buffer}
    )
    press(page, "Look at the table")
    assert axe(page) == []
    press(page, "Check each row")
    page.get_by_role("heading", name="What would happen").wait_for()
    assert axe(page) == []
    with page.expect_navigation():
        page.get_by_role("link", name="Look at each row").click()
    assert axe(page) == []
