"""What became of everything: counts for people, rows for the page, lines for a spreadsheet."""

import csv
from urllib.parse import quote

from django.conf import settings
from django.db.models import Count, Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.core.sheets import harmless
from folkmoot.publishing.models import ImportItem

from . import losses, reasons

Outcome = ImportItem.Outcome
KINDS = {
    "author": gettext_lazy("Authors"),
    "topic": gettext_lazy("Categories and tags"),
    "term": gettext_lazy("Words of other lists"),
    "post": gettext_lazy("Posts"),
    "page": gettext_lazy("Pages"),
    "comment": gettext_lazy("Comments"),
    "attachment": gettext_lazy("Pictures and files"),
    "menu": gettext_lazy("Menus"),
    "nav_menu_item": gettext_lazy("Lines of menus"),
    "revision": gettext_lazy("Earlier versions"),
    "part": gettext_lazy("Part of an item"),
}


SHOWN = {
    "not-carried": Q(outcome__in=[Outcome.LEFT, Outcome.LOST]),
    "left": Q(outcome=Outcome.LEFT),
    "parts": Q(kind=ImportItem.PART),
    "kept": Q(outcome=Outcome.KEPT),
    "stays": Q(outcome=Outcome.STAYS),
    "carried": Q(outcome__in=ImportItem.CARRIED),
}


def counted(run, shown):
    """{show: how many rows}, in one query."""
    counts = {name.replace("-", "_"): Count("pk", filter=SHOWN[name]) for name in shown}
    return {name.replace("_", "-"): many for name, many in run.items.aggregate(**counts).items()}


def kind_name(kind):
    """A kind of record in words; what a plug-in calls its own stays in its words."""
    return str(KINDS.get(kind) or capfirst(kind.replace("_", " ").replace("-", " ")))


def words_of(item):
    """Why something is in the report."""
    table = losses.WORDS if item.kind == ImportItem.PART else reasons.WORDS
    return str(table.get(item.reason, "")) or item.get_outcome_display()


def table(run):
    """One row a kind: what the file holds, what is here, what is not; the sum is always true."""
    rows = []
    for kind, outcomes in run.items.by_kind().items():
        carried = sum(many for outcome, many in outcomes.items() if outcome in ImportItem.CARRIED)
        planned = outcomes.get(Outcome.PLANNED, 0)
        left = outcomes.get(Outcome.LEFT, 0)
        total = sum(outcomes.values())
        rows.append(
            {
                "kind": kind,
                "name": kind_name(kind),
                "found": total,
                "carried": carried,
                "planned": planned,
                "left": left,
                "undone": total - carried - planned - left,
                "made": outcomes.get(Outcome.MADE, 0),
                "updated": outcomes.get(Outcome.UPDATED, 0),
                "same": outcomes.get(Outcome.SAME, 0),
                "kept": outcomes.get(Outcome.KEPT, 0),
            }
        )
    order = list(KINDS)
    return sorted(rows, key=lambda row: order.index(row["kind"]) if row["kind"] in order else len(order))


def expected(run):
    """What the check says will not be carried inside texts: (words, how many)."""
    return [
        (str(losses.WORDS[kind]), many)
        for kind, many in sorted(run.expected.items())
        if many and kind in losses.WORDS
    ]


def lost(run):
    """The kinds of parts lost, with how many of each, most first."""
    rows = run.items.parts().filter(outcome=Outcome.LOST).values_list("reason").annotate(many=Count("pk"))
    return [
        (reason, str(losses.WORDS.get(reason, reason)), many)
        for reason, many in rows.order_by("-many", "reason")
    ]


def rows(items):
    """Items as the report shows them, targets fetched together."""
    items = list(items.prefetch_related("target"))
    for item in items:
        item.kind_name = kind_name(item.kind)
        item.why = words_of(item)
        item.here = _address(item)
        item.there = item.source_url if item.source_url.startswith(("http://", "https://")) else ""
    return items


def _address(item):
    """Where it is here, for a link; "" where there is nothing to open."""
    target = item.target
    if target is None:
        return ""
    if getattr(target, "live", True) is False:
        return f"/office/pages/{target.pk}/edit/"
    address = getattr(target, "get_absolute_url", lambda: "")() or getattr(target, "url", "")
    return address or ""


HEADINGS = [
    gettext_lazy("Kind"), gettext_lazy("Title"), gettext_lazy("What became of it"), gettext_lazy("Why"),
    gettext_lazy("Detail"), gettext_lazy("Line"), gettext_lazy("Old address"), gettext_lazy("Here"),
]  # fmt: skip


class Line:
    """A file of one line, for the csv module."""

    def write(self, text):
        self.text = text


def csv_lines(items):
    """The report for a spreadsheet, line by line; cells that a spreadsheet would run are made harmless."""
    line = Line()
    writer = csv.writer(line)
    writer.writerow([str(heading) for heading in HEADINGS])
    yield "\ufeff" + line.text
    keys = list(items.in_order().values_list("pk", flat=True))
    for start in range(0, len(keys), 500):
        for item in rows(ImportItem.objects.filter(pk__in=keys[start : start + 500]).in_order()):
            here = f"{settings.SITE_URL}{item.here}" if item.here else ""
            cells = [item.kind_name, item.title, item.get_outcome_display(), item.why, item.detail, item.line]
            writer.writerow([harmless(cell) for cell in [*cells, item.there, here]])
            yield line.text


def filters(run, show):
    """Links that narrow the report down to one kind of record or one reason."""
    items = run.items.not_carried()
    if show == "left":
        items = items.filter(outcome=Outcome.LEFT)
    elif show == "parts":
        items = items.filter(kind=ImportItem.PART)
    elif show != "not-carried":
        return []
    counted = (
        items.values_list("kind", "reason").annotate(many=Count("pk")).order_by("-many", "kind", "reason")
    )
    return [
        {
            "label": f"{kind_name(kind)}: {_words(kind, reason)}",
            "url": f"?show={show}&kind={quote(kind)}&reason={quote(reason)}",
            "kind": kind,
            "reason": reason,
            "count": many,
        }
        for kind, reason, many in counted
    ]


def _words(kind, reason):
    known = losses.WORDS if kind == ImportItem.PART else reasons.WORDS
    return str(known.get(reason, reason))


def summary(run):
    """Lines for a terminal."""
    yield _("%(name)-28s %(found)8s %(carried)9s %(left)9s") % {
        "name": "", "found": _("in file"), "carried": _("carried"), "left": _("left out"),
    }  # fmt: skip
    for row in table(run):
        yield f"{row['name'][:28]:28} {row['found']:8} {row['carried'] + row['planned']:9} {row['left']:9}"
    parts = lost(run)
    if run.state == run.State.CHECKED:
        parts = [*parts, *(("", words, many) for words, many in expected(run))]
    if parts:
        yield ""
        yield _("Parts of texts that are not as they were:")
        yield from (f"{many:8}  {words}" for _reason, words, many in parts)
