"""Somebody who never signs in answers a digest, says thank you and stops it, by mail and in one tap."""

import re
import smtplib
from email.message import EmailMessage

import pytest

from .doors import link_in, press, sound_too

pytestmark = pytest.mark.journey
WORDS = "We keep ours in a drawer by the door, labelled in three languages."
BELOW = (
    "-- \nSent from my phone\n\nOn Mon, 2 Mar 2026 at 08:01, Common Ground wrote:\n> there are new messages\n"
)
ANSWER = re.compile(r"reply\+\S+@reply\.localhost")


@pytest.fixture
def digest(server, new_page, sign_in):
    """(name, address, text, address for answers) of a digest in the outbox that can be answered."""
    team = new_page()
    sign_in(team, "Cora")
    team.goto(f"{server}/outbox/?kind=digest")
    for link in [link.get_attribute("href") for link in team.locator("ol.lines a").all()]:
        team.goto(f"{server}{link}")
        if found := ANSWER.search(team.content()):
            name, address = team.locator("dl.facts dd").nth(1).inner_text().rsplit(", ", 1)
            return name, address, team.locator("pre.letter").inner_text(), found[0]
    pytest.fail("no digest can be answered")


def send(site, sender, to):
    """As a mail programme sends an answer; twice, as mail is sometimes brought."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, "Re: new messages where you take part"
    mail["Message-ID"] = "<answer-1@phone.example.org>"
    mail.set_content(f"{WORDS}\n\n{BELOW}")
    for _twice in range(2):
        with smtplib.SMTP("localhost", site.mail_port) as post:
            post.send_message(mail)


def test_somebody_who_never_signs_in_takes_part(site, server, digest, new_page, sign_in, axe):
    name, address, text, answers_to = digest
    send(site, address, answers_to)
    ben = new_page()
    sign_in(ben, "Ben")
    thread = link_in(text, "")
    said = ben.locator(".message").filter(has_text=WORDS)
    ben.goto(thread)
    for _second in range(30):
        if said.count():
            break
        ben.wait_for_timeout(1000)
        ben.reload()
    assert said.count() == 1
    assert name in said.inner_text()
    assert "Sent from my phone" not in ben.content()

    reader = new_page(width=320, height=640, javascript=False)
    thank = re.search(r"Thank [^:\n]+: (http\S+)", text)[1]
    reader.goto(thank)
    press(reader, "Say thank you")
    reader.get_by_text("You have said thank you.").wait_for()
    ben.reload()
    ben.get_by_text(f"{name} says thank you").first.wait_for()
    reader.goto(link_in(text, "/mail/mute/"))
    press(reader, "Mute it")
    reader.get_by_text("We do not send you anything from there any more.").wait_for()
    stop = link_in(text, "/mail/stop/")
    reader.goto(stop)
    press(reader, "Stop these letters")
    reader.get_by_role("heading", name=re.compile("is off")).wait_for()
    sound_too(reader, new_page, axe, thank, stop, link_in(text, "/mail/mute/"))
    reader.goto(f"{server}/today/")
    assert "/account/login/" in reader.url  # nothing of it has signed anybody in
