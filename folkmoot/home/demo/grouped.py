"""The groups of the demo, as `grouped.txt` tells them: who belongs, what they say, how they stand and end."""

import itertools
import random
import re
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.activity.models import Entry
from folkmoot.core import freshness
from folkmoot.groups import care, circulars
from folkmoot.groups.models import Belonging, Group, GroupThread, Invitation, Merger, Paper
from folkmoot.members.models import Cohort, Interest, Region

from . import growth
from .days import nothing_leaves, story_time

IN_THE_SMALL = 11  # of the groups; each with at most
AMONG_FEW = 4  # one in so many of its people is there in the small demo
HEAD = re.compile(r"^== (?P<name>.+)$", re.M)
OPENED = {"forming": (6, 40), "active": (90, 520), "quiet": (200, 600), "closed": (420, 640)}  # days ago
SILENT = {"quiet": 75, "closed": 90}  # days: nobody has said anything since
WELCOME = (
    "Begin with the newest thread, and tell us in three lines who you are and what you want to find out."
)
FIRST_MONTHS = "A question a month, and a call in the second."
FIRST = {"Falls and footwear": "ada", "Warm homes Yorkshire": "ada", "Nights": "hana"}  # who convenes it
SAYS = [
    "We have the same here, and no answer yet.",
    "Could you say how many, and over how long?",
    "I showed this to our patients' group. They laughed, and then they asked for it.",
    "Who did the work, and in whose time?",
    "We tried it for six weeks. I can send what we counted.",
    "That would not go with us: two buildings, one lift.",
    "May I bring this to our team on Thursday?",
    "It moved nothing here, and I should like to know why.",
    "Thank you. I had thought we were the only ones.",
    "What did it cost, all told?",
]
MINUTES = b"Present: nine of us.\n\nWe agreed to count slippers, falls and pounds until the summer.\n"


@dataclass
class GroupText:
    """One group, as its text has it."""

    name: str
    kind: str
    place: str
    theme: str
    reading: str
    joining: str
    stage: str
    people: int
    question: str
    about: str = ""
    learned: str = ""
    threads: list = field(default_factory=list)  # (is a question, title, messages)


def told(many=None):
    """The groups of the file, the first `many` of them."""
    _comment, *parts = HEAD.split(Path(__file__).with_suffix(".txt").read_text())
    pairs = itertools.islice(itertools.batched(parts, 2), many)
    return [_read(name, body.strip().splitlines()) for name, body in pairs]


def _read(name, lines):
    kind, theme, reading, joining, stage, people = lines[0].split(", ")
    kind, _colon, place = kind.partition(": ")
    text = GroupText(name, kind, place, theme, reading, joining, stage, int(people), lines[1])
    for line in lines[2:]:
        mark, words = line[:1], line[2:]
        if mark in "?#":
            text.threads.append((mark == "?", words, []))
        elif mark == "-":
            text.threads[-1][2].append(words)
        elif mark == "!":
            text.learned = words
        else:
            text.about = line
    return text


@transaction.atomic
def gather(cast, today=None, *, many=False):
    """All groups, each on its days."""
    with story_time() as at:
        Gathering(cast, today or timezone.localdate(), at, many=many).happen()
    freshness.touch()
    nothing_leaves()


