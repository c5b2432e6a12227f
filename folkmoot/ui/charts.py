"""Charts, drawn on the server as SVG in the page's own type and colours; a table below has the figures."""

from dataclasses import dataclass, field
from math import ceil, floor, log10

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

WIDTH = 440
HEIGHT = 240
ROW = 52  # of a bar with its label above
BAR = 20
LETTER = 10.5  # as wide as one is on a narrow page
NAME = 38  # of a line, with its last number below


@dataclass
class Bars:
    """Bars, one a row: `rows` are (label, number), `title` says the finding, `unit` what is counted."""

    title: str
    rows: list[tuple[str, float]]
    unit: str = ""
    source: str = ""
    columns: tuple[str, str] = ("", "")
    picked: set[str] = field(default_factory=set)  # labels told apart from the rest


@dataclass
class Line:
    """Numbers over time: `series` are (name, [number or None]) along `labels`; names stand at the ends."""

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
    return next(step * size for step in (1, 1.2, 1.6, 2, 2.5, 3, 4, 5, 6, 8, 10) if step * size >= largest)


def _svg(width, height, title, inside):
    return format_html(
        '<svg viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">{}</svg>',
        width, height, width, height, title, inside,
    )  # fmt: skip


def _bars(figure):
    top = max([number for _, number in figure.rows], default=0) or 1
    parts = []
    for i, (label, number) in enumerate(figure.rows):
        y, length = i * ROW, max(2, round((WIDTH - 70) * number / top, 1))
        name = "chart__bar chart__bar--picked" if label in figure.picked else "chart__bar"
        parts.append((y + 15, label, name, y + 21, length, BAR, length + 8, y + 36, told(number)))
    drawn = format_html_join(
        "",
        '<text class="chart__label" x="0" y="{}">{}</text>'
        '<rect class="{}" x="0" y="{}" width="{}" height="{}"/>'
        '<text class="chart__figure" x="{}" y="{}">{}</text>',
        parts,
    )
    return _svg(WIDTH, max(1, len(figure.rows)) * ROW, figure.title, drawn)


@dataclass
class Frame:
    """Where on the drawing a number of a line lies."""

    steps: int
    top: float
    left: int = 52
    right: int = 104
    above: int = 12
    below: int = 30

    def across(self, i):
        return round(self.left + (WIDTH - self.left - self.right) * i / max(1, self.steps), 1)

    def up(self, number):
        return round(self.above + (HEIGHT - self.above - self.below) * (1 - number / self.top), 1)


def _line(figure):
    top = top_of([number for _, values in figure.series for number in values])
    frame = Frame(len(figure.labels) - 1, top)
    rules = format_html_join(
        "",
        '<line class="chart__rule" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="chart__label" x="{}" y="{}" text-anchor="end">{}</text>',
        [
            (frame.left, WIDTH - frame.right, y, y, frame.left - 8, y + 5, told(level))
            for level, y in [(level, frame.up(level)) for level in (0, top / 2, top)]
        ],
    )
    longest = max((len(str(label)) for label in figure.labels), default=0)
    needed = (longest * LETTER + 8) * frame.steps / (WIDTH - frame.left - frame.right)
    step = max(1, -(-len(figure.labels) // 5), ceil(needed))
    ticks = format_html_join(
        "",
        '<text class="chart__label" x="{}" y="{}" text-anchor="middle">{}</text>',
        [(frame.across(i), HEIGHT - 6, figure.labels[i]) for i in range(0, len(figure.labels), step)],
    )
    places = _apart([_end(values, frame) for _, values in figure.series])
    lines = [_one_line(name, values, frame, n, places[n]) for n, (name, values) in enumerate(figure.series)]
    return _svg(WIDTH, HEIGHT, figure.title, mark_safe("".join([rules, ticks, *lines])))


def _end(values, frame):
    """How high the line of these numbers ends; None where there is none."""
    return next((frame.up(value) for value in reversed(values) if value is not None), None)


def _apart(ends):
    """Where the names of lines stand: at their ends, but never on top of one another."""
    places = list(ends)
    last = HEIGHT - 18 + NAME
    for i in sorted((i for i, end in enumerate(ends) if end is not None), key=lambda i: -ends[i]):
        last = places[i] = min(ends[i], last - NAME)
    return places


def _one_line(name, values, frame, number, place):
    """A line that breaks where a number is missing, a dot at its last, its name beside it."""
    points = [None if value is None else (frame.across(i), frame.up(value)) for i, value in enumerate(values)]
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
        '<path class="chart__line" data-series="{}" d="{}"/>'
        '<circle class="chart__dot" data-series="{}" cx="{}" cy="{}" r="4"/>'
        '<text class="chart__name" x="{}" y="{}">{}</text>'
        '<text class="chart__figure" x="{}" y="{}">{}</text>',
        number, path, number, *last, last[0] + 10, place, name, last[0] + 10, place + 18, told(final),
    )  # fmt: skip
