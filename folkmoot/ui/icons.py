"""The icons: lucide's, the few we use, drawn inline so that they take the colour of the words beside them."""

import re
from functools import cache
from pathlib import Path

from django.utils.safestring import mark_safe

FOLDER = Path(__file__).parent / "icons"


@cache
def svg(name):
    """The icon as markup, hidden from screen readers: the words beside it say it."""
    drawing = (FOLDER / f"{name}.svg").read_text()
    inside = re.sub(r"\s+", " ", drawing[drawing.index(">") + 1 : drawing.index("</svg>")]).strip()
    return mark_safe(
        '<svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" '
        f'stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{inside}</svg>'
    )


def names():
    """Every icon there is, as listed in used.txt."""
    return (FOLDER / "used.txt").read_text().split()
