"""A live blog of twenty entries runs while three readers watch: told from a phone, followed, asked, ended."""

import re

import pytest

pytestmark = pytest.mark.journey
LOOK = "document.querySelector('live-entries').look()"  # what happens three times a minute by itself
IDS = "entries => entries.map((entry) => entry.id)"
NEWS = re.compile(r"^Show .* new entr")


def begin(phone, server, which):
    """Dev makes a post of the list a live blog, and starts it."""
    phone.goto(f"{server}/read/")
    phone.locator("main h2 a").nth(which).click()
    phone.wait_for_url(re.compile(r"/read/[^/]+/$"))
    post = phone.url
    phone.get_by_role("link", name="Write its live blog").click()
    phone.get_by_role("button", name="Make it a live blog").click()
    phone.get_by_role("button", name="Start the live blog").click()
    phone.get_by_text("Readers see what you send at once.").wait_for()
    return post


def send(page, words):
    page.get_by_label("What is happening?").fill(words)
    page.get_by_role("button", name="Send entry").click()
    page.locator("#sent ~ ul").get_by_text(words, exact=True).wait_for()


def shown(page):
    return [int(name.removeprefix("entry-")) for name in page.locator("[data-number]").evaluate_all(IDS)]


def test_twenty_entries_and_three_readers(server, new_page, sign_in, axe):
    phone, member = new_page(width=320, height=640), new_page()
    stranger, plain = new_page(width=320, height=640, dark=True), new_page(javascript=False)
    sign_in(phone, "Dev")
    sign_in(member, "Hana")
    post = begin(phone, server, which=1)
    for reader in (member, stranger, plain):
        reader.goto(f"{post}#live")
        assert shown(reader) == []

    for number in range(1, 13):
        send(phone, f"Moment {number}.")
    for reader in (member, stranger):
        reader.evaluate(LOOK)
        news = reader.get_by_role("button", name=NEWS)
        news.wait_for()
        assert (news.inner_text(), shown(reader)) == ("Show 12 new entries", [])
    news.click()
    stranger.wait_for_function("() => document.activeElement.id === 'entry-12'")
    assert shown(stranger) == list(range(12, 0, -1))
    assert axe(stranger) == []

    reading = stranger.locator("#entry-9")
    reading.scroll_into_view_if_needed()
    before = reading.bounding_box()["y"]
    for number in range(13, 20):
        send(phone, f"Moment {number}.")
    stranger.evaluate(LOOK)
    stranger.get_by_role("button", name="Show 7 new entries").wait_for()
    assert reading.bounding_box()["y"] == before

    ask = member.get_by_role("link", name="Ask the room")
    ask.focus()
    member.wait_for_function("() => window.htmx")
    ask.press("Enter")
    member.get_by_label("Your question").fill("How many are you?")
    member.get_by_role("button", name="Send question").click()
    member.get_by_text("Your question is with the room.").wait_for()
    phone.reload()
    phone.get_by_role("link", name=re.compile("^Answer the question of Hana")).click()
    phone.get_by_text("Your entry will quote this question").wait_for()
    assert axe(phone) == []
    send(phone, "A hundred and sixty.")

    plain.get_by_role("link", name="Look for new entries").click()
    assert shown(plain) == list(range(20, 0, -1))
    assert plain.locator("#entry-20").get_by_text("How many are you?").count() == 1

    phone.get_by_text("End the live blog").click()
    phone.get_by_role("button", name="End it now").click()
    phone.get_by_text("The live blog has ended.").first.wait_for()
    for reader in (member, stranger):
        reader.evaluate(LOOK)
        reader.get_by_role("button", name="The live blog has ended.").click()
        reader.get_by_role("heading", name="As it happened").wait_for()
        assert shown(reader) == list(range(1, 21))
        assert reader.get_by_role("link", name="Ask the room").count() == 0


def test_a_phone_without_a_connection_sends_once_it_is_back(server, new_page, sign_in, watch):
    watch.expected.add("ERR_INTERNET_DISCONNECTED|Failed to fetch")
    phone = new_page(width=320, height=640)
    sign_in(phone, "Dev")
    begin(phone, server, which=2)
    phone.context.set_offline(True)
    phone.get_by_label("What is happening?").fill("The lift stands between two floors.")
    phone.get_by_role("button", name="Send entry").click()
    phone.get_by_text("There is no connection.").wait_for()
    assert phone.get_by_label("What is happening?").input_value() == "The lift stands between two floors."
    phone.context.set_offline(False)
    phone.get_by_text("Entry 1 is out.").wait_for()
    assert phone.locator("#sent ~ ul").get_by_text("The lift stands between two floors.").count() == 1
