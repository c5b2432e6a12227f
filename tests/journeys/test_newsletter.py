"""A newsletter: gathered, arranged, tried, sent, read in the outbox, and stopped in one tap."""

import re

import pytest

pytestmark = pytest.mark.journey
OPENING = "Dear all, three things from the night shift."


def gather(page, server):
    """The demo has a newsletter begun: what is new is looked for once more."""
    page.goto(f"{server}/team/announcements/")
    page.get_by_role("link", name="Go on with the newsletter").click()
    page.get_by_role("link", name="Arrange the items").click()
    page.get_by_role("button", name="Look for newer items").click()
    page.get_by_role("heading", level=1, name="Arrange the newsletter").wait_for()


def item_titles(page):
    return [re.sub(r"^\d+\. ", "", words) for words in page.locator(".item__title").all_inner_texts()]


def read_in_outbox(page, server, who):
    """The letter to this person, as the team reads it in the demo."""
    page.goto(f"{server}/outbox/?kind=newsletter&q={who}")
    page.get_by_role("link", name="What the night told us").first.click()
    return page.locator("pre.letter").inner_text()


def test_from_gathering_to_the_last_tap_without_javascript(server, new_page, sign_in, axe):
    editor = new_page(width=320, height=640, javascript=False)
    sign_in(editor, "Dev")
    gather(editor, server)
    _first, second, *_others = item_titles(editor)
    editor.get_by_label("Heading").first.fill("Said otherwise")
    editor.get_by_role("button", name=re.compile("^Move down")).first.click()
    assert item_titles(editor)[:2] == [second, "Said otherwise"]
    editor.get_by_role("button", name=re.compile("^Leave out")).first.click()
    editor.get_by_role("button", name="Save and look at it").last.click()

    editor.get_by_role("link", name="Change words and people").click()
    editor.get_by_label("Subject").fill("What the night told us")
    editor.get_by_label("Words at the beginning").fill(OPENING)
    editor.get_by_role("button", name="Save and look at it").click()
    editor.get_by_role("button", name="Send a test to me").click()
    editor.get_by_text("Sent to dev@example.org as a test.").wait_for()
    editor.get_by_text(re.compile(r"^Send it to \d+ people$")).click()
    editor.get_by_role("button", name="Send it now").click()

    desk = editor.url
    for _wait in range(60):
        if (
            editor.get_by_role("link", name="Handed to the mail server").count()
            and not editor.get_by_text("You can leave this page").count()
        ):
            break
        editor.wait_for_timeout(500)
        editor.goto(desk)
    row = editor.get_by_role("row", name=re.compile("^Handed to the mail server")).inner_text()
    everyone = editor.get_by_role("row", name=re.compile("^In all")).inner_text()
    assert re.findall(r"\d+", row) == re.findall(r"\d+", everyone)

    team = new_page()
    sign_in(team, "Cora")
    letter = read_in_outbox(team, server, "Hana")
    assert letter.startswith(f"{OPENING}\n\nSaid otherwise\n{server}/read/")
    assert second not in letter

    hana = new_page(width=320, height=640)
    hana.goto(re.search(r"Stop these in one tap: (\S+)", letter)[1])
    hana.get_by_role("button", name="Stop these letters").click()
    hana.get_by_role("heading", name="“Newsletter” is off").wait_for()
    assert axe(hana) == []

    hana.goto(f"{server}/announcements/")
    assert hana.get_by_role("link", name="What the night told us").count() == 0  # it is for members
    sign_in(hana, "Hana")
    hana.goto(f"{server}/announcements/")
    hana.get_by_role("link", name="What the night told us").click()
    hana.get_by_text(OPENING).wait_for()
    assert axe(hana) == []


def test_the_pages_of_the_desk_are_sound(server, new_page, sign_in, axe):
    page = new_page(width=320, height=640, dark=True)
    sign_in(page, "Cora")
    page.goto(f"{server}/team/announcements/")
    assert axe(page) == []
    page.get_by_role("link", name=re.compile("open afternoon")).click()
    assert axe(page) == []
    page.get_by_role("link", name="In all").click()
    assert axe(page) == []
    page.goto(f"{server}/team/announcements/new/")
    assert axe(page) == []
