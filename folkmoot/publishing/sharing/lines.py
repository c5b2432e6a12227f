"""A title in lines: as large as it fits, in lines of nearly the same length."""

import re
from typing import NamedTuple

PIECES = re.compile(r"[^-–/]*[-–/]+|[^-–/]+")  # a line may end after these signs


class Lines(NamedTuple):
    """A title as it will be drawn: its lines, and the size of the letters."""

    lines: list
    size: int


def fit(title, font_at, *, width, height, sizes, leading=1.1):
    """The title at the largest of `sizes` at which it stands within width and height.

    At the smallest a word that is still too wide is broken, and what is still too much is cut off.
    """
    for size in sizes:
        length = font_at(size).getlength
        most = max(1, int(height / (size * leading)))
        lines = _broken(title, length, width)
        if len(lines) <= most and all(length(line) <= width for line in lines):
            return Lines(_balanced(title, length, width, len(lines)), size)
    lines = _broken(_with_words_broken(title, length, width), length, width)
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(lines[most - 1], length, width)]
    return Lines(lines, size)


def _broken(title, length, width):
    """Lines that take as many words as they hold."""
    lines, line = [], ""
    for word in title.split(" "):
        joint = " " if line else ""
        for piece in PIECES.findall(word):
            if line and length(line + joint + piece) > width:
                lines.append(line)
                line, joint = "", ""
            line += joint + piece
            joint = ""
    return [*lines, line] if line else lines


def _balanced(title, length, width, many):
    """The narrowest lines of the same number: no last line with one word in it."""
    least, best = width * 0.4, _broken(title, length, width)
    while width - least > 4:
        middle = (least + width) / 2
        lines = _broken(title, length, middle)
        if len(lines) <= many and all(length(line) <= middle for line in lines):
            best, width = lines, middle
        else:
            least = middle
    return best


def _with_words_broken(title, length, width):
    """The title with a hyphen and a space wherever a word is wider than a line."""
    words = []
    for word in title.split(" "):
        while length(word) > width:
            at = _most(word, lambda part: length(part + "-") <= width)
            words.append(word[:at] + "-")
            word = word[at:]
        words.append(word)
    return " ".join(words)


def _cut(line, length, width):
    """The line with an ellipsis at its end, that what follows is missing."""
    at = _most(line, lambda part: length(part + "…") <= width)
    return line[:at].rstrip(" ,;:.–-") + "…"


def _most(text, fits):
    """How many letters of the text fit; at least one."""
    least, most = 1, len(text)
    while least < most:
        middle = (least + most + 1) // 2
        if fits(text[:middle]):
            least = middle
        else:
            most = middle - 1
    return least
