"""Carried HTML as the blocks an editor works with: what no block can hold stays HTML.

Takes the (kind, value) pairs of a converted text, their HTML already cleaned.
"""

import re
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

from django.utils.translation import gettext as _

from folkmoot.core.text import plain

from .tabling import table_of

VOID = {"br", "hr", "img"}
TAG = re.compile(r"<([a-z][a-z0-9]*)")
WRITABLE = {
    "p",
    "ul",
    "ol",
    "li",
    "br",
    "strong",
    "em",
    "b",
    "i",
    "a",
    "hr",
}  # what the office's text can hold
HELD_ELSE = re.compile(r"""<[^>]*\s(?:id|lang|start|reversed)\b|href="#|<li[^>]*>\s*<p""")
REL = re.compile(r' rel="[^"]*"')
QUESTION = re.compile(r"<p><(strong|b)>([^<]{3,500}\?)\s*</\1>\s*</p>")
LONGEST_HEADING = 200
FEWEST_QUESTIONS = 2  # one bold question may be a heading of its own; two are an interview


def shaped(blocks):
    """The blocks: headings, text, tables, code, galleries, questions with answers, and HTML for the rest."""
    roots = []
    for kind, value in blocks:
        roots += [_root(root) for root in split(value)] if kind == "imported" else [(kind, value)]
    return _merged(_interview(_galleries(roots)))


class Roots(HTMLParser):
    """Cuts valid HTML between its outermost elements."""

    def __init__(self, markup):
        super().__init__(convert_charrefs=False)
        self.starts = [0]  # where in the markup an outermost piece begins
        self._depth = 0
        self._lines = [0]
        for line in markup.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self.feed(markup)
        self.close()

    def _here(self):
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag, attrs):
        if not self._depth:
            self.starts.append(self._here())
        if tag not in VOID:
            self._depth += 1
        elif not self._depth:
            self.starts.append(self._here() + len(self.get_starttag_text()))

    def handle_endtag(self, tag):
        self._depth -= 1
        if not self._depth:
            self.starts.append(self._here() + len(tag) + 3)


def split(markup):
    """The outermost elements of cleaned HTML, and what stands loose between them."""
    starts = [*Roots(markup).starts, len(markup)]
    pieces = (markup[start:end] for start, end in pairwise(starts))
    return [piece for piece in pieces if piece.strip()]


def _root(root):
    """The block that can hold one outermost element."""
    tags = set(TAG.findall(root))
    first = TAG.match(root)
    name = first[1] if first else ""
    if name in {"h2", "h3"} and tags <= {name, "strong", "em", "b", "i"} and " id=" not in root:
        words = plain(root)
        if 0 < len(words) <= LONGEST_HEADING:
            return "heading", {"text": words, "level": name[1]}
    if name in {"p", "ul", "ol", "hr"} and tags <= WRITABLE and not HELD_ELSE.search(root):
        return "text", REL.sub("", root)
    if name == "pre" and tags <= {"pre", "code"}:
        return "code", {"language": "", "code": unescape(re.sub(r"<[^>]+>", "", root)).strip("\n")}
    if "table" in tags and name in {"table", "figure"} and (table := table_of(root)):
        return "table", table
    return "imported", root


def _galleries(roots):
    """Pictures that stood in one gallery stand in one again."""
    shown = []
    for kind, value in roots:
        number = value.pop("gallery", None) if kind == "picture" else None
        if number and shown and shown[-1][0] == ("gallery", number):
            shown[-1][1]["pictures"].append(value)
        elif number:
            shown.append((("gallery", number), {"pictures": [value], "caption": ""}))
        else:
            shown.append((kind, value))
    for kind, value in shown:
        if isinstance(kind, str):
            yield kind, value
        elif len(value["pictures"]) == 1:
            yield "picture", value["pictures"][0]
        else:
            yield "gallery", value


def _interview(roots):
    """Bold questions, each with the paragraphs that answer it; a text with one of them is left as it is."""
    roots = list(roots)
    asked = [kind == "text" and QUESTION.fullmatch(value) for kind, value in roots]
    answered = [
        bool(match) and at + 1 < len(roots) and roots[at + 1][0] == "text" and not asked[at + 1]
        for at, match in enumerate(asked)
    ]
    if sum(answered) < FEWEST_QUESTIONS:
        return roots
    shown, is_open = [], False
    for (kind, value), match, has_answer in zip(roots, asked, answered, strict=True):
        if has_answer:
            shown.append(("question", {"question": unescape(match[2]), "answer": "", "who": ""}))
        elif is_open and kind == "text" and not match and not value.startswith("<hr"):
            shown[-1][1]["answer"] += value
        else:
            shown.append((kind, value))
        is_open = shown[-1][0] == "question"
    return shown


def _merged(roots):
    """Texts that follow each other are one block; a table is named by the heading above it."""
    shown, heading = [], ""
    for kind, value in roots:
        if kind == "heading":
            heading = value["text"]
        if kind == "table" and not value["cells"]["caption"]:
            value["cells"]["caption"] = heading or _("Table")
        if kind in {"text", "imported"} and shown and shown[-1][0] == kind:
            shown[-1] = (kind, shown[-1][1] + value)
        else:
            shown.append((kind, value))
    return shown
