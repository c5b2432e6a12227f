"""What the team is shown: sums of a period, the same period before, curves of pages, tables to take."""

from datetime import date

import pytest
import time_machine

from folkmoot.insights import figures
from folkmoot.insights.models import Tally
from folkmoot.insights.period import Period

TODAY = date(2026, 11, 25)


def was_read(*days, path="/", kind="strangers"):
    """Each of `days` is (day, views, visits) of one page."""
    sums = {}
    for day, views, visits in days:
        sums["readers", kind, day] = [views, visits]
        if kind != "refused":
            sums["page", path, day] = [views, visits]
    Tally.objects.add(sums)


@pytest.mark.parametrize(
    ("asked", "first", "last", "before"),
    [
        (None, date(2026, 11, 1), TODAY, (date(2026, 10, 1), date(2026, 10, 25))),
        ("2026-10", date(2026, 10, 1), date(2026, 10, 31), (date(2026, 9, 1), date(2026, 9, 30))),
        ("2026-03", date(2026, 3, 1), date(2026, 3, 31), (date(2026, 2, 1), date(2026, 2, 28))),
        ("2026-01", date(2026, 1, 1), date(2026, 1, 31), (date(2025, 12, 1), date(2025, 12, 31))),
        ("2026", date(2026, 1, 1), TODAY, (date(2025, 1, 1), date(2025, 11, 25))),
        ("2025", date(2025, 1, 1), date(2025, 12, 31), (date(2024, 1, 1), date(2024, 12, 31))),
        ("2026-13", date(2026, 11, 1), TODAY, (date(2026, 10, 1), date(2026, 10, 25))),
        ("9999", date(2026, 11, 1), TODAY, (date(2026, 10, 1), date(2026, 10, 25))),
        ("2026-", date(2026, 11, 1), TODAY, (date(2026, 10, 1), date(2026, 10, 25))),
        ("rubbish", date(2026, 11, 1), TODAY, (date(2026, 10, 1), date(2026, 10, 25))),
    ],
)
def test_a_period_and_the_one_before(asked, first, last, before):
    period = Period.asked(asked, TODAY)
    assert (period.first, period.last, period.before) == (first, last, before)


def test_this_month_is_compared_with_the_same_days_of_the_last(db):
    was_read((date(2026, 10, 3), 5, 2), (date(2026, 10, 30), 100, 90), (date(2026, 11, 4), 7, 5))
    readings = figures.Readings(Period.asked(None, TODAY))
    assert (readings.now.visits, readings.before.visits) == (5, 2)
    assert readings.finding() == "5 visits so far in November 2026, 3 more than in the same time before"


def test_a_year_is_drawn_by_month_and_a_month_by_day(db):
    was_read((date(2026, 2, 1), 5, 2), (date(2026, 2, 28), 6, 3))
    year = figures.Readings(Period.asked("2026", TODAY)).chart()
    assert (year.labels[:3], year.series[0][1][:3], len(year.labels)) == (
        ["Jan", "Feb", "Mar"],
        [0, 11, 0],
        11,
    )
    assert year.series[0][1][-1] is None  # November is not over
    month = figures.Readings(Period.asked("2026-02", TODAY)).chart()
    assert [n for n in month.series[1][1] if n] == [2, 3]
    assert len(month.labels) == 28


def test_months_that_were_folded_still_stand_in_the_year(db):
    was_read((date(2024, 2, 1), 5, 2), (date(2024, 2, 28), 6, 3))
    Tally.objects.fold(before=date(2024, 10, 1))
    assert figures.Readings(Period.asked("2024", TODAY)).now == figures.Sum(11, 5)


def test_who_asked_not_to_be_counted_is_in_no_sum(db):
    was_read((TODAY, 5, 2))
    was_read((TODAY, 9, 0), kind="refused")
    readings = figures.Readings(Period.asked(None, TODAY))
    assert (readings.now, readings.refused.views) == (figures.Sum(5, 2), 9)


@pytest.fixture
def read(little_site, client):
    """A site of which something was read, looked at by Cora."""
    with time_machine.travel("2026-11-25T12:00Z"):
        was_read((date(2026, 11, 2), 1200, 300), path="/read/chairs/")
        was_read((date(2026, 11, 3), 4, 3), kind="signed in", path="")
        Tally.objects.add({
            ("referrer", "=evil.example", TODAY): [7, 5],
            ("program", "GPTBot", TODAY): [33, 0],
            ("program", "faster than anyone reads", TODAY): [2, 0],
        })  # fmt: skip
        client.force_login(little_site.cora)
        yield client


def test_the_page_says_what_was_read_and_what_was_left_out(read):
    shown = read.get("/insight/pages/?when=2026-11").content.decode()
    for words in ("1,200", "GPTBot", "faster than anyone reads", "=evil.example", "/read/chairs/"):
        assert words in shown


def test_one_page_has_its_own_curve_and_what_was_never_read_has_none(read):
    assert (
        "300 visits so far" in read.get("/insight/pages/one/?path=/read/chairs/&when=2026").content.decode()
    )
    assert read.get("/insight/pages/one/?path=/read/tables/").status_code == 404
    assert read.get("/insight/pages/one/").status_code == 404


def test_the_tables_can_be_taken_and_calculate_nothing(read):
    assert read.get("/insight/pages/sites.csv?when=2026-11").content.decode("utf-8-sig").splitlines() == [
        "Site that led here,Page views,Visits",
        "'=evil.example,7,5",
    ]
    days = read.get("/insight/pages/days.csv?when=2026-11").content.decode("utf-8-sig").splitlines()
    assert days[2:4] == ["2026-11-02,1200,300,0,0,0", "2026-11-03,0,0,4,3,0"]
    assert len(days) == 26
    assert read.get("/insight/pages/secrets.csv").status_code == 404
