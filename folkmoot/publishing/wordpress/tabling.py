"""An HTML table as a table block, where its cells hold words only and none spans another's place."""

import re
from html import unescape
from html.parser import HTMLParser

from folkmoot.core.text import plain

CELL = {"strong", "em", "b", "i", "a", "br"}
FRAME = {"table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption", "figure", "figcaption"}
LONGEST_HEADING = 255
MOST_COLUMNS, MOST_ROWS = 20, 300


class Table(HTMLParser):
    """Reads cleaned HTML; `rows` are lists of (is a heading, HTML)."""

    def __init__(self, markup):
        super().__init__(convert_charrefs=False)
        self.rows, self.caption = [], ""
        self.fits = True
        self._cell = self._named = None
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.fits = self.fits and not (self._cell is not None and tag in FRAME)
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"} and self.rows:
            self.fits = self.fits and not {"rowspan", "colspan", "id", "lang"} & set(given)
            self._cell = []
            self._is_heading = tag == "th"
        elif tag in {"caption", "figcaption"}:
            self._named = []
        elif tag in CELL and self._cell is not None:
            self._cell.append(f'<a href="{given.get("href", "")}">' if tag == "a" else f"<{tag}>")
        elif tag not in FRAME and self._named is None:
            self.fits = False

    def handle_endtag(self, tag):
        if tag in {"td", "th"} and self._cell is not None:
            self.rows[-1].append((self._is_heading, "".join(self._cell).strip()))
            self._cell = None
        elif tag in {"caption", "figcaption"} and self._named is not None:
            self.caption = self.caption or " ".join("".join(self._named).split())
            self._named = None
        elif tag in CELL and tag != "br" and self._cell is not None:
            self._cell.append(f"</{tag}>")

    def handle_data(self, data):
        if self._cell is not None:
            self._cell.append(data)
        elif self._named is not None:
            self._named.append(data)
        elif data.strip():
            self.fits = False

    def handle_entityref(self, name):
        self.handle_data(f"&{name};")

    def handle_charref(self, name):
        self.handle_data(f"&#{name};")


def table_of(markup):
    """The value of a table block for an HTML table, or None where the block could not hold it."""
    table = Table(markup)
    rows = [row for row in table.rows if row]
    if not (table.fits and rows) or "<a" in re.sub(r"<t[dh].*?</t[dh]>", "", markup, flags=re.S):
        return None
    width = len(rows[0])
    if width > MOST_COLUMNS or len(rows) > MOST_ROWS or any(len(row) != width for row in rows):
        return None
    headings = [""] * width
    if all(is_heading for is_heading, _words in rows[0]):
        headings = [plain(words) for _is_heading, words in rows.pop(0)]
    named = bool(rows) and width > 1 and all(row[0][0] for row in rows)
    if max(map(len, headings)) > LONGEST_HEADING:
        return None
    cells = {
        "columns": [{"type": "words", "heading": heading} for heading in headings],
        "rows": [{"values": [_cell(words) for _is_heading, words in row]} for row in rows],
        "caption": unescape(table.caption)[:255],
    }
    return {"cells": cells, "rows_are_named": named}


def _cell(words):
    return f"<p>{words}</p>" if words else ""
