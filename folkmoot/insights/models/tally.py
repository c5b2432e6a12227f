"""What was counted: a month's views and visits of something, day by day. All that is left of a visit."""

from datetime import date

from django.db import models
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

OTHER = ""  # the name of what is counted without one


class TallyQuerySet(models.QuerySet):
    def of(self, kind):
        return self.filter(kind=kind)

    def between(self, first, last):
        """From the month of one day to the month of another, both included."""
        return self.filter(month__range=(first.replace(day=1), last.replace(day=1)))

    def most(self, limit):
        """The names that were counted most in these months, with their sums."""
        sums = self.values("name").annotate(seen=Sum("views"), visited=Sum("visits"))
        return sums.order_by("-seen", "name")[:limit]

    def add(self, sums):
        """Add `{(kind, name, day): [views, visits]}`. Who calls it holds the lock of `alone`."""
        rows = self._rows({(kind, name, day.replace(day=1)) for kind, name, day in sums})
        for (kind, name, day), (views, visits) in sums.items():
            rows[kind, name, day.replace(day=1)].count(day, views, visits)
        self.bulk_create(
            rows.values(),
            update_conflicts=True,
            unique_fields=["kind", "name", "month"],
            update_fields=["views", "visits", "by_day"],
        )

    def _rows(self, keys):
        """The rows of these keys, those that are there and those to be."""
        rows = {}
        for kind in {kind for kind, _name, _month in keys}:
            wanted = [key for key in keys if key[0] == kind]
            names, months = {name for _, name, _ in wanted}, {month for _, _, month in wanted}
            for row in self.filter(kind=kind, name__in=names, month__in=months):
                rows[kind, row.name, row.month] = row
        return {key: rows.get(key) or Tally(kind=key[0], name=key[1], month=key[2]) for key in keys}

    def fold(self, before):
        """Of months before this day only the month's own sums stay."""
        return self.filter(month__lt=before).exclude(by_day="").update(by_day="")


class Tally(models.Model):
    """One month of one thing: how often it was viewed, in how many visits, and on which days."""

    class Kind(models.TextChoices):
        READERS = "readers", _("Readers")
        PAGE = "page", _("Page")
        REFERRER = "referrer", _("Site that led here")
        CAMPAIGN = "campaign", _("Campaign")
        PROGRAM = "program", _("Program")

    class Readers(models.TextChoices):
        STRANGERS = "strangers", _("Not signed in")
        SIGNED_IN = "signed in", _("Signed in")
        REFUSED = "refused", _("Asked not to be counted")

    # A busy site has tens of thousands of these: no number beside what makes each the only one of its kind.
    pk = models.CompositePrimaryKey("kind", "name", "month")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    name = models.CharField(_("name"), max_length=200, blank=True)
    month = models.DateField(_("month"))
    views = models.PositiveIntegerField(_("page views"), default=0)
    visits = models.PositiveIntegerField(_("visits"), default=0)
    by_day = models.CharField(_("views/visits, day by day"), max_length=600, blank=True)

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name = _("tally")
        indexes = [models.Index(fields=["kind", "month"], name="tallies_of_a_month")]

    def __str__(self):
        return f"{self.kind} {self.name} {self.month:%Y-%m}"

    def count(self, day, views, visits):
        """Add to one day. The row is not saved yet."""
        self.views += views
        self.visits += visits
        days = _pairs(self.by_day)
        days += [(0, 0)] * (day.day - len(days))
        seen, visited = days[day.day - 1]
        days[day.day - 1] = seen + views, visited + visits
        self.by_day = _written(days)

    def days(self):
        """`{day: (views, visits)}` of the days on which there was something; none of a folded month."""
        return {
            date(self.month.year, self.month.month, i): pair
            for i, pair in enumerate(_pairs(self.by_day), start=1)
            if pair[0]
        }


# A month's days as text: `,3/2,5` is nothing on the first, three views in two visits, five in five.
# Short, since a busy site writes thousands of these rows a month.


def _pairs(text):
    return [_pair(one) for one in text.split(",")] if text else []


def _pair(text):
    views, _slash, visits = text.partition("/")
    return int(views or 0), int(visits or views or 0)


def _written(days):
    return ",".join(
        "" if not views else str(views) if visits == views else f"{views}/{visits}" for views, visits in days
    )
