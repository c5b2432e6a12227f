"""A hybrid day in October: 60 people for 50 places, one place handed on twice, moved across the clock change.

What the letters bring for calendars is read by two independent programmes, `icalendar` and ical.js.
"""

import json
import re
from datetime import date, timedelta

import pytest

from folkmoot.events.tests.test_two_readers import agreed

from . import crowds
from .doors import fill_in_event, follow, letter, press, sound, sound_too

pytestmark = [pytest.mark.journey, pytest.mark.both]
PLACES, MANY = 50, 60
TITLE = "One day, two rooms; (all, of us)"
TIME_IS_UP = """
from datetime import timedelta
from django.utils import timezone
from folkmoot.events import tasks
from folkmoot.events.models import Registration
Registration.objects.filter(user__email="{email}").update(offered_until=timezone.now() - timedelta(seconds=1))
tasks.end_offers()
"""
THE_DAY_HAS_COME = """
from datetime import timedelta
from django.utils import timezone
from folkmoot.events import tasks
from folkmoot.events.models import Need
Need.objects.filter(registration__user__email__startswith="comes").update(
    purge_on=timezone.localdate() - timedelta(days=1)
)
tasks.destroy_needs()
"""
CALENDARS = """
import json
from folkmoot.activity.models import Email
rows = Email.objects.filter(user__email="{email}").exclude(calendar="").order_by("pk")
print(json.dumps(list(rows.values_list("calendar", flat=True))))
"""


def clocks_change():
    """The last Sunday in October of next year."""
    day = date(date.today().year + 1, 10, 31)
    return day - timedelta(days=(day.weekday() + 1) % 7)


def planned(cora, server):
    """Cora plans it for the Friday before the clocks change, and publishes it."""
    friday = clocks_change() - timedelta(days=2)
    cora.goto(f"{server}/events/")
    follow(cora, "Plan an event")
    fill_in_event(
        cora,
        TITLE,
        "We look at **one** ward, from both rooms.",
        f"{friday}T10:00",
        f"{friday}T16:00",
        "In person and online",
    )
    cora.get_by_label("Places in person").fill(str(PLACES))
    press(cora, "Keep it")
    press(cora, "Publish it")
    cora.get_by_text(f"{PLACES} of {PLACES} free").wait_for()
    return cora.url


def test_sixty_for_fifty(site, server, new_page, sign_in, axe):
    cora = new_page()
    sign_in(cora, "Cora")
    event = planned(cora, server)
    hana = new_page(width=320, height=640)
    sign_in(hana, "Hana")
    hana.goto(event)
    follow(hana, "Come online")
    press(hana, "Register")
    hana.get_by_text("You have a place").first.wait_for()

    sessions = crowds.members(site, "comes", MANY)
    seen = crowds.register(event, sessions)
    have_one = [email for email, words in seen.items() if "You have a place" in words]
    assert len(have_one) == PLACES
    found = {email: re.search(r"Waiting list, number (\d+)", words) for email, words in seen.items()}
    waiting = {int(number[1]): email for email, number in found.items() if number}
    assert sorted(waiting) == list(range(1, MANY - PLACES + 1))
    cora.goto(f"{event}people/")
    sound(cora, axe)

    def as_one(email):
        page = crowds.as_one(new_page, server, sessions[email])
        page.goto(event)
        return page

    gives_it_back = as_one(have_one[0])
    gives_it_back.get_by_text("I cannot come").first.click()
    press(gives_it_back, "I cannot come")

    silent = as_one(waiting[1])
    silent.get_by_text("A place is held for you").first.wait_for()
    sound_too(silent, new_page, axe, event)
    site.manage("shell", "-v0", "-c", TIME_IS_UP.format(email=waiting[1]))
    silent.reload()
    silent.get_by_text("The time to answer is over").first.wait_for()

    third = as_one(waiting[2])
    cora.wait_for_timeout(2000)  # the worker writes
    words = letter(cora, server, waiting[2], "A place is free for you")
    third.goto(re.search(r"Yes, I come: (http\S+)", words)[1])
    press(third, "Yes, I come")
    third.goto(event)
    third.get_by_text("You have a place").first.wait_for()
    next_one = as_one(waiting[3])
    next_one.get_by_text("Waiting list, number 1").first.wait_for()

    monday = clocks_change() + timedelta(days=1)
    cora.goto(event)
    follow(cora, "The event")
    follow(cora, "Change it, or move it")
    cora.get_by_label("Begins").fill(f"{monday}T10:00")
    cora.get_by_label("Ends").fill(f"{monday}T16:00")
    press(cora, "Keep it")
    cora.wait_for_timeout(3000)  # the worker writes
    letter(cora, server, waiting[2], "Another time: One day, two rooms")
    third.reload()
    press(third, "Yes, I still come")
    cora.goto(f"{event}people/")
    cora.get_by_text("1 person said, since it was moved, that they still come").wait_for()

    cora.goto(f"{event}needs/")
    press(cora, "Look after access and food")
    cora.get_by_text(f"{PLACES + 8} people have told what they need").wait_for()
    cora.get_by_text("A hearing loop.").first.wait_for()

    cora.goto(f"{event}cancel/")
    cora.get_by_label("Why it does not happen").fill("The roof is off.")
    press(cora, "Cancel the event")
    cora.wait_for_timeout(3000)
    letter(cora, server, waiting[2], "Cancelled: One day, two rooms")
    site.manage("shell", "-v0", "-c", THE_DAY_HAS_COME)
    cora.goto(f"{event}needs/")
    cora.get_by_text("0 people have told what they need").wait_for()
    assert "hearing loop" not in cora.get_by_role("main").inner_text()

    read = agreed(json.loads(site.manage("shell", "-v0", "-c", CALENDARS.format(email=waiting[2]))))
    assert [one["method"] for one in read] == ["REQUEST", "REQUEST", "CANCEL"]
    facts = [one["events"][0] for one in read]
    assert len({fact["uid"] for fact in facts}) == 1
    assert [fact["sequence"] for fact in facts] == sorted({fact["sequence"] for fact in facts})
    friday = clocks_change() - timedelta(days=2)
    assert [fact["begins"] for fact in facts[:2]] == [f"{friday}T09:00:00.000Z", f"{monday}T10:00:00.000Z"]
    assert {fact["summary"] for fact in facts[:2]} == {TITLE}
