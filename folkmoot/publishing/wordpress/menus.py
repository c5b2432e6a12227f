"""Menus: each becomes the draft of a page that lists its lines, leading to where things are now.

The doors of this house are its own, so nobody's menu replaces them; an editor publishes the list, or takes
from it what they need. Lines whose target was not carried are left out and stand in the report.
"""

import html
from collections import defaultdict

from django.db import transaction
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from folkmoot.accounts.models import Audience
from folkmoot.core.text import excerpt, plain
from folkmoot.publishing.models import ImportItem, StandardPage

from . import names, places
from .drafting import Draft, stored
from .losses import Loss
from .resolve import Resolver
from .texts import Batch, Facts

DEEPEST = 6  # lists inside lists
Outcome = ImportItem.Outcome


def write_menus(run):
    """Every planned menu, each in a transaction of its own."""
    facts = None
    for menu in run.items.filter(kind="menu", outcome=Outcome.PLANNED).in_order():
        facts = facts or Facts(run)
        with transaction.atomic():
            Menu(run, facts, menu).write()
        yield


class Menu(Batch):
    """One menu with its lines; its page is written as those of texts are."""

    def __init__(self, run, facts, menu):
        self.run, self.facts, self.menu = run, facts, menu
        lines = run.items.filter(kind="nav_menu_item", outcome=Outcome.PLANNED, data__menu=menu.source_id)
        self.lines = sorted(lines, key=lambda line: (line.data["order"], line.pk))
        self.parts = []
        urls = [f'href="{html.escape(line.data["url"])}"' for line in self.lines if line.data["url"]]
        self.resolver = Resolver(run, facts.hosts, urls)

    def write(self):
        shown = self._shown()
        if shown:
            self._write_page(self._draft(shown))
        else:
            self.menu.outcome, self.menu.reason = Outcome.LEFT, "menu empty"
        for line in self.lines:
            if line.outcome == Outcome.PLANNED:
                self._follow(line)
        rows = [self.menu, *self.lines]
        fields = ["outcome", "reason", "data", "fingerprint", "content_type", "object_id"]
        ImportItem.objects.bulk_update(rows, fields, batch_size=500)
        ImportItem.objects.bulk_create(self.parts, batch_size=500)
        self.run.advance(done=self.run.done + len(rows))

    def _follow(self, line):
        """A line that is carried goes the way of its menu."""
        menu = self.menu
        line.outcome, line.reason = menu.outcome, menu.reason
        line.content_type, line.object_id = menu.content_type, menu.object_id

    def _write_page(self, draft):
        key = self.run.source_key("menu", self.menu.source_id)
        here = StandardPage.objects.filter(source_key=key).exists()
        if not here and not self._removed("menu", [self.menu]):
            places.stand(self.run, key, draft.title, f"menu-{names.slug_of(self.menu.source_id, 'old')}")
        self._write_kind("menu", StandardPage, [(self.menu, draft)])

    def _draft(self, shown):
        name = excerpt(plain(html.unescape(self.menu.title)) or self.menu.source_id, 200)
        return Draft(
            title=_("Menu: %(name)s") % {"name": name},
            standfirst="",
            body=stored([("text", listed(shown))], self.resolver, f"menu/{self.menu.source_id}"),
            when=None,
            status="draft",
            audience_id=Audience.EVERYONE,
            language=self.facts.language,
        )

    # Its lines

    def _shown(self):
        """(depth, HTML) of each line that leads somewhere, as they stand; the others are left."""
        targets, topics = self._targets(), self._topics()
        said = {}
        for line in self.lines:
            words = self._said(line, targets, topics)
            if words is None:
                line.outcome, line.reason = Outcome.LEFT, "menu target"
            else:
                said[line.source_id] = words
        by_number = {line.source_id: line for line in self.lines}
        below = self._below(said, by_number)
        shown, waiting = [], [(0, number) for number in reversed(below[""])]
        while waiting:
            depth, number = waiting.pop()
            shown.append((min(depth, DEEPEST), said[number]))
            if depth > DEEPEST:
                self.lose(by_number[number], [Loss("menu level")])
            waiting += [(depth + 1, inner) for inner in reversed(below[number])]
        return shown

    def _below(self, said, by_number):
        """{number of a line, or nothing: the lines that stand below it}, of those that are carried."""
        order, cut = places.in_order({number: line.data["parent"] for number, line in by_number.items()})
        above, moved = {}, set()
        for number in order:  # parents come before what stands below them
            parent = "" if number in cut else by_number[number].data["parent"]
            above[number] = parent if parent in said else above.get(parent, "")
            if parent not in {"", "0", above[number]} or number in cut:
                moved.add(number)
        below = defaultdict(list)
        for number in by_number:
            if number in said:
                below[above[number]].append(number)
                if number in moved:
                    self.lose(by_number[number], [Loss("menu level", by_number[number].data["parent"])])
        return below

    def _said(self, line, targets, topics):
        """A line as HTML; None where what it led to is not here."""
        words, leads = plain(html.unescape(line.title)), line.data["leads"]
        if leads == "custom":
            return self._custom(line, words)
        target = {"post_type": targets, "taxonomy": topics}.get(leads, {}).get(line.data["number"])
        if target is None or not target.data.get("address"):
            return None
        return _link(target.data["address"], words or plain(html.unescape(target.title)))

    def _custom(self, line, words):
        """An address someone typed: one of ours now, one elsewhere, or words that only head others."""
        url = line.data["url"]
        if not url or url.startswith("#"):
            return format_html("{}", words) if words else None
        self.resolver.losses = []
        address = self.resolver.link(url)
        self.lose(line, self.resolver.losses)
        return _link(address, words or address) if address else None

    def _targets(self):
        numbers = {line.data["number"] for line in self.lines if line.data["leads"] == "post_type"}
        rows = self.run.items.filter(
            kind__in=["post", "page", "attachment"], source_id__in=numbers, outcome__in=ImportItem.CARRIED
        )
        return {row.source_id: row for row in rows}

    def _topics(self):
        rows = self.run.items.filter(kind="topic", outcome__in=ImportItem.CARRIED)
        return {row.data["number"]: row for row in rows if row.data.get("number")}


def _link(address, words):
    return format_html('<a href="{}">{}</a>', address, words)


def listed(lines):
    """Nested lists of (depth, HTML): no line stands more than one level below the line before it.

    >>> listed([(0, "a"), (1, "b"), (0, "c")])
    '<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>'
    """
    pieces, at = [], -1
    for depth, words in lines:
        if depth > at:
            pieces.append("<ul>")
        else:
            pieces.append("</li>" + "</ul></li>" * (at - depth))
        pieces.append(f"<li>{words}")
        at = depth
    return mark_safe("".join(pieces) + "</li></ul>" + "</li></ul>" * at)  # each line was escaped
