"""What was counted in a period, ready to be shown: sums, curves, and the same period before."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Min
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.ui.charts import Bars, Line, told

from .models import Tally
from .period import Period, end_of_month, month_before
from .programs import OURS

Kind, Readers = Tally.Kind, Tally.Readers
LISTED = 25  # pages; the rest is in the CSV
DRAWN = 8  # bars


@dataclass
class Sum:
    views: int = 0
    visits: int = 0

    def __add__(self, other):
        return Sum(self.views + other.views, self.visits + other.visits)


def between(tallies, first, last):
    """What these tallies hold of the days from `first` to `last`; months that lie inside count whole."""
    total = Sum()
    for tally in tallies:
        if tally.month > last or end_of_month(tally.month) < first:
            continue
        if first <= tally.month and end_of_month(tally.month) <= last:
            total += Sum(tally.views, tally.visits)
        else:
            days = tally.days()
            total += sum((Sum(*days[day]) for day in days if first <= day <= last), Sum())
    return total


class Readings:
    """Views and visits of all readers, or of one page, in a period and in the same period before."""

    def __init__(self, period, *, path=None):
        self.period = period
        rows = Tally.objects.between(period.before[0], period.last)
        rows = list(rows.of(Kind.READERS) if path is None else rows.of(Kind.PAGE).filter(name=path))
        self.refused = between(
            [row for row in rows if row.name == Readers.REFUSED], period.first, period.last
        )
        self.signed_in = between(
            [row for row in rows if row.name == Readers.SIGNED_IN], period.first, period.last
        )
        self.tallies = [row for row in rows if path is not None or row.name != Readers.REFUSED]
        self.now = between(self.tallies, period.first, period.last)
        self.before = between(self.tallies, *period.before)

    def curve(self):
        """[(label, Sum)] of each day or month."""
        steps = self.period.steps()
        ends = [end_of_month(step) for step in steps] if self.period.is_year else steps
        return [
            (self.period.told(step), between(self.tallies, step, min(end, self.period.last)))
            for step, end in zip(steps, ends, strict=True)
        ]

    def chart(self):
        labels, sums = zip(*self.curve(), strict=True)
        series = [
            (_("Page views"), self._drawn([one.views for one in sums])),
            (_("Visits"), self._drawn([one.visits for one in sums])),
        ]
        unit = _("by month, %(period)s") if self.period.is_year else _("by day, %(period)s")
        return Line(
            title=self.finding(),
            labels=list(labels),
            series=series,
            unit=unit % {"period": self.period.label},
            source=_(
                "Visits are not people: who comes on two days is two visits. What is not over is not drawn."
            ),
        )

    def _drawn(self, numbers):
        """Without the day or month that is not over: a line that falls because it is morning misleads."""
        return numbers if self.period.is_over or len(numbers) < 2 else [*numbers[:-1], None]

    def finding(self):
        """The sentence above the chart."""
        visits, words = self.now.visits, {"visits": told(self.now.visits), "period": self.period.label}
        if self.period.is_over:
            said = (
                ngettext("%(visits)s visit in %(period)s", "%(visits)s visits in %(period)s", visits) % words
            )
        else:
            said = (
                ngettext(
                    "%(visits)s visit so far in %(period)s", "%(visits)s visits so far in %(period)s", visits
                )
                % words
            )
        if not self.before.visits:
            return said
        more = visits - self.before.visits
        words = {"said": said, "number": told(abs(more))}
        if more > 0:
            return _("%(said)s, %(number)s more than in the same time before") % words
        if more < 0:
            return _("%(said)s, %(number)s fewer than in the same time before") % words
        return _("%(said)s, as many as in the same time before") % words


def most(kind, period, limit=LISTED):
    """The names counted most in a period: dicts of name, seen, visited."""
    return list(Tally.objects.of(kind).between(period.first, period.last).most(limit))


def listed(rows):
    """The same with numbers as people write them."""
    return [{**row, "seen": told(row["seen"]), "visited": told(row["visited"])} for row in rows]


def referrers(period):
    """Where readers came from, as a chart; None where nobody did."""
    found = [row for row in most(Kind.REFERRER, period, DRAWN + 1) if row["name"]][:DRAWN]
    if not found:
        return None
    first = found[0]
    return Bars(
        title=_("Most of those who followed a link came from %(site)s") % {"site": first["name"]},
        rows=[(row["name"], row["seen"]) for row in found],
        unit=_("page views that began with a link elsewhere, %(period)s") % {"period": period.label},
        columns=(_("Site"), _("Page views")),
        picked={first["name"]},
        source=_("Only the name of the site is kept, not the page that linked."),
    )


def campaigns(period):
    return listed(row for row in most(Kind.CAMPAIGN, period) if row["name"])


def programs(period):
    """What was left out, under the names the programs gave themselves and those we gave them."""
    rows = listed(most(Kind.PROGRAM, period))
    for row in rows:
        row["name"] = _(row["name"]) if row["name"] in OURS else row["name"] or _("others")
    return rows


def calendar(period):
    """Links to each year there is something of, and to the months of the one looked at."""
    began = Tally.objects.of(Kind.READERS).aggregate(first=Min("month"))["first"] or period.today
    years = [
        {"label": str(year), "url": f"?when={year}", "current": period.is_year and year == period.first.year}
        for year in range(period.today.year, began.year - 1, -1)
    ]
    months, month = [], min(period.today.replace(day=1), period.first.replace(month=12, day=1))
    while month >= max(began.replace(day=1), period.first.replace(month=1, day=1)):
        one = Period(month, False, period.today)
        months.append(
            {
                "label": date_format(month, "M"),
                "url": f"?when={one.name}",
                "current": not period.is_year and month == period.first,
            }
        )
        month = month_before(month)
    label = _("Months of %(year)s") % {"year": period.first.year}
    return {"years": years, "months": months[::-1], "months_label": label}


def days(period):
    """Each day of a period that has days: (day, Sum of strangers, Sum of signed in, refused)."""
    rows = {kind: {} for kind in Readers}
    for tally in Tally.objects.of(Kind.READERS).between(period.first, period.last):
        rows[tally.name] |= tally.days()
    day = period.first
    while day <= period.last:
        yield day, *(rows[kind].get(day, (0, 0)) for kind in Readers)
        day += timedelta(days=1)
