"""Everyone who should know of something has one notice of it, whatever dies on the way."""

import pytest

from folkmoot.activity.models import Following, Happening, Level, Notice, Rhythm
from folkmoot.activity.telling import spreading

PLACE = "room.thread-1"


def notices():
    return sorted(Notice.objects.values_list("user__name", "reason", "level"))


def test_each_has_one_for_the_strongest_reason_and_nobody_for_their_own(cast, talk, clock):
    talk.people[PLACE] = {
        cast.ada.pk: Level.EVERYTHING,
        cast.ben.pk: Level.DIGEST,
        cast.hana.pk: Level.DIGEST,
    }
    Following.objects.choose(cast.cora, PLACE, Level.EVERYTHING)
    Following.objects.choose(cast.eve, PLACE, Level.NOTHING)
    first = talk.say(cast.ada)
    clock.move(minutes=1)
    Notice.objects.all().delete()
    talk.say(cast.hana, to=first)
    clock.move(minutes=1)

    assert notices() == [
        ("Ada Okafor", "reply", "replies"),
        ("Ben Whitlock", "place", "digest"),
        ("Cora Pritchard", "follows", "digest"),
    ]
    assert Happening.objects.unspread().count() == 0


def test_a_worker_killed_half_way_is_made_up_for(cast, talk, clock, monkeypatch):
    everybody = [cast.ada, cast.ben, cast.cora, cast.dev, cast.eve]
    talk.people[PLACE] = {user.pk: Level.DIGEST for user in everybody}
    talk.say(cast.hana)
    monkeypatch.setattr(spreading, "BATCH", 2)
    give, given = spreading.give, []

    def killed(happening, some, **due):
        if given:
            raise KeyboardInterrupt
        given.append(some)
        give(happening, some, **due)

    monkeypatch.setattr(spreading, "give", killed)
    with pytest.raises(KeyboardInterrupt):
        spreading.spread_strays()
    before = Notice.objects.count(), Happening.objects.unspread().count()
    monkeypatch.setattr(spreading, "give", give)
    spreading.spread_strays()
    spreading.spread_strays()

    assert before == (2, 1)
    assert sorted(Notice.objects.values_list("user", flat=True)) == sorted(user.pk for user in everybody)
    assert Rhythm.objects.count() == 5


def test_what_nobody_was_told_in_a_month_is_told_to_nobody(cast, talk, clock):
    talk.people[PLACE] = {cast.ada.pk: Level.EVERYTHING}
    talk.say(cast.hana)
    clock.move(days=31)

    assert (Notice.objects.count(), Happening.objects.unspread().count()) == (0, 0)


def test_the_same_thing_is_told_once(cast, talk, clock):
    talk.people[PLACE] = {cast.ada.pk: Level.EVERYTHING}
    number = talk.say(cast.hana)
    talk.said.clear()
    talk.say(cast.hana)

    assert (number, Happening.objects.count()) == (1, 1)


def test_many_followers_cost_a_few_statements_a_batch(cast, talk, clock, django_assert_max_num_queries):
    people = [cast.ada, cast.ben, cast.cora, cast.dev, cast.eve, cast.fay]
    talk.people[PLACE] = {user.pk: Level.DIGEST for user in people}
    talk.say(cast.hana)
    with django_assert_max_num_queries(12):
        spreading.spread_strays()

    assert Notice.objects.count() == 6


def test_one_on_which_a_room_fails_does_not_hold_up_the_rest(cast, talk, clock):
    talk.people[PLACE] = {cast.ada.pk: Level.EVERYTHING}
    broken, fine = talk.say(cast.hana), talk.say(cast.hana)
    kept = talk.said.pop(broken)
    spreading.spread_strays()
    first = list(Notice.objects.values_list("happening__thing", flat=True))
    talk.said[broken] = kept
    spreading.spread_strays()

    assert first == [f"room.message-{fine}"]
    assert (Notice.objects.count(), Happening.objects.unspread().count()) == (2, 0)
