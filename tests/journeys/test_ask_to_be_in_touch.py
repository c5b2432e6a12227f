"""Someone is asked to be in touch and says yes: by keyboard, on a phone, without JavaScript."""

import re

import pytest

pytestmark = pytest.mark.journey
WORDS = "You know which gate to open. Could I ring you about ours?"


def link_in_letter(team, server, address, subject):
    team.goto(f"{server}/outbox/?q={address}")
    team.get_by_role("link", name=re.compile(subject)).first.click()
    letter = team.locator("pre.letter").inner_text()
    assert "@example.org" not in letter
    return re.search(r"http\S+/account/requests/\d+/", letter).group()


def test_ask_accept_and_in_touch_on_both_sides(server, new_page, sign_in, axe, watch):
    watch.expected.add(" 422|422 ")
    stranger = new_page(width=320, height=640, javascript=False)
    stranger.goto(f"{server}/people/hana-kowalczyk/ask/")
    assert "/account/login/" in stranger.url

    dev = new_page(width=320, height=640, javascript=False)
    sign_in(dev, "Dev")
    dev.goto(f"{server}/people/?q=hana")
    dev.get_by_role("link", name=re.compile("^Ask to be in touch ?: Hana Kowalczyk")).click()
    dev.get_by_role("button", name="Send the request").click()
    dev.get_by_text("Say what for: it is the first thing they read.").first.wait_for()
    dev.get_by_label("To ask about something you know").check()
    dev.get_by_label("In your words").fill(WORDS)
    dev.get_by_label("If they accept, give them my e-mail address").check()
    dev.get_by_role("button", name="Send the request").click()
    dev.get_by_text("Sent. Hana Kowalczyk has 14 days to answer.").wait_for()

    team = new_page()
    sign_in(team, "Cora")
    link = link_in_letter(team, server, "hana@example.org", "Dev Malhotra asks to be in touch with you")

    hana = new_page(width=320, height=640, dark=True)
    hana.goto(link)
    hana.get_by_role("button", name=re.compile("Hana")).first.click()
    hana.wait_for_url(link)
    hana.get_by_text(WORDS).wait_for()
    assert axe(hana) == []
    yes = hana.get_by_label("Yes, let us be in touch")
    yes.focus()
    hana.keyboard.press("Space")
    for _ in range(6):
        hana.keyboard.press("Tab")
        if hana.evaluate("document.activeElement.name") == "words":
            break
    hana.keyboard.type("Gladly, on Fridays.")
    for _ in range(4):
        hana.keyboard.press("Tab")
        if hana.evaluate("document.activeElement.innerText") == "Send my answer":
            break
    hana.keyboard.press("Enter")
    hana.get_by_text("You are in touch. We have written to Dev Malhotra.").wait_for()
    hana.get_by_role("link", name="dev@example.org").wait_for()
    assert axe(hana) == []

    link_in_letter(team, server, "dev@example.org", "Hana Kowalczyk says yes")
    dev.goto(f"{server}/account/connections/")
    dev.get_by_role("heading", name="Hana Kowalczyk").wait_for()
    assert "hana@example.org" not in dev.content()
    dev.goto(f"{server}/people/hana-kowalczyk/")
    dev.get_by_text("You have been in touch since").wait_for()
    assert dev.get_by_role("link", name="Ask Hana Kowalczyk to be in touch").count() == 0

    hana.goto(f"{server}/account/connections/")
    assert axe(hana) == []
    hana.get_by_text("Remove Dev Malhotra").first.click()
    hana.get_by_role("button", name="Remove Dev Malhotra").last.click()
    hana.get_by_text("The connection with Dev Malhotra is removed").wait_for()
    dev.goto(f"{server}/account/connections/")
    dev.get_by_text("Nobody yet").wait_for()


def test_one_that_lapsed_offers_three_others_with_the_reasons(server, new_page, sign_in, axe):
    ada = new_page(width=320, height=640)
    sign_in(ada, "Ada")
    ada.goto(f"{server}/account/requests/")
    ada.get_by_role("link", name="You asked Sukhwinder Kaur Bhandal").click()
    ada.get_by_role("heading", name="Others you could ask").wait_for()
    asking = ada.locator("main").get_by_role("link", name=re.compile("^Ask "))
    assert asking.count() == 3
    assert axe(ada) == []
    asking.first.click()
    assert "slippers" in ada.get_by_label("In your words").input_value()
    assert axe(ada) == []


def test_the_team_sees_who_waits_and_not_the_words(server, new_page, sign_in, axe):
    team = new_page()
    sign_in(team, "Cora")
    team.goto(f"{server}/team/")
    team.get_by_role("link", name="1 contact request without an answer for ten days").click()
    team.get_by_role("row", name=re.compile("Derek Hollinshead")).wait_for()
    assert "gardening" not in team.content()
    assert axe(team) == []
