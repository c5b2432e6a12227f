"""An open space as people live it: asked, pitched on a phone, placed, read on a phone and on the wall, noted,
and months later followed up by a tap from a letter.
"""

import re
from datetime import date, timedelta

import pytest

from .doors import fill_in_event, follow, letter, press, sound, sound_too

pytestmark = pytest.mark.journey
DAY = date.today() + timedelta(days=33)
QUESTION = "What do we leave at the door?"


def _planned(cora, server):
    """A day at the first venue, and its question; its address."""
    cora.goto(f"{server}/events/plan/")
    fill_in_event(
        cora, "A day at the door", "We make the agenda.", f"{DAY}T09:00", f"{DAY}T15:00", "In person"
    )
    cora.get_by_label("Kind").select_option("open_space")
    press(cora, "Keep it")
    press(cora, "Publish it")
    event = cora.url
    follow(cora, "The event")
    follow(cora, "Open space")
    cora.get_by_label("The question").fill(QUESTION)
    press(cora, "Open the space")
    return event


def _pitched(page, event, title):
    page.goto(f"{event}space/pitch/")
    page.get_by_label("Title").fill(title)
    page.get_by_label("What I bring").fill("A story, **no** slides.")
    press(page, "Offer the conversation")
    return page.url


def _of(page, act, what):
    """The button that does this with that one, as its name says to who does not see where it is."""
    return page.get_by_role("main").get_by_role("button", name=re.compile(f"^{act} ?: {re.escape(what)}$"))


def _press(page, act, what):
    with page.expect_navigation():
        _of(page, act, what).click()


def test_an_agenda_is_made_by_those_who_come(server, new_page, sign_in, axe, watch):
    watch.expected.add("409")  # two want the same room
    cora = new_page()
    sign_in(cora, "Cora")
    event = _planned(cora, server)
    for name in ("Library", "Kitchen"):
        cora.goto(f"{event}space/rooms/")
        cora.get_by_label("Name of the room").fill(name)
        press(cora, "Add the room")
    cora.get_by_label("The first begins").fill(f"{DAY}T10:00")
    cora.get_by_label("How many").fill("2")
    press(cora, "Lay them out")
    sound(cora, axe)

    ada, hana = (new_page(width=320, height=640, javascript=False) for _each in range(2))
    for page, name in ((ada, "Ada"), (hana, "Hana")):
        sign_in(page, name)
        page.goto(event)
        follow(page, "Come in person")
        press(page, "Register")
    ada_session = _pitched(ada, event, "Coats, and who takes them")
    hana_session = _pitched(hana, event, "Who takes the coats?")
    hana.get_by_text("Close to yours").wait_for()
    hana.goto(ada_session)
    _press(hana, "I would come", "Coats, and who takes them")
    hana.get_by_text("You would come.").wait_for()
    for page in (cora, ada):
        page.goto(ada_session)
        assert "said that they would come" not in page.content()
    sound_too(hana, new_page, axe, f"{event}space/", hana_session, f"{event}space/pitch/", f"{event}agenda/")

    cora.goto(f"{event}space/question/")
    sound(cora, axe)
    cora.get_by_text("Close pitching now").first.click()
    press(cora, "Close pitching now")
    assert "/place/" in letter(cora, server, "ada@", "Find a room for")
    assert "/place/" in letter(cora, server, "ada@", "Find a room for")
    ada.goto(f"{ada_session}place/")
    hana.goto(f"{hana_session}place/")
    _press(ada, "Take it", "10:00 to 11:00, Library")
    ada.get_by_text("10:00 to 11:00, Library").first.wait_for()
    with hana.expect_response(lambda answer: answer.status == 409):
        _of(hana, "Take it", "10:00 to 11:00, Library").click()
    hana.get_by_text("Somebody else was quicker").wait_for()
    _press(hana, "Take it", "10:00 to 11:00, Kitchen")
    hana.goto(ada_session)
    hana.get_by_text("1 person said that they would come.").wait_for()
    sound_too(ada, new_page, axe, ada_session, f"{ada_session}place/", f"{event}agenda/")

    wall = new_page()
    sign_in(wall, "Dev")
    wall.goto(f"{event}agenda/")
    wall.emulate_media(media="print")
    sheet = wall.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
    width, height = map(float, re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", sheet).groups())
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (420, 297)


def test_months_later_a_tap_says_what_became_of_it(server, new_page, sign_in, axe):
    cora = new_page()
    sign_in(cora, "Cora")
    cora.goto(f"{server}/events/?show=past")
    cora.get_by_role("link", name="Open space: what we stopped doing").click()
    event = cora.url
    cora.get_by_text("What became of it").first.wait_for()
    sound(cora, axe)
    words = letter(cora, server, "ada@", "What became of")
    ada = new_page(width=320, height=640)
    ada.goto(re.search(r"Ended: (http\S+)", words)[1])
    ada.get_by_label("A few words on it").fill("It was enough.")
    sound(ada, axe)
    press(ada, "Say so")
    ada.get_by_text("Thank you.").wait_for()
    cora.goto(event)
    cora.get_by_text("It was enough.").first.wait_for()
    cora.goto(f"{event}space/afterwards/")
    cora.get_by_text("It was enough.").first.wait_for()
    sound(cora, axe)
    sign_in(ada, "Ada")
    ada.goto(f"{event}space/?show=yours")
    ada.locator("main .entry__title a").first.click()
    follow(ada, "Write a note")
    ada.get_by_label("Your note").fill("Somebody asked again **today**.")
    sound(ada, axe)
    press(ada, "Keep the note")
    ada.get_by_text("Somebody asked again today.").wait_for()
    sound(ada, axe)
