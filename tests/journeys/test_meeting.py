"""The decision meeting: Cora moves it on, and who decides with her follows, with JavaScript and without."""

import pytest

from .doors import follow, press, sound

pytestmark = pytest.mark.journey
HIDDEN = "Somebody else is being talked about"


def move_on(cora, number):
    cora.get_by_label("Talk about another application").select_option(str(number))
    press(cora, "Move on to it")


def talked_about(page):
    return page.locator("#now h2").first.inner_text()


def test_the_others_follow_the_chair(rounds, server, new_page, sign_in, axe):
    cora, hana, plain = new_page(), new_page(width=320), new_page(width=320, javascript=False)
    for page, name in [(cora, "Cora"), (hana, "Hana"), (plain, "Hana")]:
        sign_in(page, name)
        page.goto(f"{server}/join/mill-round/meeting/")
    assert hana.get_by_text("The meeting has not begun").is_visible()
    press(cora, "Begin the meeting")
    move_on(cora, 3)
    for page in (hana, plain):
        page.reload()
        assert talked_about(page) == "Application 3"
    sound(cora, axe)
    sound(hana, axe)

    move_on(cora, 2)  # of the other lane: Hana learns that somebody is talked about, and nothing else
    hana.get_by_role("heading", name=HIDDEN).wait_for()
    assert hana.locator("#said").inner_text() == HIDDEN
    sound(hana, axe)
    assert talked_about(plain) == "Application 3"
    follow(plain, "Look again")
    assert talked_about(plain) == HIDDEN
    assert hana.get_by_role("link", name="Look again").count() == 0

    press(cora, "End the meeting")
    hana.get_by_text("The meeting is over", exact=True).first.wait_for()
    follow(plain, "Look again")
    assert plain.get_by_text("The meeting is over").is_visible()
