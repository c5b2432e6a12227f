"""For any history of talk, choices and clock: each was sent what they should have been told, once."""

import re
from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from folkmoot.activity.models import Email, Following, Level, Notice, Preference, Rhythm
from folkmoot.activity.telling import digests, sending, spreading

from .conftest import MONDAY, tick

PLACES = ["room.thread-1", "room.thread-2"]
GROUP = "room.group-7"
WHO = ["ada", "ben", "hana"]

people = st.sampled_from(WHO)
places = st.sampled_from(PLACES)
levels = st.sampled_from(["", *Level])
numbers = st.integers(1, 12)
steps = st.one_of(
    st.tuples(st.just("say"), people, places, st.one_of(st.none(), numbers)),
    st.tuples(st.just("say"), people, places, st.none()),
    st.tuples(st.just("read"), people, numbers),
    st.tuples(st.just("hide"), numbers),
    st.tuples(st.just("follow"), people, st.sampled_from([*PLACES, GROUP]), levels),
    st.tuples(st.just("rhythm"), people, st.sampled_from(["day", "week", "month"]), st.integers(0, 23)),
    st.tuples(st.just("digest"), people, st.booleans()),
    st.tuples(st.just("quiet"), people, st.integers(0, 23), st.integers(0, 23)),
    st.tuples(st.just("away"), people, st.integers(0, 9)),
    st.tuples(st.just("wait"), st.sampled_from([1, 9, 11, 60, 600, 1440, 7 * 1440])),
    st.tuples(st.just("die"), st.sampled_from(["give", "_settle", "_put_together"])),
)


class History:
    """What happened, and beside it what each should have been told, kept apart from the rows."""

    def __init__(self, talk, cast, traveller):
        self.talk, self.cast, self.traveller = talk, cast, traveller
        self.levels = {}  # (who, place) -> level
        self.has_digest = dict.fromkeys(WHO, True)
        self.owed = {who: {} for who in WHO}  # number -> whether it may also be left out
        self.got = {who: Counter() for who in WHO}
        self.seen = 0

    def person(self, who):
        return getattr(self.cast, who)

    def play(self, step):
        name, *words = step
        if name in ("read", "hide") and words[-1] not in self.talk.said:
            return
        getattr(self, name)(*words)

    def say(self, who, place, to):
        to = to if to in self.talk.said and self.talk.said[to].place == place else None
        number = self.talk.say(self.person(who), place=place, wider=GROUP, to=to)
        for other in WHO:
            if other != who:
                self.owed[other][number] = self.is_optional(other, number)

    def is_optional(self, who, number):
        """Whether at this moment nothing need be sent of it to this person."""
        said = self.talk.said[number]
        level = self.levels.get((who, said.place)) or self.levels.get((who, GROUP)) or "everything"
        at_once = level == "everything" or (level == "replies" and self.is_reply(who, said))
        return level == "nothing" or not (at_once or self.has_digest[who])

    def is_reply(self, who, said):
        return bool(said.to) and self.talk.said[said.to].by == self.person(who)

    def read(self, who, number):
        self.talk.read[self.person(who).pk].add(number)
        self.excuse(who, number)

    def hide(self, number):
        self.talk.gone.add(number)
        for who in WHO:
            self.excuse(who, number)

    def excuse(self, who, number):
        if number in self.owed[who] and not self.got[who][number]:
            self.owed[who][number] = True

    def excuse_by_choice(self, who):
        for number in self.owed[who]:
            if self.is_optional(who, number):
                self.excuse(who, number)

    def follow(self, who, place, level):
        self.levels[who, place] = level
        Following.objects.choose(self.person(who), place, level)
        self.excuse_by_choice(who)

    def digest(self, who, on):
        self.has_digest[who] = on
        Preference.objects.choose(self.person(who), "digest", on)
        self.excuse_by_choice(who)

    def rhythm(self, who, every, hour):
        self._keep(who, every=every, hour=hour)

    def quiet(self, who, begin, end):
        self._keep(who, quiet_from=begin, quiet_until=end)

    def away(self, who, days):
        self._keep(who, away_until=timezone.localdate() + timedelta(days=days))

    def _keep(self, who, **choices):
        rhythm = Rhythm.objects.of(self.person(who))
        for name, value in choices.items():
            setattr(rhythm, name, value)
        rhythm.keep()

    def wait(self, minutes):
        self.traveller.shift(timedelta(minutes=minutes))
        tick()
        self.look()

    def die(self, where):
        """A worker is killed in the middle of its work, which the others then take up."""
        module = {"give": spreading, "_settle": sending, "_put_together": digests}[where]
        whole, times = getattr(module, where), []

        def killed(*args, **facts):
            times.append(args)
            with transaction.atomic():
                whole(*args, **facts)
                raise KeyboardInterrupt

        self.traveller.shift(timedelta(minutes=11))
        setattr(module, where, killed)
        try:
            tick()
        except KeyboardInterrupt:
            pass
        finally:
            setattr(module, where, whole)
        self.wait(11)

    def look(self):
        """Take in the letters written since: nothing in them is not for their reader, gone, or read."""
        for letter in Email.objects.filter(pk__gt=self.seen).select_related("user").order_by("pk"):
            self.seen = letter.pk
            who = letter.user.email.partition("@")[0]
            told = [int(number) for number in re.findall(r"Words (\d+)\.", letter.text)]
            assert told, "an empty letter"
            for number in told:
                assert number in self.owed[who], (who, number, "is their own, or nobody's")
                assert number not in self.talk.gone, (who, number, "has gone")
                assert number not in self.talk.read[letter.user.pk], (who, number, "was read")
                self.got[who][number] += 1

    def end(self):
        """Everybody comes home, and time enough passes for every digest there may be."""
        for who in WHO:
            self._keep(who, away_until=None, quiet_from=None, quiet_until=None)
        for _month in range(3):
            self.wait(20)
            self.wait(40 * 1440)

    def check(self):
        for who in WHO:
            twice = {number for number, times in self.got[who].items() if times > 1}
            missing = {n for n, optional in self.owed[who].items() if not optional} - set(self.got[who])
            assert (twice, missing) == (set(), set()), who
        assert not Notice.objects.open().exists()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("most_a_day", [20, 1])
def test_what_was_sent_is_what_should_have_been_told(cast, talk, monkeypatch, most_a_day):
    monkeypatch.setattr(sending, "A_DAY", most_a_day)
    monkeypatch.setattr(digests, "EACH", 50)
    said, read, gone = talk.said, talk.read, talk.gone
    talk.people[GROUP] = {getattr(cast, who).pk: Level.EVERYTHING for who in WHO}

    @settings(
        max_examples=60,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],  # a shorter history that fails is hours away, and says little more
    )
    @given(st.lists(steps, min_size=3, max_size=25))
    def tried(history):
        for kept in (said, read, gone):
            kept.clear()
        with transaction.atomic(), time_machine.travel(MONDAY, tick=False) as traveller:
            story = History(talk, cast, traveller)
            for step in history:
                story.play(step)
            story.end()
            story.check()
            transaction.set_rollback(True)

    tried()
