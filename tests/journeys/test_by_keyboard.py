"""Ifor applies, and Dev reads, without ever touching a mouse."""

import re

import pytest

from .doors import come_in, press, sound
from .keys import enter, is_focused, skip, tab, tab_to
from .rounds import IFOR

pytestmark = pytest.mark.journey
ADDRESS = "E-mail address at home (optional)"
QUESTIONS = [
    "Why you want to join",
    "What you would bring",
    "Beyond your own team",
    "What you learned from a change",
]


def to_the_problem(page, control):
    """The summary has the focus; its first link leads to the control."""
    page.get_by_role("heading", name="There is a problem with one answer").wait_for()
    assert is_focused(page.locator("error-summary .summary"))
    tab(page)
    page.keyboard.press("Enter")
    assert is_focused(control)
    assert control.get_attribute("aria-invalid") == "true"


def button(page, name):
    return page.get_by_role("main").get_by_role("button", name=name, exact=True)


def test_ifor_applies(rounds, server, page, code_for, axe, watch):
    watch.expected.add("422")
    page.goto(f"{server}/join/beacon-round/apply/")
    come_in(page, code_for, IFOR)
    press(page, "Begin")

    skip(page)
    tab_to(page, page.get_by_role("link", name="About you", exact=True))
    enter(page)
    skip(page)
    tab_to(page, page.get_by_label("Town you live or work in"))
    page.keyboard.type("Pwllheli")
    home = page.get_by_label(ADDRESS)
    tab_to(page, home)
    page.keyboard.type("no address")
    tab_to(page, button(page, "Save and go on"))
    enter(page)
    to_the_problem(page, home)
    assert page.get_by_label("Town you live or work in").input_value() == "Pwllheli"
    sound(page, axe)
    page.keyboard.press("Control+A")
    page.keyboard.type("ifor@quill.example")
    tab_to(page, button(page, "Save and go on"))
    enter(page)

    for question in QUESTIONS:
        page.get_by_role("heading", level=1, name=question).wait_for()
        skip(page)
        tab_to(page, page.get_by_role("textbox"))
        page.keyboard.type("We asked first, and three branches did likewise.")
        tab_to(page, button(page, "Save and go on"))
        enter(page)

    page.get_by_role("heading", level=1, name="Look it over and send it").wait_for()
    skip(page)
    tab_to(page, page.get_by_role("checkbox"))
    page.keyboard.press("Space")
    assert page.get_by_role("checkbox").is_checked()
    sound(page, axe)
    tab_to(page, button(page, "Send the application"))
    enter(page)
    page.get_by_text("Your application has arrived.").wait_for()
    assert re.search(r"Its number is \d+", page.get_by_role("main").inner_text())
    sound(page, axe)


def test_dev_scores_and_reads_the_next(server, page, sign_in, axe, watch):
    watch.expected.add("422")
    sign_in(page, "Dev")
    page.goto(f"{server}/join/night-workers-round/reading/")
    mine = page.get_by_role("main").get_by_role("listitem").filter(has_text="To be read").get_by_role("link")
    first, second = mine.all_inner_texts()[:2]
    skip(page)
    tab_to(page, mine.first)
    enter(page)
    page.get_by_role("heading", level=1, name=first).wait_for()
    sound(page, axe)
    skip(page)
    groups = page.get_by_role("main").get_by_role("group").filter(has=page.get_by_role("radio"))
    *scored, last = groups.all()
    for group in scored:
        tab_to(page, group.get_by_role("radio").first)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        assert group.get_by_role("radio").nth(2).is_checked()
    tab_to(page, button(page, "Send, and read the next"))
    enter(page)
    to_the_problem(page, last.get_by_role("radio").first)
    sound(page, axe)
    page.keyboard.press("Space")
    tab_to(page, button(page, "Send, and read the next"))
    enter(page)
    page.get_by_role("heading", level=1, name=second).wait_for()
    assert page.get_by_text(re.compile("Your scores for application .* are in.")).is_visible()
