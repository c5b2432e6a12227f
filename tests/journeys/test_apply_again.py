"""Nesta was not offered membership: she reads why, and begins again with it in sight, without JavaScript."""

import pytest

from .doors import come_in, fits, follow, letter, link_in, press, sound_too
from .rounds import NESTA, WHY_NOT

pytestmark = pytest.mark.journey
BEFORE, AGAIN = "/join/harbour-round/application/", "/join/beacon-round/"
REASON = "We could not see what others would learn from you."


def test_she_reads_why_and_begins_again(rounds, server, new_page, sign_in, code_for, axe):
    team = new_page()
    sign_in(team, "Cora")
    text = letter(team, server, NESTA, "Your application: Harbour round")
    assert REASON in text
    assert WHY_NOT["words"] in text

    nesta = new_page(width=320, height=640, javascript=False)
    nesta.goto(link_in(text, "/join/harbour-round/"))
    come_in(nesta, code_for, NESTA)
    assert nesta.url == server + BEFORE
    said = nesta.get_by_role("blockquote").inner_text()
    assert "Not successful" in nesta.locator("p.lead").inner_text()
    assert REASON in said
    assert "Find one in which others changed what they do." in said
    assert WHY_NOT["words"] in said
    assert fits(nesta)
    sound_too(nesta, new_page, axe, server + BEFORE)

    follow(nesta, "Beacon round")
    follow(nesta, "Apply")
    assert nesta.get_by_text("You begin with what you wrote in Harbour round.").is_visible()
    nesta.get_by_role("radio").first.check()
    sound_too(nesta, new_page, axe, nesta.url)
    press(nesta, "Begin")
    told = nesta.locator("details").filter(has=nesta.get_by_text("What you were told in Harbour round"))
    assert REASON in told.inner_text()  # it stands open
    assert WHY_NOT["words"] in told.inner_text()
    assert fits(nesta)
    follow(nesta, "What you would bring")
    assert REASON in nesta.locator(".notice").inner_text()
    assert nesta.get_by_role("textbox").input_value() == "Ten years of reading groups."
    sound_too(nesta, new_page, axe, f"{server}{AGAIN}application/", f"{server}{AGAIN}application/bring/")

    nesta.get_by_role("textbox").fill("Ten years of reading groups. The branch in Pwll took them up.")
    press(nesta, "Save and come back later")
    nesta.goto(server + BEFORE)  # what she sent then stays as it was
    assert nesta.get_by_text("The branch in Pwll").count() == 0
    assert nesta.get_by_role("link", name="Beacon round").count() == 0
