"""When a digest is due, by its reader's own clock; when it is quiet; when somebody is away."""

from datetime import UTC, date, datetime

import pytest

from folkmoot.activity.models import Rhythm

WEDNESDAY = datetime(2026, 3, 25, 12, tzinfo=UTC)  # the clocks go forward on Sunday 29 March in London


def rhythm(cast, zone="", **choices):
    cast.ada.time_zone = zone
    return Rhythm(user=cast.ada, **choices)


@pytest.mark.parametrize(
    ("choices", "zone", "due"),
    [
        ({}, "", datetime(2026, 3, 30, 7, tzinfo=UTC)),  # Monday 8:00, summer time by then
        ({"weekday": 2, "hour": 12}, "", datetime(2026, 4, 1, 11, tzinfo=UTC)),  # not this moment again
        ({"weekday": 2, "hour": 13}, "", datetime(2026, 3, 25, 13, tzinfo=UTC)),
        ({"every": "day"}, "", datetime(2026, 3, 26, 8, tzinfo=UTC)),
        ({"every": "month"}, "", datetime(2026, 4, 6, 7, tzinfo=UTC)),  # the first Monday
        ({"every": "day", "hour": 20}, "Pacific/Auckland", datetime(2026, 3, 26, 7, tzinfo=UTC)),
        ({"every": "day", "hour": 8}, "America/New_York", datetime(2026, 3, 26, 12, tzinfo=UTC)),
    ],
)
def test_the_next_digest(cast, choices, zone, due):
    assert rhythm(cast, zone, **choices).next_after(WEDNESDAY) == due


@pytest.mark.parametrize(
    ("quiet", "hour", "until"),
    [
        ((22, 7), 23, datetime(2026, 3, 26, 7, tzinfo=UTC)),
        ((22, 7), 3, datetime(2026, 3, 25, 7, tzinfo=UTC)),
        ((22, 7), 7, None),
        ((22, 7), 21, None),
        ((12, 14), 13, datetime(2026, 3, 25, 14, tzinfo=UTC)),
        ((0, 6), 5, datetime(2026, 3, 25, 6, tzinfo=UTC)),
        ((5, 5), 5, None),
        ((None, None), 5, None),
    ],
)
def test_quiet_hours(cast, quiet, hour, until):
    chosen = rhythm(cast, quiet_from=quiet[0], quiet_until=quiet[1])
    assert chosen.quiet_to(WEDNESDAY.replace(hour=hour)) == until


def test_away_ends_the_morning_after_its_last_day(cast):
    away = rhythm(cast, away_until=date(2026, 3, 25))

    assert away.away_to(WEDNESDAY) == datetime(2026, 3, 26, 8, tzinfo=UTC)
    assert away.away_to(datetime(2026, 3, 26, 0, tzinfo=UTC)) is None
    assert rhythm(cast).away_to(WEDNESDAY) is None
