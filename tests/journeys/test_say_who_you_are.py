"""Ben fills half a profile and comes back: on a phone, by keyboard, with JavaScript and without."""

import re

import pytest

pytestmark = pytest.mark.journey
SAID = "I lend out what a branch library can lend."


def tab_to(page, target):
    """By the tabulator alone; answers whether it was reached."""
    for _ in range(250):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return True
    return False


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_javascript_each_part_is_saved_by_itself(server, new_page, sign_in, axe):
    ben = new_page(width=320, height=640, javascript=False)
    sign_in(ben, "Ben")
    ben.goto(f"{server}/account/profile/")
    assert fits(ben)
    notice = ben.locator(".notice")
    notice.get_by_role("link", name="Say what you do").click()
    assert ben.url.endswith("#id_role")

    role = ben.get_by_label("Role", exact=False).first
    assert tab_to(ben, role)
    ben.keyboard.type("Branch librarian")
    assert tab_to(ben, ben.get_by_role("button", name=re.compile("Save and go on ?: Who you are")))
    ben.keyboard.press("Enter")
    ben.wait_for_url("**/account/profile/?saved=2#group-2")
    ben.get_by_text("Saved. Go on here, or come back another day.").wait_for()
    assert notice.get_by_role("link", name="Say what you do").count() == 0
    assert notice.get_by_role("link", name="Name your town").count() == 1

    ben.context.clear_cookies()  # he closes the laptop; on another day he comes in by Today
    sign_in(ben, "Ben")
    ben.goto(f"{server}/today/?time=5")
    ben.get_by_role("link", name="Say what others can ask you about").click()
    asked = ben.get_by_label("Ask me about", exact=False).first
    asked.fill("Lending a sewing machine")
    ben.get_by_role("button", name="Save my profile").click()
    ben.get_by_text("Your profile is saved.").wait_for()
    ben.get_by_text("Lending a sewing machine").wait_for()
    ben.get_by_text("Branch librarian").wait_for()
    stranger = new_page()
    stranger.goto(f"{server}/people/?q=sewing")
    assert stranger.get_by_text("Ben Whitlock").count() == 0


def test_what_he_typed_is_there_when_he_comes_back(server, new_page, sign_in, axe):
    ben = new_page(width=320, height=640)
    sign_in(ben, "Ben")
    ben.goto(f"{server}/account/profile/")
    assert axe(ben) == []
    about = ben.get_by_label("About", exact=False).first
    about.focus()
    ben.keyboard.type(SAID)
    ben.get_by_text("Saved at").wait_for()
    ben.goto(f"{server}/today/")
    ben.get_by_role("link", name="Your profile").last.click()
    ben.wait_for_url("**/account/profile/")
    ben.get_by_text("Here is what you typed before").wait_for()
    assert about.input_value() == SAID
    ben.get_by_role("button", name="Save my profile").click()
    ben.get_by_text(SAID).wait_for()
    ben.goto(f"{server}/account/profile/")
    assert ben.get_by_text("Here is what you typed before").count() == 0
