"""What is read, for the team and those who write: all pages, one page, and the figures as a table to take."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.core.policy import require
from folkmoot.ui.charts import told

from .. import figures, policy, sheets
from ..models import Tally
from ..period import Period
from ..tasks import today

Kind = Tally.Kind


@require_safe
def insight(request):
    """The front of insight, for now: what is read."""
    require(policy.may_see_figures(request.user))
    return redirect("insights:pages")


@require_safe
def pages(request):
    """Page views and visits of a month or a year, the pages most read, and what was left out."""
    require(policy.may_see_figures(request.user))
    period = Period.asked(request.GET.get("when"), today())
    readings = figures.Readings(period)
    context = {
        "period": period,
        "views": told(readings.now.views),
        "visits": told(readings.now.visits),
        "signed_in": told(readings.signed_in.views),
        "refused": told(readings.refused.views),
        "chart": readings.chart() if readings.now.views else None,
        "pages": [_with_address(row, period) for row in figures.listed(figures.most(Kind.PAGE, period))],
        "referrers": figures.referrers(period),
        "campaigns": figures.campaigns(period),
        "programs": figures.programs(period),
        "exports": _exports(period),
        **figures.calendar(period),
    }
    return render(request, "insights/pages.html", context)


def _with_address(row, period):
    query = urlencode({"path": row["name"], "when": period.name})
    return {**row, "url": f"{reverse('insights:page')}?{query}" if row["name"] else ""}


@require_safe
def page(request):
    """One page's own curve. An address that was never counted has none."""
    require(policy.may_see_figures(request.user))
    path = request.GET.get("path", "")
    if not path or not Tally.objects.of(Kind.PAGE).filter(name=path).exists():
        raise Http404
    period = Period.asked(request.GET.get("when"), today())
    readings = figures.Readings(period, path=path)
    links = figures.calendar(period)
    for link in [*links["years"], *links["months"]]:
        link["url"] += f"&{urlencode({'path': path})}"
    context = {"path": path, "period": period, "readings": readings, "chart": readings.chart(), **links}
    return render(request, "insights/page.html", context)


@require_safe
def export(request, what):
    """One table of a period as CSV."""
    require(policy.may_see_figures(request.user))
    if what not in TABLES:
        raise Http404
    period = Period.asked(request.GET.get("when"), today())
    headings, rows = TABLES[what](period)
    return sheets.answer(f"{what}-{period.name}", headings, rows)


def _days(period):
    headings = [
        _("Day"), _("Page views, not signed in"), _("Visits, not signed in"), _("Page views, signed in"),
        _("Visits, signed in"), _("Page views of readers who asked not to be counted"),
    ]  # fmt: skip
    rows = (
        [day.isoformat(), *strangers, *signed_in, refused[0]]
        for day, strangers, signed_in, refused in figures.days(period)
    )
    return headings, rows


def _names(kind, heading):
    def table(period):
        rows = figures.most(kind, period, limit=100_000)
        return [heading(), _("Page views"), _("Visits")], [
            [row["name"] or _("others"), row["seen"], row["visited"]] for row in rows
        ]

    return table


TABLES = {
    "days": _days,
    "pages": _names(Kind.PAGE, lambda: _("Page")),
    "sites": _names(Kind.REFERRER, lambda: _("Site that led here")),
    "campaigns": _names(Kind.CAMPAIGN, lambda: _("Campaign")),
    "programs": _names(Kind.PROGRAM, lambda: _("Program")),
}


def _exports(period):
    labels = {
        "days": _("Days"), "pages": _("All pages"), "sites": _("Sites that led here"),
        "campaigns": _("Campaigns"), "programs": _("Programs left out"),
    }  # fmt: skip
    return [
        {"label": label, "url": f"{reverse('insights:export', args=[what])}?when={period.name}"}
        for what, label in labels.items()
    ]
