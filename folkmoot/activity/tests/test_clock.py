"""The clock: each slot is worked through once, and one thing that fails does not stop the others."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from folkmoot import clock
from folkmoot.accounts.models import Community
from folkmoot.activity.models import Slot

NOON = datetime(2026, 3, 29, 12, 0, 30, tzinfo=UTC)


@pytest.fixture
def work(monkeypatch):
    """Counts how often the clock does its one thing."""
    done = []

    def count():
        done.append(1)

    monkeypatch.setattr(clock, "EVERY", {"minute": [count], "hour": [], "day": []})
    return done


def test_a_minute_is_worked_through_once(db, work):
    assert clock.run("minute", NOON).finished_at is not None
    assert clock.run("minute", NOON + timedelta(seconds=20)) is None
    clock.run("minute", NOON + timedelta(seconds=40))
    assert len(work) == 2


@pytest.mark.django_db(transaction=True)
def test_two_clocks_work_through_it_once(work):
    start = threading.Barrier(4)

    def tick():
        start.wait()
        clock.run("minute", NOON)
        connection.close()

    threads = [threading.Thread(target=tick) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(work), Slot.objects.count()) == (1, 1)


def test_what_fails_is_noted_and_the_rest_is_done(db, work, monkeypatch):
    def break_down():
        raise RuntimeError("no space left")

    monkeypatch.setitem(clock.EVERY, "minute", [break_down, *clock.EVERY["minute"]])
    slot = clock.run("minute", NOON)

    assert slot.failures == [["break_down", "RuntimeError: no space left"]]
    assert (len(work), list(Slot.objects.with_failures())) == (1, [slot])


def test_what_is_due_is_all_three_at_first(db, work):
    assert [slot.period for slot in clock.run_due(NOON)] == ["minute", "hour", "day"]
    assert clock.run_due(NOON) == []
    assert [slot.period for slot in clock.run_due(NOON + timedelta(hours=1))] == ["minute", "hour"]


@pytest.mark.parametrize(
    ("zone", "now", "began"),
    [
        ("Europe/London", datetime(2026, 1, 5, 2, 59, tzinfo=UTC), datetime(2026, 1, 4, 3, tzinfo=UTC)),
        ("Europe/London", datetime(2026, 1, 5, 3, 0, tzinfo=UTC), datetime(2026, 1, 5, 3, tzinfo=UTC)),
        ("Europe/London", datetime(2026, 3, 29, 2, 0, tzinfo=UTC), datetime(2026, 3, 29, 2, tzinfo=UTC)),
        ("Europe/London", datetime(2026, 3, 29, 1, 59, tzinfo=UTC), datetime(2026, 3, 28, 3, tzinfo=UTC)),
        ("Pacific/Auckland", datetime(2026, 1, 5, 12, 0, tzinfo=UTC), datetime(2026, 1, 4, 14, tzinfo=UTC)),
    ],
)
def test_the_day_begins_at_three_by_the_communitys_clock(db, zone, now, began):
    Community.objects.create(time_zone=zone)
    assert clock.slot("day", now) == began


def test_everything_in_it_can_be_done(cast, capsys):
    """Each period for real, twice: what is here must bear being run again."""
    for period in clock.EVERY:
        call_command("tick", period)
        call_command("tick", period)
        for work in clock.EVERY[period]:
            work()

    assert list(Slot.objects.with_failures()) == []
    assert Slot.objects.latest_of("minute").at <= timezone.now()
    assert "This day has been worked through already." in capsys.readouterr().out
