"""The open spaces of the demo: one to which conversations are pitched; one that has been, with its agenda."""

import random
from datetime import datetime, timedelta
from pathlib import Path

from folkmoot.accounts.models import User
from folkmoot.events.models import (
    Choosing,
    Event,
    Joining,
    Lead,
    Pitch,
    Room,
    SessionInterest,
    SessionNote,
    Slot,
    Space,
)
from folkmoot.events.models.times import WALL
from folkmoot.events.space import tasks

PITCHES = {  # a title, and what whoever pitches it brings, wants, and of what size it is
    block.split("\n", 1)[0]: block.split("\n", 1)[1].strip().split("\n\n")
    for block in Path(__file__).with_suffix(".txt").read_text("utf-8").removeprefix("# ").split("\n\n# ")
}
COMING, PAST = "Open space on the night shift", "Open space: what we stopped doing"
QUESTIONS = {
    COMING: "What would make nights bearable?",
    PAST: "What could we stop, and nobody would miss it?",
}
ROOMS = [  # name, seats, step-free
    ("Engine hall", 60, "yes"),
    ("Watch room", 14, "no"),
    ("Kitchen", 8, "yes"),
    ("Yard, under the roof", 20, "yes"),
]
OF_COMING, OF_PAST, OF_SOON = 9, 8, 5  # pitches
NOTES = [
    "Nine forms on the table. **Four** had no reader that anybody could name.\n\n"
    "- Open: who may stop a form?\n- Next: each of us asks for one, by name, who reads it.",
    "Where it was stopped, people rang each other instead: shorter. One place began it again after a week.",
    "We wrote the sentence: *I do not need a copy; thank you for asking first.*",
    "Forty tiles, and eleven of us could say what two mean.\n\n> Show me what you would do otherwise.",
    "We drew on the floor with chalk. It rained later.",
    "The wall is cleared. We kept the fire plan and one postcard.",
    "An end needs a date and a person. Ours has the person now.",
]
AND_ALSO = [
    "I have the list of the four and send it to whoever asks.",
    "The dashboard people were in the room. They laughed, and took notes.",
    "Two of us try the date: the last Friday of the month.",
]
BECAME = [
    ("going", "Three forms are gone. The fourth turned out to have a reader after all, in another building."),
    ("else", "The meeting is back, standing, seven minutes."),
    ("ended", "Nobody uses the sentence. It was a good hour all the same."),
    ("nothing", ""),
    ("going", ""),
]
SIZES = {"small": "small", "whole": "whole"}


def pitch_to(event, people):
    """Nine pitches by those who come, two of them alike, and who would come to what."""
    space = _opened(event, timedelta(days=7))
    chance = random.Random(f"open space {event.title}")  # noqa: S311 - the same each time
    coming = _coming(event, people)
    titles = list(PITCHES)[:OF_COMING]
    pitches = [_pitched(space, coming[number % len(coming)], title) for number, title in enumerate(titles)]
    for pitch in pitches:
        _interest(pitch, chance.sample(coming, min(len(coming), chance.randint(2, 9))))
    Joining.objects.ask(pitches[1], pitches[0], by=pitches[1].pitched_by)
    other = next(person for person in coming[::-1] if person != pitches[2].pitched_by)
    Lead.objects.get_or_create(pitch=pitches[2], user=other, defaults={"agreed": False})
    _laid_out(space, people)


def place(event, question, people):
    """Five pitches that have found their rooms: Ada's first; the doors have not opened yet."""
    space = _opened(event, timedelta(days=1), question)
    rooms, slots = _laid_out(space, people)
    coming = _coming(event, people)
    pitches = [
        _pitched(space, coming[number], title) for number, title in enumerate(list(PITCHES)[3 : 3 + OF_SOON])
    ]
    for number, pitch in enumerate(pitches):
        _interest(pitch, coming[number + 1 : number + 4 + number % 3])
    space.close_pitching(by=people.cora)
    for pitch, (room, slot) in zip(pitches, [(room, slot) for slot in slots for room in rooms], strict=False):
        pitch.refresh_from_db()
        pitch.place(room, slot, by=pitch.pitched_by)


