"""What the many ask each other: requests answered, put off, waiting and lapsed; and what they look for."""

import heapq
import itertools
import random
from contextlib import suppress
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from folkmoot.core.lifecycle import Refused
from folkmoot.members import tasks
from folkmoot.members.asked import Asked
from folkmoot.members.finding import Found
from folkmoot.members.models import ContactRequest, Profile, SavedSearch
from folkmoot.members.searches.naming import in_words

from . import texts
from .days import nothing_leaves, story_time

SAYS = texts.lists("crowd.txt")
DAYS = 75  # days ago on which the first of them asks
REQUESTS, SEARCHES = 150, 60  # however many members there are
AMONG = 2000
ANSWERS = ["accept"] * 5 + ["not_now"] * 2 + ["suggest"] + [""] * 3  # "" for those who do not answer
PURPOSES = ["learn"] * 5 + ["try", "try", "visit", "speak", "meet"]


@transaction.atomic
def meet(today):
    """By the verbs people use, on the days on which they would have."""
    Meeting(today).happen()
    nothing_leaves()


class Meeting:
    """Some of the many, drawn once; the same for the same community."""

    def __init__(self, today):
        self.today, self.now = today, timezone.now()
        self.die = random.Random("acquainted")  # noqa: S311 (a story)
        self.moments, self.order = [], itertools.count()
        early = timezone.make_aware(datetime.combine(today - timedelta(days=DAYS), time()))
        of_the_many = Profile.objects.filter(user__is_member=True, user__email__regex=r"\.\d+@example\.org$")
        shown = of_the_many.exclude(visible=Profile.Visible.NOBODY).exclude(place="")
        here = shown.filter(is_open_to_contact=True, made_at__lt=early)
        self.people = list(here.select_related("user").order_by("pk")[:AMONG])

    def happen(self):
        for ago in range(DAYS, -1, -1):
            self.then(ago, 9, _look_after)
        for _ in range(min(REQUESTS, len(self.people) // 4)):
            self.then(self.die.randint(0, DAYS), self.die.randint(7, 20), self.asking())
        with story_time() as at:
            while self.moments:
                moment, _order, happening = heapq.heappop(self.moments)
                at(moment)
                happening()
        for number in range(min(SEARCHES, len(self.people) // 8)):  # today: the directory knows of no other
            self.save(number)

    def then(self, ago, hour, happening):
        naive = datetime.combine(self.today - timedelta(days=ago), time(hour, self.die.randint(0, 59)))
        self.at(timezone.make_aware(naive), happening)

    def at(self, moment, happening):
        if moment <= self.now:
            heapq.heappush(self.moments, (moment, next(self.order), happening))

    def asking(self):
        sender, recipient, other = self.die.sample(self.people, 3)
        words = self.die.choice(SAYS["asked for"]).format(place=sender.place or "our town")
        purpose, answer = self.die.choice(PURPOSES), self.die.choice(ANSWERS)
        after = timedelta(days=self.die.randint(0, 9), hours=self.die.randint(1, 9))
        said = self.die.choice(SAYS["not now" if answer == "not_now" else "answered"])

        def ask():
            with suppress(Refused):  # they have asked each other before, or are not asked by who is new
                request = ContactRequest.objects.ask(
                    recipient.user, sender=sender.user, purpose=purpose, words=words
                )
                if answer:
                    self.at(timezone.now() + after, lambda: self.answer(request, answer, said, other))

        return ask

    @staticmethod
    def answer(request, answer, said, other):
        act, what = getattr(request, answer), other if answer == "suggest" else said
        with suppress(Refused):  # it has lapsed, or the sender may not see whom they name
            act(what, by=request.recipient)

    def save(self, number):
        owner = self.die.choice(self.people).user
        question = Asked.again(SAYS["looked for"][number % len(SAYS["looked for"])])
        name = in_words(Found(question, owner))
        SavedSearch.objects.keep(question, by=owner, name=name, alerts=number % 3 > 0)


def _look_after():
    tasks.remind_of_requests()
    tasks.expire_requests()
