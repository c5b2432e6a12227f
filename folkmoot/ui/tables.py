"""Tables that stand as one block a row on a phone: each cell says what its column is."""

import re

from django.utils.html import strip_tags
from django.utils.safestring import mark_safe

HEAD = re.compile(r"<thead>.*?</thead>", re.DOTALL)
HEADING = re.compile(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", re.DOTALL)
ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
CELL = re.compile(r"<td\b")


def stacked(content):
    """The rows of a table, each `td` with the heading of its column. The first cell of a row is its `th`."""
    head = HEAD.search(content)
    if not head:
        return content
    headings = [" ".join(strip_tags(words).split()) for words in HEADING.findall(head[0])][1:]
    before, rows = content[: head.end()], content[head.end() :]
    return mark_safe(before + ROW.sub(lambda row: _labelled(row[0], headings), rows))


def _labelled(row, headings):
    """`headings` are plain text of our own pages, escaped already."""
    labels = iter(headings)
    return CELL.sub(lambda cell: f'{cell[0]} data-label="{next(labels, "").replace(chr(34), "&quot;")}"', row)