def look_back(people, begins, venue, at):
    """A day months ago: pitched, placed, held."""
    begins = begins.replace(hour=9)
    at(begins - timedelta(days=35))
    event = Event.objects.plan(
        by=people.cora, title=PAST, kind="open_space", mode="in_person", comers="everyone",
        zone="Europe/London", about="A day without a programme about work that could end.",
        purpose="To find three things to stop.", venue=venue, starts_wall=begins.strftime(WALL),
        ends_wall=(begins + timedelta(hours=7)).strftime(WALL),
    )  # fmt: skip
    event.make_pools({"in_person": 60})
    event.publish(by=people.cora)
    members = User.objects.active().filter(is_member=True).exclude(pk=people.cora.pk).order_by("pk")[:24]
    for person in members:
        event.pools.get().register(person)
    space = _opened(event, timedelta(days=2))
    rooms, slots = _laid_out(space, people)
    coming = _coming(event, people)
    titles = list(PITCHES)[OF_COMING : OF_COMING + OF_PAST]
    pitches = [_pitched(space, coming[number], title) for number, title in enumerate(titles)]
    for number, pitch in enumerate(pitches):
        _interest(pitch, coming[number + 1 : number + 3 + number % 5])
    at(begins - timedelta(days=2))
    space.keep_time()
    places = [(room, slot) for slot in slots for room in rooms]
    for pitch, (room, slot) in zip(pitches, places[: len(pitches)], strict=True):
        pitch.refresh_from_db()
        pitch.place(room, slot, by=pitch.pitched_by)
    at(begins + timedelta(hours=5))
    _noted(pitches, coming)
    at(begins + timedelta(hours=7, minutes=30))
    space.keep_time()
    event.refresh_from_db()
    event.finish()
    at(begins + timedelta(days=92))
    tasks.ask_what_became()
    at(begins + timedelta(days=93))
    for pitch, (answer, words) in zip(pitches, BECAME, strict=False):
        asked = pitch.follow_ups.select_related("pitch__space__event").get()
        asked.reply(answer, words, by=asked.user)


def leave_a_choice(event, people):
    """A day whose afternoon is left to those who come."""
    closes = (datetime.strptime(event.starts_wall, WALL) - timedelta(days=10)).strftime(WALL)
    titles = [
        "Walk the wards of the house",
        "Bring one chart, read it in threes",
        "An hour of nothing, with tea",
    ]
    facts = {"most": 2, "closes_wall": closes, "by": people.cora}
    choosing = Choosing.objects.offer(event, "What do we do in the afternoon?", titles, **facts)
    options = list(choosing.options.order_by("place"))
    for number, person in enumerate(_coming(event, people)[2:14]):
        choosing.choose(options[number % 3 : number % 3 + 1 + number % 2], by=person)


def _noted(pitches, coming):
    """Whoever leads a session writes a note of most; somebody else adds a line to some."""
    for number, (pitch, words) in enumerate(zip(pitches, NOTES, strict=False)):
        SessionNote.objects.write(pitch, words, by=pitch.pitched_by)
        if number % 3 == 0:
            SessionNote.objects.write(pitch, AND_ALSO[number // 3], by=coming[-1 - number])


def _opened(event, before, question=""):
    closes = (datetime.strptime(event.starts_wall, WALL) - before).strftime(WALL)
    return Space.objects.open(event, question or QUESTIONS[event.title], closes, by=event.planned_by)


def _coming(event, people):
    """Ada and Hana first, if they come."""
    rows = event.registrations.confirmed().select_related("user")
    known = [people.ada.pk, people.hana.pk]
    return sorted((row.user for row in rows), key=lambda user: (user.pk not in known, user.pk))


def _pitched(space, by, title):
    words = PITCHES[title]
    facts = {"brings": words[0], "wants": words[1] if len(words) > 1 else ""}
    size = SIZES.get(words[2] if len(words) > 2 else "", "any")
    return Pitch.objects.pitch(space, by=by, title=title, size=size, **facts)


def _interest(pitch, people):
    rows = [SessionInterest(pitch=pitch, user=person) for person in people if person != pitch.pitched_by]
    SessionInterest.objects.bulk_create(rows)


def _laid_out(space, people):
    """Four rooms, and three slots with lunch between the first two and the last."""
    by = people.cora
    rooms = [
        Room.objects.add(space, by=by, name=name, seats=seats, step_free=free) for name, seats, free in ROOMS
    ]
    begins = datetime.strptime(space.event.starts_wall, WALL)
    slots = Slot.objects.lay(space, begins + timedelta(hours=1), minutes=60, pause=15, many=2, by=by)
    slots += Slot.objects.lay(space, begins + timedelta(hours=5), minutes=60, pause=0, many=1, by=by)
    return rooms, slots
