"""Charts, drawn on the server as SVG in the page's own type and colours. The figures stand in a table below."""

from dataclasses import dataclass, field
from math import floor, log10

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

WIDTH = 640
ROW = 34
HEIGHT = 260


@dataclass
class Bars:
    """Horizontal bars, one a row: `rows` are (label, number). `title` says the finding, `unit` what is counted."""

    title: str
    rows: list[tuple[str, float]]
    unit: str = ""
    source: str = ""
    columns: tuple[str, str] = ("", "")
    picked: set[str] = field(default_factory=set)  # labels told apart from the rest


@dataclass
class Line:
    """Numbers over time: `series` are (name, [number or None]) along `labels`; the name stands at its line's end."""

    title: str
    labels: list[str]
    series: list[tuple[str, list[float | None]]]
    unit: str = ""
    source: str = ""


def draw(figure):
    return _bars(figure) if isinstance(figure, Bars) else _line(figure)


def headings(figure):
    """The heads of the table of figures."""
    if isinstance(figure, Bars):
        return [figure.columns[0], figure.columns[1] or figure.unit]
    return ["", *(name for name, _ in figure.series)]


def figures(figure):
    """The rows of the table of figures, told as they are drawn."""
    if isinstance(figure, Bars):
        return [(label, [told(number)]) for label, number in figure.rows]
    return [
        (label, ["" if values[i] is None else told(values[i]) for _, values in figure.series])
        for i, label in enumerate(figure.labels)
    ]


def told(number):
    """A number as people write it: 1,234 and 3.5."""
    return f"{number:,.0f}" if number == int(number) else f"{number:,.1f}"


def top_of(numbers):
    """A round number at or above the largest: the top of the scale."""
    largest = max([number for number in numbers if number is not None], default=0)
    if largest <= 0:
        return 1
    size = 10 ** floor(log10(largest))
    return next(step * size for step in (1, 2, 2.5, 5, 10) if step * size >= largest)


def _svg(width, height, title, inside):
    return format_html(
        '<svg viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">{}</svg>',
        width, height, width, height, title, inside,
    )  # fmt: skip


def _bars(figure):
    top = max([number for _, number in figure.rows], default=0) or 1
    longest = max([len(label) for label, _ in figure.rows], default=0)
    left = min(240, max(60, longest * 8 + 12))
    room = WIDTH - left - 70
    parts = []
    for i, (label, number) in enumerate(figure.rows):
        y, length = i * ROW, max(1, round(room * number / top, 1))
        name = "chart__bar chart__bar--picked" if label in figure.picked else "chart__bar"
        parts.append(
            (
                left - 10,
                y + 21,
                label,
                name,
                left,
                y + 5,
                length,
                ROW - 10,
                left + length + 8,
                y + 21,
                told(number),
            )
        )
    drawn = format_html_join(
        "",
        '<text class="chart__label" x="{}" y="{}" text-anchor="end">{}</text>'
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>'
        '<text class="chart__figure" x="{}" y="{}">{}</text>',
        parts,
    )
    return _svg(WIDTH, max(1, len(figure.rows)) * ROW, figure.title, drawn)


def _line(figure):
    left, right, above, below = 46, 120, 12, 30
    top = top_of([number for _, values in figure.series for number in values])
    wide, high = WIDTH - left - right, HEIGHT - above - below
    steps = max(1, len(figure.labels) - 1)
    place = lambda i, number: (round(left + wide * i / steps, 1), round(above + high * (1 - number / top), 1))  # noqa: E731
    rules = format_html_join(
        "",
        '<line class="chart__rule" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="chart__label" x="{}" y="{}" text-anchor="end">{}</text>',
        [(left, left + wide, y, y, left - 8, y + 5, told(level)) for level, y in _levels(top, above, high)],
    )
    shown = range(0, len(figure.labels), max(1, -(-len(figure.labels) // 6)))
    ticks = format_html_join(
        "",
        '<text class="chart__label" x="{}" y="{}" text-anchor="middle">{}</text>',
        [(place(i, 0)[0], HEIGHT - 6, figure.labels[i]) for i in shown],
    )
    lines = [_one_line(name, values, place, n) for n, (name, values) in enumerate(figure.series)]
    return _svg(WIDTH, HEIGHT, figure.title, mark_safe("".join([rules, ticks, *lines])))


def _levels(top, above, high):
    return [(top * part / 2, round(above + high * (1 - part / 2), 1)) for part in (0, 1, 2)]


def _one_line(name, values, place, number):
    """A line that breaks where a number is missing, a dot at its last, its name beside it."""
    points = [place(i, value) if value is not None else None for i, value in enumerate(values)]
    path, pen = "", "M"
    for point in points:
        if point is None:
            pen = "M"
            continue
        path += f"{pen}{point[0]} {point[1]}"
        pen = "L"
    last = next((point for point in reversed(points) if point), None)
    if last is None:
        return ""
    final = next(value for value in reversed(values) if value is not None)
    return format_html(
        '<path class="chart__line" data-series="{}" d="{}"/><circle class="chart__dot" data-series="{}" cx="{}" cy="{}" r="4"/>'
        '<text class="chart__name" x="{}" y="{}">{}</text><text class="chart__figure" x="{}" y="{}">{}</text>',
        number, path, number, *last, last[0] + 10, last[1], name, last[0] + 10, last[1] + 18, told(final),
    )  # fmt: skip
