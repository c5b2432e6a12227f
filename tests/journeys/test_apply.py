"""Eve applies on a phone, on two days, with JavaScript off; somebody who knows her answers by mail."""

import re

import pytest

from .doors import letter, link_in

pytestmark = [pytest.mark.journey]
ROUND = """
from datetime import timedelta
from django.utils import timezone
from folkmoot.accounts.models import User
from folkmoot.members.models import Partner
from folkmoot.recruitment.models import Lane, Round
cora, now = User.objects.at("cora@example.org"), timezone.now()
days = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=9)}
round = Round.objects.plan("Lantern round", by=cora, hear_on=(now + timedelta(days=60)).date(), **days)
Lane.objects.add(round, Partner.objects.order_by("pk").first(), by=cora)
round.open(by=cora)
"""
WORDS = {
    "Why you want to join": "I run a branch library and want to learn from others.",
    "What you would bring": "Ten years of reading groups.",
    "Beyond your own team": "Four branches took up our evening hours.",
    "What you learned from a change": "We expected families and got students. I learned to ask first.",
}


def phone(new_page):
    return new_page(width=390, height=844, javascript=False)


def write(eve, title, then="Save and go on"):
    eve.get_by_role("heading", level=1, name=title).wait_for()
    eve.get_by_role("textbox").fill(WORDS[title])
    eve.get_by_role("button", name=then).click()


def test_eve_applies_over_two_days(site, server, new_page, sign_in, axe):
    site.manage("shell", "-v0", "-c", ROUND)
    about, first, second, third, last = "About you", *WORDS
    eve = phone(new_page)
    eve.goto(f"{server}/join/lantern-round/")
    eve.get_by_text("What happens when").wait_for()
    eve.goto(f"{server}/join/lantern-round/apply/")
    eve.get_by_role("button", name=re.compile("Eve")).first.click()
    eve.wait_for_url("**/join/lantern-round/apply/")  # back at exactly this page
    eve.get_by_text("What counts").wait_for()
    eve.get_by_role("radio").first.check()
    eve.get_by_role("button", name="Begin").click()

    eve.get_by_role("heading", name="0 of 5 done").wait_for()
    eve.get_by_role("link", name=about, exact=True).click()
    eve.get_by_label("Town you live or work in").fill("Hull")
    eve.get_by_role("button", name="Save and go on").click()
    write(eve, first)
    write(eve, second, then="Save and come back later")
    eve.get_by_role("heading", name="3 of 5 done").wait_for()
    eve.context.close()

    eve = phone(new_page)  # the next day, in another browser
    sign_in(eve, "Eve")
    eve.goto(f"{server}/join/lantern-round/")
    eve.get_by_role("link", name="Go on with your application").click()
    eve.get_by_role("link", name=third).click()
    write(eve, third)
    write(eve, last)
    eve.get_by_role("heading", level=1, name="Look it over and send it").wait_for()
    for words in WORDS.values():
        eve.get_by_text(words).wait_for()

    eve.goto(f"{server}/join/lantern-round/referees/")
    eve.get_by_label("Their name").fill("Una Brack")
    eve.get_by_label("Their e-mail address").fill("una@brack.example")
    eve.get_by_role("button", name="Write to them").click()
    eve.get_by_text("We have written to Una Brack.").wait_for()
    eve.goto(f"{server}/join/lantern-round/application/check/")
    assert not eve.get_by_role("checkbox").is_checked()
    eve.get_by_role("button", name="Send the application").click()
    eve.get_by_text("Your application has arrived.").wait_for()
    eve.get_by_text(re.compile(r"Its number is \d+")).wait_for()

    team = new_page()
    sign_in(team, "Cora")
    assert "has arrived. Its number is" in letter(team, server, "eve@example.org", "We have your application")
    una = phone(new_page)
    una.goto(link_in(letter(team, server, "una@brack", "say something"), "/join/reference/"))
    una.get_by_label("What would you say of them?").fill("She asks first.")
    una.get_by_role("button", name="Send it").click()
    una.get_by_role("heading", name="Thank you").wait_for()

    eve.get_by_role("link", name=re.compile("a few voluntary questions")).click()
    eve.get_by_label("35 to 44").check()
    eve.get_by_role("button", name="Keep my answers").click()
    eve.get_by_text("is kept apart from your application").wait_for()
    looked_at(new_page, server, sign_in, axe)


def looked_at(new_page, server, sign_in, axe):
    """The same pages with JavaScript, as assistive technology finds them."""
    eve = new_page(width=390, height=844, dark=True)
    sign_in(eve, "Eve")
    for page in ("application/", "referees/", "equality/", "application/withdraw/"):
        eve.goto(f"{server}/join/lantern-round/{page}")
        assert axe(eve) == [], page
