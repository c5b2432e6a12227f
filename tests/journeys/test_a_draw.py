"""A visit for 12 that 40 want: asked, drawn, and drawn again by anybody from what its page tells."""

import json
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from . import crowds
from .doors import fill_in_event, follow, letter, press, sound, sound_too

pytestmark = [pytest.mark.journey, pytest.mark.both]
PLACES, MANY = 12, 40
DAY = date.today() + timedelta(days=30)
PROGRAM = Path(__file__).resolve().parents[2] / "docs/draw.py"
TIME_IS_UP = """
from datetime import timedelta
from django.utils import timezone
from folkmoot.events import tasks
from folkmoot.events.models import Event
Event.objects.filter(slug="{slug}").update(closes_at=timezone.now() - timedelta(seconds=1))
tasks.freeze_draws()
"""


def planned(cora, server):
    """Cora plans a visit whose places are drawn, first among those who were at none, and publishes it."""
    cora.goto(f"{server}/events/plan/")
    fill_in_event(
        cora,
        "Twelve round one bed",
        "We **watch** a ward round.",
        f"{DAY}T10:00",
        f"{DAY}T12:00",
        "In person",
    )
    cora.get_by_label("Kind").select_option("visit")
    cora.get_by_label("Registration closes").fill(f"{DAY - timedelta(days=10)}T10:00")
    cora.get_by_label("Places in person").fill(str(PLACES))
    press(cora, "Keep it")
    draft = cora.url
    follow(cora, "How places are given")
    cora.get_by_role("radio", name=re.compile("By a draw")).check()
    cora.get_by_label("Whom the places are for").fill("Those who run a ward round themselves.")
    first = cora.get_by_role("group", name="Drawn first")
    first.get_by_role("radio", name=re.compile("had no place")).check()
    press(cora, "Keep it")
    cora.goto(draft)
    press(cora, "Publish it")
    return cora.url


def drawn_by_anybody(page, event, file):
    """What docs/draw.py prints, run by itself on the data of the page."""
    file.write_text(page.request.get(f"{event}draw.json").text())
    return subprocess.run(
        [sys.executable, "-I", PROGRAM, file], cwd=file.parent, capture_output=True, text=True, check=False
    )


def test_twelve_of_forty(site, server, new_page, sign_in, axe, tmp_path):
    cora = new_page()
    sign_in(cora, "Cora")
    event = planned(cora, server)
    slug = event.rstrip("/").rsplit("/", 1)[-1]
    sessions = crowds.members(site, "wishes", MANY)
    seen = crowds.register(event, sessions)
    tickets = {email: re.search(r"ticket is (\w+)", words)[1] for email, words in seen.items()}
    assert len(set(tickets.values())) == MANY

    early = drawn_by_anybody(cora, event, tmp_path / "early.json")
    assert early.returncode == 1
    assert "not been made yet" in early.stderr
    site.manage("shell", "-v0", "-c", TIME_IS_UP.format(slug=slug))
    cora.goto(f"{event}draw/")
    sound(cora, axe)
    press(cora, "Draw now")
    cora.get_by_text("It is drawn", exact=True).first.wait_for()
    sound(cora, axe)

    again = drawn_by_anybody(cora, event, tmp_path / "draw.json")
    assert again.returncode == 0, again.stdout
    told = json.loads((tmp_path / "draw.json").read_text())
    order = [one["ticket"] for one in told["order"]]
    assert sorted(order) == sorted(tickets.values())
    assert re.findall(r"^\s*\d+\W+(\w{6})", again.stdout, re.M) == order
    on_the_page = cora.locator("main table tbody tr td:nth-child(2)").all_inner_texts()
    assert [re.search(r"\w{6}", words).group() for words in on_the_page] == order

    whose = {ticket: email for email, ticket in tickets.items()}
    cora.wait_for_timeout(3000)  # the worker writes
    first, thirteenth = (
        crowds.as_one(new_page, server, sessions[whose[order[place]]]) for place in (0, PLACES)
    )
    words = letter(cora, server, whose[order[0]], "A place is free for you")
    first.goto(re.search(r"Yes, I come: (http\S+)", words)[1])
    press(first, "Yes, I come")
    first.goto(event)
    first.get_by_text("You have a place").first.wait_for()
    thirteenth.goto(event)
    thirteenth.get_by_text("Waiting list, number 1").first.wait_for()
    follow(thirteenth, "How, and how to check it")
    thirteenth.get_by_text(f"came {PLACES + 1}").first.wait_for()
    sound_too(thirteenth, new_page, axe, event, f"{event}draw/")
