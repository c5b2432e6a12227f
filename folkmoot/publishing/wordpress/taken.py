"""An element of the old text whose words become a block of their own: a pull-quote, a button."""

import re

PULL_QUOTE = re.compile(r"(?:^|[\s-])pull-?quote\b")
BUTTON = re.compile(r"(?:^|\s)wp-block-button__link\b")
LONGEST_NAME = 200  # of the attribution of a quote
BREAKS = {"p", "div", "br", "li", "blockquote"}  # between these, words stand on lines of their own


class Taken:
    """Collects the words between a start tag and its end; what stands in <cite> apart."""

    def __init__(self, tag, address=""):
        self.tag, self.address = tag, address
        self._depth = 1
        self._words, self._cited = [], []
        self._in_cite = False

    @property
    def words(self):
        return _tidy(self._words if self.cited else [*self._words, "\n", *self._cited])

    @property
    def cited(self):
        """Who said it; what is longer than a name is part of what was said."""
        name = _tidy(self._cited).replace("\n", " ")
        return name if len(name) <= LONGEST_NAME else ""

    def opens(self, tag):
        self._depth += tag == self.tag
        self._in_cite = self._in_cite or (tag == "cite" and self.tag != "a")  # a button cites nobody
        if tag in BREAKS:
            self._words.append("\n")

    def closes(self, tag):
        """Whether the element has ended."""
        self._depth -= tag == self.tag
        if tag == "cite":
            self._in_cite = False
        return self._depth == 0

    def says(self, data):
        (self._cited if self._in_cite else self._words).append(re.sub(r"\s+", " ", data))


def is_pull_quote(tag, given):
    return tag in {"figure", "blockquote", "aside", "div"} and bool(PULL_QUOTE.search(given.get("class", "")))


def is_button(tag, given):
    return tag == "a" and bool(BUTTON.search(given.get("class", "")))


def _tidy(pieces):
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in "".join(pieces).split("\n"))
    return "\n".join(filter(None, lines))
