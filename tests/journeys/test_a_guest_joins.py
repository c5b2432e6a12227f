"""A guest without an account answers what is asked, joins from a phone, and is on the list at the door."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from .doors import fill_in_event, follow, letter, press, sound_too

pytestmark = pytest.mark.journey
GUEST, ADDRESS = "Gwenllian ferch Rhŷs", "gwenllian@example.net"
MEETING = "https://meet.example.org/zaffre-4711"
QUESTION, ANSWER = "What would you chart?", "Cwympiadau, fesul ŵythnos"
A_MOMENT = 4000  # people take longer than this to write; machines do not


def wall(minutes):
    return (datetime.now(ZoneInfo("Europe/London")) + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M")


def a_webinar_that_begins_soon(cora, server):
    cora.goto(f"{server}/events/")
    follow(cora, "Plan an event")
    fill_in_event(cora, "Run charts, in a moment", "We read one.", wall(12), wall(72), "Online")
    cora.get_by_role("radio", name="Everyone", exact=True).check()
    press(cora, "Keep it")
    press(cora, "Publish it")
    event = cora.url
    cora.goto(f"{event}joining/")
    cora.get_by_label("Link to the meeting").fill(MEETING)
    press(cora, "Keep the link")
    cora.goto(f"{event}form/")
    cora.get_by_label("Question", exact=True).fill(QUESTION)
    cora.get_by_label("It has to be answered").check()
    press(cora, "Ask it")
    return event


def test_from_the_letter_to_the_meeting(server, new_page, sign_in, axe, watch):
    watch.expected.update(
        {"meet.example.org", "422"}
    )  # nobody answers there; what has to be answered was not
    cora = new_page()
    sign_in(cora, "Cora")
    event = a_webinar_that_begins_soon(cora, server)

    phone = new_page(width=320, height=640, javascript=False)
    seen = []
    phone.route("https://meet.example.org/**", lambda route: (seen.append(route.request), route.abort()))
    phone.goto(event)
    follow(phone, "Come without an account")
    phone.get_by_label("Your name").fill(GUEST)
    phone.get_by_label("e-mail address").fill(ADDRESS)
    phone.wait_for_timeout(A_MOMENT)
    press(phone, "Send me the link")
    phone.get_by_text("Now look into your mail").first.wait_for()
    asked = letter(cora, server, ADDRESS, "One more step: Run charts, in a moment")
    phone.goto(re.search(r"Register: (http\S+)", asked)[1])
    follow(phone, "Come online")
    press(phone, "Register")
    phone.get_by_text("This field is required.").first.wait_for()
    phone.get_by_label(QUESTION).fill(ANSWER)
    sound_too(phone, new_page, axe, phone.url)
    press(phone, "Register")
    phone.get_by_text("You have a place").first.wait_for()
    place = phone.url

    told = letter(cora, server, ADDRESS, "You have a place: Run charts, in a moment")
    way_in = re.search(r"Join online, when it begins: (http\S+)", told)[1]
    assert MEETING not in asked + told + phone.content()
    sound_too(phone, new_page, axe, place, way_in)
    follow(phone, "Join online")
    assert phone.url == way_in
    phone.get_by_role("main").get_by_role("button", name="Join now").click()
    phone.wait_for_timeout(1500)
    assert {(one.url, one.headers.get("referer")) for one in seen} == {(MEETING, None)}
    seen.clear()

    cora.goto(f"{event}door/")
    row = cora.get_by_role("listitem").filter(has_text=GUEST)
    assert row.get_attribute("data-is-here") is not None
    cora.goto(f"{event}answers/")
    cora.get_by_text(ANSWER).wait_for()
    ada = new_page(width=320, height=640, javascript=False)
    sign_in(ada, "Ada")
    ada.goto(event)
    follow(ada, "Come online")
    ada.get_by_label(QUESTION).fill(ANSWER)
    press(ada, "Register")
    ada.route("https://meet.example.org/**", lambda route: (seen.append(route.request), route.abort()))
    ada.goto(f"{event}join/")
    ada.get_by_role("main").get_by_role("button", name="Join now").click()
    ada.wait_for_timeout(1500)
    assert {one.url for one in seen} == {MEETING}
