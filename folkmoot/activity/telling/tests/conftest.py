"""A room above in which people talk, and a clock that a test moves on."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.db import transaction

from folkmoot.activity.kinds import Kind
from folkmoot.activity.models import Happening, Level, Notice, Rhythm
from folkmoot.activity.telling import digests, sending, spreading
from folkmoot.activity.telling.digests import DIGEST
from folkmoot.activity.telling.told import Told
from folkmoot.core import gathering

TALK = Kind("talk", "Talk", help="What is said.", why="You get this because you talk.", tells=True)
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)  # 9:00 in London, too


class Room:
    """A room above: what was said in it, who belongs where, who has read what."""

    def __init__(self, letter):
        self.letter, self.reply_to, self.tap = letter, None, ()
        self.said, self.gone = {}, set()
        self.people = defaultdict(dict)  # place -> {key of an account: level}
        self.read = defaultdict(set)  # key of an account -> numbers

    def say(self, by=None, *, place="room.thread-1", wider="", to=None):
        number = len(self.said) + 1
        row = SimpleNamespace(_meta=SimpleNamespace(label_lower="room.message"), pk=number)
        self.said[number] = SimpleNamespace(by=by, place=place, to=to, words=f"Words {number}.")
        with transaction.atomic():
            Happening.objects.tell("message", row, place=place, wider=wider, position=number, by=by)
        return number

    def who_should_know(self, happening):
        said = self.said[number_in(happening.thing)]
        if said.to and self.said[said.to].by:
            yield self.said[said.to].by.pk, Notice.Reason.REPLY, Level.REPLIES
        for place in happening.places:
            for user, level in self.people[place].items():
                yield user, Notice.Reason.PLACE, level

    def notice_words(self, happenings, reader):
        return {
            happening.pk: self._told(number_in(happening.thing), reader)
            for happening in happenings
            if number_in(happening.thing) not in self.gone
        }

    def _told(self, number, reader):
        said = self.said[number]
        return Told(
            title=f"Thread {said.place[-1]}",
            url=f"/talk/#{number}",
            by=str(said.by or "Somebody"),
            words=said.words,
            kind="talk",
            letter=self.letter,
            answers=f"room.message-{said.to}" if said.to else "",
            reply_to=self.reply_to,
            tap=self.tap,
            is_read=number in self.read[reader.pk],
            context={"number": number, "words": said.words},
        )

    def place_words(self, places, reader):
        named = [place for place in places if place.startswith("room.")]
        return {place: {"title": f"Thread {place[-1]}", "url": "/talk/"} for place in named}


def number_in(thing):
    return int(thing.rpartition("-")[2])


@pytest.fixture
def talk(settings, tmp_path, monkeypatch):
    """The room above, with one kind of letters and the digest."""
    folder = tmp_path / "templates" / "room"
    folder.mkdir(parents=True)
    (folder / "said.txt").write_text("Said: {{ number }}\n\n> {{ words }}\n")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path / "templates"]}]
    room = Room("room/said.txt")
    offers = {
        "mail kinds": lambda: [TALK, DIGEST],
        "who should know": room.who_should_know,
        "notice words": room.notice_words,
        "place words": room.place_words,
    }
    for name, function in offers.items():
        monkeypatch.setitem(gathering._registered, name, [function])
    return room


class Clock:
    """Stands still until it is moved on; then what is due is done, as the clock and the workers do it."""

    def __init__(self, traveller):
        self.traveller = traveller

    def move(self, **lapse):
        self.traveller.shift(timedelta(**lapse))
        tick()

    def to(self, moment):
        self.traveller.move_to(moment)
        tick()


def tick():
    spreading.spread_strays()
    sending.send(Notice.objects.due().values_list("pk", flat=True))
    digests.put_together(Rhythm.objects.due().values_list("pk", flat=True))


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield Clock(traveller)


@pytest.fixture
def states():
    """number of what was said -> what became of this person's notice."""

    def states(user):
        rows = Notice.objects.of(user).order_by("pk").values_list("happening__thing", "state")
        return {number_in(thing): state for thing, state in rows}

    return states
