"""The month or year that is looked at, by the community's calendar, and the one before it."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.formats import date_format

from folkmoot.core.http import number

FIRST_YEAR = 2000


@dataclass(frozen=True)
class Period:
    first: date
    is_year: bool
    today: date

    @classmethod
    def asked(cls, words, today):
        """`2026` or `2026-11`, as an address says it; anything else is this month."""
        year, _dash, month = (words or "").partition("-")
        year, month, wants_month = number(year), number(month), bool(_dash)
        if (
            year is None
            or not FIRST_YEAR <= year <= today.year
            or (wants_month and month not in range(1, 13))
        ):
            return cls(today.replace(day=1), False, today)
        return cls(date(year, month if wants_month else 1, 1), not wants_month, today)

    @property
    def name(self):
        """As an address says it."""
        return f"{self.first:%Y}" if self.is_year else f"{self.first:%Y-%m}"

    @property
    def label(self):
        return date_format(self.first, "Y" if self.is_year else "F Y")

    @cached_property
    def last(self):
        """Its last day; today while it is not over."""
        whole = self.first.replace(month=12, day=31) if self.is_year else end_of_month(self.first)
        return min(whole, self.today) if self.first <= self.today else whole

    @property
    def is_over(self):
        return self.last < self.today

    @cached_property
    def before(self):
        """(first day, last day) of the same stretch of the month or year before."""
        if self.is_year:
            first = self.first.replace(year=self.first.year - 1)
            last = self.last.replace(year=first.year, day=1)
        else:
            first = last = month_before(self.first)
        whole = self.last == end_of_month(self.last)
        return first, last.replace(
            day=end_of_month(last).day if whole else min(self.last.day, end_of_month(last).day)
        )

    def steps(self):
        """The days of a month, or the first days of a year's months, as far as they have come."""
        if self.is_year:
            return [self.first.replace(month=month) for month in range(1, self.last.month + 1)]
        return [self.first.replace(day=day) for day in range(1, self.last.day + 1)]

    def told(self, step):
        return date_format(step, "M" if self.is_year else "j")


def end_of_month(day):
    return day.replace(day=monthrange(day.year, day.month)[1])


def month_before(day):
    return date(day.year - (day.month == 1), day.month - 1 or 12, 1)
