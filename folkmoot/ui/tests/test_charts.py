"""Charts are drawn to scale, and their figures stand in a table."""

import re

from django.template import Context, Template

from folkmoot.ui import charts

BARS = charts.Bars(title="Most came by a colleague", rows=[("Colleague", 200), ("Event", 50), ("None", 0)])
LINE = charts.Line(
    title="We grew",
    labels=["Jan", "Feb", "Mar", "Apr"],
    series=[("Members", [100, None, 300, 600]), ("Plan", [100, 200, 300, 400])],
)


def drawn(figure):
    return Template("{% chart figure %}").render(Context({"figure": figure}))


def test_bars_are_as_long_as_their_numbers():
    widths = [float(width) for width in re.findall(r'<rect [^>]*width="([\d.]+)"', charts.draw(BARS))]
    assert widths == [charts.WIDTH - 70, (charts.WIDTH - 70) / 4, 2]


def test_the_finding_is_the_title_and_the_drawing_has_its_name():
    html = drawn(BARS)
    assert re.search(r"<figcaption[^>]*>\s*Most came by a colleague", html)
    assert 'role="img" aria-label="Most came by a colleague"' in html


def test_the_table_has_every_figure():
    rows = re.findall(r'<th scope="row">(.*?)</th>\s*<td class="number">(.*?)</td>', drawn(BARS))
    assert rows == [("Colleague", "200"), ("Event", "50"), ("None", "0")]


def test_the_table_of_a_line_has_a_column_a_series_and_leaves_gaps_empty():
    assert charts.headings(LINE) == ["", "Members", "Plan"]
    assert charts.figures(LINE) == [
        ("Jan", ["100", "100"]), ("Feb", ["", "200"]), ("Mar", ["300", "300"]), ("Apr", ["600", "400"]),
    ]  # fmt: skip


def test_a_line_breaks_where_a_number_is_missing():
    paths = re.findall(r' d="([^"]+)"', charts.draw(LINE))
    assert [path.count("M") for path in paths] == [2, 1]
    assert [path.count("L") for path in paths] == [1, 3]


def test_points_lie_to_scale():
    frame = charts.Frame(steps=3, top=600)
    assert frame.up(600) == frame.above
    assert frame.up(0) == charts.HEIGHT - frame.below
    assert frame.up(300) == (frame.up(0) + frame.up(600)) / 2


def test_a_line_ends_with_its_name_and_last_figure():
    assert re.findall(r'class="chart__(?:name|figure)"[^>]*>(.*?)<', charts.draw(LINE)) == [
        "Members", "600", "Plan", "400",
    ]  # fmt: skip


def test_the_scale_ends_on_a_round_number_above_the_largest():
    assert [charts.top_of([number]) for number in (0, 3, 7, 110, 1120, 690, 2000)] == [
        1, 3, 8, 120, 1200, 800, 2000,
    ]  # fmt: skip


def test_nothing_to_draw_is_drawn_without_trouble():
    empty = charts.Line(title="Nothing yet", labels=[], series=[("Members", [])])
    assert "<svg" in charts.draw(empty)
    assert "<svg" in charts.draw(charts.Bars(title="Nothing yet", rows=[]))


def test_labels_are_words_not_markup():
    bars = charts.Bars(title='"<b>', rows=[("<script>", 1)])
    assert "<script>" not in charts.draw(bars)
    assert 'aria-label="&quot;&lt;b&gt;"' in charts.draw(bars)
