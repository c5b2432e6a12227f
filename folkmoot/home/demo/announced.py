"""What the team of the demo wrote to everyone: an announcement, a newsletter, and the next, begun."""

from folkmoot.announcements import newsletter, sending
from folkmoot.announcements.models import Announcement
from folkmoot.publishing.models import Follow, Topic

from ..beginning import unwrapped

HALL = """Dear all,

our **open afternoon** is in the Old Fire Station in Leicester this year. There is no programme.
Bring one thing you tried and one question.

- The 14:05 from the station stops at the door.
- Tea is there, cake is what you bring.
- The ramp is on the yard side; ask me if you need anything else.

What others do with such an afternoon, you can [read here](/read/).

Cora"""
OPENING = """Dear all,

this is what you told each other during the last month. If you read only one of these, read the first.

Dev"""
CLOSING = """Would you like to write something yourself? Four sentences are enough: what you tried,
what happened, what it cost, what you would do again. Answer this letter and I help you with the rest."""


def plan(story):
    """Lay out what is written when."""
    story.then(story.day(64, 10, 30), lambda: announce(story))
    story.then(story.day(33, 16, 0), lambda: send_a_newsletter(story))
    story.then(story.day(1, 15, 20), lambda: begin_the_next(story))


def announce(story):
    announcement = Announcement.objects.draft(
        by=story.cast.cora,
        subject="The open afternoon: bring one thing you tried",
        text=unwrapped(HALL),
        to=["members"],
        archive="public",
    )
    _out(announcement, by=story.cast.cora)


def send_a_newsletter(story):
    letter = Announcement.objects.gather(by=story.cast.dev)
    last = letter.items.in_order().last()
    if last:
        newsletter.arrange(letter, {}, by=story.cast.dev, act="up", item=last.pk)
    letter.edit(by=story.cast.dev, text=unwrapped(OPENING), closing=unwrapped(CLOSING), archive="public")
    _out(letter, by=story.cast.dev)


def begin_the_next(story):
    """Some follow a topic; Dev has gathered the next newsletter and not yet written a word."""
    for topic in Topic.objects.order_by("name")[:2]:
        for who in (story.cast.ada, story.cast.hana):
            Follow.objects.follow(topic, by=who)
    Announcement.objects.gather(by=story.cast.dev)


def _out(announcement, *, by):
    """It goes, and a worker takes every step at once."""
    announcement.begin(by=by)
    while sending.step(announcement.pk, announcement.stream):
        pass
