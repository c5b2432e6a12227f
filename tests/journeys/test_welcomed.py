"""Ben reads his letter, accepts on a phone without JavaScript, is welcomed and finds his first small step."""

import re

import pytest

from .doors import fits, follow, letter, link_in, press, sound_too

pytestmark = pytest.mark.journey
ROUND, COHORT = "/join/libraries-round/", "/people/cohorts/libraries-round/"
WORDS = "I was new last year. Ask me where the tea is, and anything else."


def ada_offers_to_greet(new_page, server, sign_in):
    ada = new_page()
    sign_in(ada, "Ada")
    ada.goto(server + COHORT)
    ada.get_by_text("Offer to greet this cohort", exact=True).click()
    ada.get_by_label("What you would say to them").fill(WORDS)
    press(ada, "Offer to greet")
    ada.get_by_text("Thank you. We tell you by mail").wait_for()


def test_ben_accepts_and_is_welcomed(server, new_page, sign_in, axe):
    ada_offers_to_greet(new_page, server, sign_in)
    team = new_page()
    sign_in(team, "Cora")
    text = letter(team, server, "ben@example.org", "We would like you to join")
    assert "We would be glad to have you as a member." in text

    ben = new_page(width=320, height=640, javascript=False)
    ben.goto(link_in(text, ROUND))
    with ben.expect_navigation():
        ben.get_by_role("button", name=re.compile("Ben Whitlock")).click()
    assert ben.url == f"{server}{ROUND}application/"
    assert ben.get_by_text("Membership offered").is_visible()
    assert fits(ben)
    follow(ben, "Answer the offer")
    ben.get_by_role("heading", level=1, name="We would like you to join").wait_for()
    assert ben.get_by_text("The offer holds until").is_visible()
    assert fits(ben)
    sound_too(ben, new_page, axe, f"{server}{ROUND}application/", f"{server}{ROUND}offer/")

    press(ben, "Accept, and become a member")
    assert ben.url == server + COHORT
    assert ben.get_by_text("Welcome. You are a member now.").is_visible()
    greets = ben.get_by_role("listitem").filter(has=ben.get_by_role("link", name="Ada Okafor"))
    assert WORDS in greets.first.inner_text()
    assert fits(ben)
    assert "Libraries round" in letter(team, server, "ben@example.org", "Welcome")

    ben.goto(f"{server}/today/")
    step = ben.get_by_role("region", name="One small step")
    assert step.get_by_text("Ada Okafor offered to welcome Libraries round.").is_visible()
    sound_too(ben, new_page, axe, f"{server}/today/")
    with ben.expect_navigation():
        step.get_by_role("link", name="Say hello to Ada Okafor").click()
    assert ben.get_by_role("heading", level=1).inner_text() == "Ask Ada Okafor to be in touch"

    team.goto(f"{server}/team/cohorts/libraries-round/")
    with team.expect_navigation():
        team.get_by_role("button", name=re.compile("Introduce.*Ben Whitlock")).click()
    ben.goto(server + COHORT)
    assert ben.get_by_text("Ada Okafor goes along with you").is_visible()
    sound_too(ben, new_page, axe, server + COHORT)

    ben.goto(f"{server}{ROUND}offer/")  # its page was left open, and says how it stands when he comes back
    assert ben.locator("main .lead").inner_text() == "Member"
    follow(ben, "See who was welcomed with you")
    assert ben.url == server + COHORT
