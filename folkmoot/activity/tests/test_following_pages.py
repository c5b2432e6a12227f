"""How closely, when and in what words: the page of preferences, and one tap that mutes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from folkmoot.activity import links
from folkmoot.activity.kinds import Kind
from folkmoot.activity.models import Following, Level, Preference, Rhythm
from folkmoot.activity.telling.digests import DIGEST
from folkmoot.core import gathering

PLACE = "room.thread-1"
TALK = Kind("talk", "Talk", tells=True)


@pytest.fixture(autouse=True)
def _talk(monkeypatch, request):
    monkeypatch.setitem(gathering._registered, "mail kinds", [lambda: [TALK, DIGEST]])
    known = {PLACE: {"title": "Lifts", "url": "/talk/"}}
    monkeypatch.setitem(
        gathering._registered,
        "place words",
        [lambda places, reader: {place: known[place] for place in places if place in known}],
    )


def words(client, user):
    client.force_login(user)
    return client.get(reverse("activity:choose")).context["words"]


def chosen(client, **changes):
    usual = {"every": "week", "weekday": 0, "hour": 8, "quiet_from": "", "quiet_until": "", "away_until": ""}
    return client.post(reverse("activity:rhythm"), usual | changes)


def test_by_default(client, cast):
    assert words(client, cast.ada) == [
        "Every Monday at 8:00: one digest.",
        "At once: replies to you and where you are named.",
        "At most 20 letters a day come at once; what is more comes in the digest.",
    ]


def test_all_of_it_in_words(client, cast):
    client.force_login(cast.ada)
    Following.objects.choose(cast.ada, PLACE, Level.EVERYTHING)
    day = timezone.localdate() + timedelta(days=200)
    answer = chosen(client, every="month", weekday=2, hour=17, quiet_from=22, quiet_until=7, away_until=day)

    assert (answer.status_code, answer.url) == (302, reverse("activity:choose"))
    assert words(client, cast.ada) == [
        "The first Wednesday of the month at 17:00: one digest.",
        "At once: replies to you, where you are named and everything in “Lifts”.",
        "At most 20 letters a day come at once; what is more comes in the digest.",
        "Between 22:00 and 7:00 nothing comes at once.",
        f"Until {day.day} {day:%B %Y} nothing comes: you are away.",
    ]


@pytest.mark.parametrize("day", ["9999-12-31", "2999-12-24"])
def test_nobody_is_away_for_ever(client, cast, day):
    client.force_login(cast.ada)
    page = chosen(client, away_until=day).content.decode()

    assert ("Choose a day within a year from today." in page, Rhythm.objects.exists()) == (True, False)


def test_no_digest_is_a_choice_of_letters_like_others(client, cast):
    client.force_login(cast.ada)
    chosen(client, every="never", hour=9)
    off = Preference.objects.of(cast.ada).get(kind="digest").on
    said = words(client, cast.ada)
    client.post(links.stop_path(cast.ada, DIGEST), {"start": "yes"})

    assert (off, said) == (False, ["No digest.", "At once: replies to you and where you are named."])
    assert words(client, cast.ada)[0] == "Every Monday at 9:00: one digest."


def test_a_kind_that_is_off_is_said_to_be_off(client, cast):
    Preference.objects.choose(cast.ada, "talk", False)
    assert words(client, cast.ada) == [
        "Nothing of what is said where you take part: that is turned off below."
    ]


def test_half_a_night_is_asked_for_again_and_nothing_is_lost(client, cast):
    client.force_login(cast.ada)
    answer = chosen(client, every="day", quiet_from=22)

    assert answer.status_code == 200
    assert "Say both when your quiet hours begin and when they end." in answer.text
    assert answer.context["rhythm_form"]["every"].value() == "day"
    assert not Rhythm.objects.exists()


def test_a_choice_can_be_taken_back_also_for_what_is_closed_to_one(client, cast):
    Following.objects.choose(cast.ada, "room.thread-2", Level.NOTHING)
    client.force_login(cast.ada)
    page = client.get(reverse("activity:choose")).text
    url = reverse("activity:follow")
    answers = [
        client.post(url, {"place": "room.thread-2", "level": level}).status_code for level in ("digest", "")
    ]

    assert "Something you cannot read any more" in page
    assert (answers, Following.objects.count()) == ([404, 302], 0)


@pytest.mark.parametrize("back", ["https://elsewhere.example.org/", "//elsewhere.example.org/", ""])
def test_one_is_led_back_on_this_site_only(client, cast, back):
    client.force_login(cast.ada)
    answer = client.post(reverse("activity:follow"), {"place": PLACE, "level": "digest", "next": back})
    assert answer.url == reverse("activity:choose")


def test_one_tap_mutes_and_a_get_changes_nothing(client, cast):
    client.handler.enforce_csrf_checks = True
    address = links.mute_path(cast.ada, PLACE)
    asked = client.get(address)
    before = Following.objects.count()
    for _time in range(2):
        done = client.post(address, {"List-Unsubscribe": "One-Click"})

    assert ("Mute “Lifts”?" in asked.text, before, done.cookies) == (True, 0, {})
    assert "“Lifts” is muted" in done.text
    assert list(Following.objects.values_list("user", "place", "level")) == [(cast.ada.pk, PLACE, "nothing")]


def test_muting_can_be_taken_back(client, cast):
    address = links.mute_path(cast.ada, PLACE)
    client.post(address)
    page = client.post(address, {"start": "yes"})

    assert (Following.objects.count(), "again" in page.text) == (0, True)


def test_a_forged_or_foreign_link_mutes_nothing(client, cast):
    mute, stop = links.mute_path(cast.ada, PLACE), links.stop_path(cast.ada, DIGEST)
    forged = mute.replace(f"/{cast.ada.pk}-", f"/{cast.ben.pk}-")
    tokens = [
        forged,
        reverse("activity:mute", args=["x"]),
        reverse("activity:mute", args=[stop.split("/")[-2]]),
    ]

    assert forged != mute
    assert [client.post(address).status_code for address in tokens] == [404, 404, 404]
    assert Following.objects.count() == 0