class Gathering:
    """Groups as they come to be."""

    def __init__(self, cast, today, at, *, many):
        self.cast, self.today, self.at, self.many = cast, today, at, many
        self.now = timezone.now()
        self.die = random.Random("groups")  # noqa: S311 (invented people)
        self.members = list(User.objects.filter(is_member=True).order_by("pk"))
        self.themes = {row.name.lower(): row for row in Interest.objects.all()}
        self.cohort = Cohort.objects.filter(name=growth.PERIODS[-1].cohort).first()
        self.regions = {row.name: row for row in Region.objects.all()}

    def day(self, ago, hour=9, minute=0):
        moment = timezone.make_aware(datetime.combine(self.today - timedelta(days=ago), time(hour, minute)))
        return min(moment, self.now)

    def happen(self):
        found = {
            text.name: self.group(text, number)
            for number, text in enumerate(told(None if self.many else IN_THE_SMALL))
        }
        self.at(self.day(1, 10))
        for group, state in care.proposals():
            group.propose(state)
        self.yesterday(found)
        self.at(self.now)

    def group(self, text, number):
        """One group: opened, joined, talked in, and where it has ended, closed."""
        opened = self.die.randint(*OPENED[text.stage])
        people = self.people(text, number)
        self.at(self.day(opened, 10))
        group = self.opened(text, people[0])
        for person in people[1:3] if number % 5 != 4 and text.name != "Nights" else []:
            Invitation.objects.invite(group, by=people[0], user=person, role="convenor").accept(person)
        self.joined(group, people, opened)
        last = SILENT.get(text.stage, 3)
        for thread in text.threads:
            self.talk(group, people, thread, self.die.randint(last, last + 40) if last > 3 else None)
        self.settle(group, text, opened)
        return group

    def people(self, text, number):
        """Who belongs, the convenor first; the cast where the story needs them."""
        first = FIRST.get(text.name)
        first = first and getattr(self.cast, first)
        wanted = text.people if self.many else max(text.people // AMONG_FEW, 5)
        away = {self.cast.ben, self.cast.eve, self.cast.fay, self.cast.dev}
        rest = [one for one in self.members if one != first and one not in away]
        chosen = self.die.sample(rest, min(wanted, len(rest)) - bool(first))
        return [first, *chosen] if first else chosen

    def opened(self, text, by):
        group = Group.objects.begin(by=by)
        about = (
            text.about or f"For everyone who asks themselves: {text.question[0].lower()}{text.question[1:]}"
        )
        group.edit(
            by=by, name=text.name, kind=text.kind, about=about, question=text.question, welcome=WELCOME,
            region=self.regions.get(text.place), theme=self.themes.get(text.theme), phrases=text.theme,
            cohort=self.cohort if text.kind == "cohort" else None,
            reading=text.reading, joining=text.joining, first_months=FIRST_MONTHS,
        )  # fmt: skip
        group.open(by=by)
        return group

    def joined(self, group, people, opened):
        """Most in the first weeks, the others since."""
        group.lock()
        here = set(group.belongings.here().values_list("user", flat=True))
        for person in people:
            if person.pk not in here:
                ago = round(opened * self.die.random() ** 0.5)
                self.at(self.day(ago, self.die.randint(8, 21)))
                Belonging.objects.seat(group, person, role="member", by=person)
                Entry.objects.record("groups.joined", group, by=person)

    def talk(self, group, people, thread, ago):
        """A thread; of groups that talk, in the last weeks, by at least three."""
        is_question, title, words = thread
        unanswered = is_question and len(words) == 1
        said = words if ago or unanswered else [*words, *self.die.sample(SAYS, max(0, 4 - len(words)))]
        days = ago or (10 if unanswered else self.die.randint(6, 40))
        days = min(days, (self.today - timezone.localdate(group.opened_at)).days - 1)
        who = self.die.sample(people, min(len(people), len(said))) if len(people) >= len(said) else people
        begun = None
        for number, (source, by) in enumerate(zip(said, itertools.cycle(who), strict=False)):
            self.at(self.day(max(0, days - number), 8 + number % 12, 7 * number % 60))
            if begun is None:
                begun = GroupThread.objects.begin(group, title, source, by=by, is_question=is_question)
            else:
                begun.thread.say(source, author=by, parent=begun.thread.messages.order_by("-number").first())

    def settle(self, group, text, opened):
        """Its convenors have said how it stands."""
        by = group.belongings.convening().first().user
        self.at(self.day(min(opened - 3, 30 if text.stage == "active" else 60), 12))
        if text.stage in ("active", "quiet"):
            group.move(text.stage, by=by)
        if text.stage == "closed":
            group.close(text.learned, by=by)
            self.at(self.day(min(opened - 3, 60), 12, 1))
            circulars.go_on()

    def yesterday(self, found):
        """What waits: who asks, who is invited, two groups that would be one, a file, a draft."""
        self.at(self.day(2, 17))
        falls = found["Falls and footwear"]
        Paper.objects.add(
            falls, SimpleUploadedFile("minutes.txt", MINUTES), title="Minutes of the first call",
            words="What we count until the summer", by=self.cast.ada,
        )  # fmt: skip
        Belonging.objects.ask(found["Warm homes Yorkshire"], self.cast.dev, "I edit, and my house is cold.")
        carers = found["Young carers at the counter"]
        outside = [one for one in self.members if not carers.belongings.filter(user=one).exists()]
        Belonging.objects.ask(carers, outside[-1], "I was one, from nine to nineteen.")
        Invitation.objects.invite(falls, by=self.cast.ada, user=self.cast.dev)
        Invitation.objects.invite(
            found["Nights"], by=self.cast.hana, user=self.cast.ada, role="convenor",
            words="I have carried it alone since the winter. Would you take it on with me?",
        )  # fmt: skip
        stairs = found["Falls on stairs"]
        by = stairs.belongings.convening().first().user
        Merger.objects.ask(stairs, falls, "Stairs and slippers are one question.", by=by)
        Group.objects.begin(by=self.cast.ada).edit(by=self.cast.ada, name="Coats at the door")
