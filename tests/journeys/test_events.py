"""An event as people live it: planned, come to on a phone, moved, waited for, taken in one tap, off."""

import re
from datetime import date, timedelta

import pytest

from .doors import fill_in_event, follow, letter, link_in, press, sound, sound_too

pytestmark = pytest.mark.journey
DAY = date.today() + timedelta(days=40)


def test_one_place_goes_from_hand_to_hand(server, new_page, sign_in, axe):
    cora = new_page()
    sign_in(cora, "Cora")
    cora.goto(f"{server}/events/")
    follow(cora, "Plan an event")
    fill_in_event(
        cora,
        "Two hours on handover",
        "We **shadow** one handover.",
        f"{DAY}T10:00",
        f"{DAY}T12:00",
        "In person",
    )
    cora.get_by_label("Places in person").fill("1")
    sound(cora, axe)
    press(cora, "Keep it")
    press(cora, "Publish it")
    cora.get_by_text("1 of 1 free").wait_for()
    event = cora.url
    sound(cora, axe)

    hana, dev = (new_page(width=320, height=640, javascript=False) for _each in range(2))
    sign_in(hana, "Hana")
    sign_in(dev, "Dev")
    hana.goto(event)
    follow(hana, "Come in person")
    sound_too(hana, new_page, axe, hana.url)
    hana.get_by_label("What helps you to take part").fill("A seat near the door.")
    press(hana, "Register")
    hana.get_by_text("You have a place").first.wait_for()
    dev.goto(event)
    follow(dev, "Wait for a place in person")
    press(dev, "Register")
    dev.get_by_text("Waiting list, number 1").first.wait_for()
    lists = [f"{server}/events/{which}" for which in ("", "mine/", "?show=past")]
    sound_too(dev, new_page, axe, event, *lists)

    cora.goto(f"{server}/events/")
    cora.get_by_role("link", name="Two hours on handover").click()
    follow(cora, "The event")
    cora.get_by_label("Begins").fill(f"{DAY}T14:00")
    cora.get_by_label("Ends").fill(f"{DAY}T16:00")
    press(cora, "Keep it")
    cora.wait_for_timeout(3000)  # the worker writes
    words = letter(cora, server, "hana@", "Another time: Two hours on handover")
    assert "14:00 to 16:00" in words
    hana.goto(re.search(r"I cannot come: (http\S+)", words)[1])
    press(hana, "I cannot come")
    hana.get_by_text("Thank you for saying so.").wait_for()
    words = letter(cora, server, "dev@", "A place is free for you")
    dev.goto(re.search(r"Yes, I come: (http\S+)", words)[1])
    press(dev, "Yes, I come")
    dev.goto(event)
    dev.get_by_text("You have a place").first.wait_for()
    cora.goto(f"{event}people/")
    assert "Dev Malhotra" in cora.get_by_role("main").inner_text()
    sound(cora, axe)

    cora.goto(f"{event}cancel/")
    cora.get_by_label("Why it does not happen").fill("The ward has closed.")
    sound(cora, axe)
    press(cora, "Cancel the event")
    cora.wait_for_timeout(3000)
    assert "The ward has closed." in letter(cora, server, "dev@", "Cancelled: Two hours on handover")
    dev.goto(event)
    dev.get_by_text("This event does not happen").wait_for()
    assert link_in(words, "/events/").rstrip("/") == event.rstrip("/")
