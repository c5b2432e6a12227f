"""What the smaller components say."""

import re
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.utils import timezone, translation

from folkmoot.ui import people, times

MOMENT = datetime(2017, 2, 23, 10, 0, tzinfo=UTC)
LATER = datetime(2017, 2, 23, 16, 0, tzinfo=UTC)


def written(source, **context):
    html = Template(source).render(Context(context))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{% when a %}", "Thursday 23 February 2017, 10:00"),
        ("{% when a b %}", "Thursday 23 February 2017, 10:00 to 16:00"),
        ("{% when a style='day' %}", "23 February 2017"),
        ("{% when a style='short' %}", "23 Feb 2017"),
        ("{% when a style='time' %}", "10:00"),
        (
            "{% when a b zone='America/New_York' %}",
            "Thursday 23 February 2017, 05:00 to 11:00 (New York time)",
        ),
        ("{% when a zone='Europe/London' %}", "Thursday 23 February 2017, 10:00"),
        ("{% when day %}", "Thursday 23 February 2017"),
        ("{% when nothing %}", ""),
    ],
)
def test_when(source, words):
    with timezone.override("Europe/London"):
        assert written(source, a=MOMENT, b=LATER, day=date(2017, 2, 23), nothing=None) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en-gb", "23 February 2017|Thursday 23 February 2017, 10:00|23 Feb 2017"),
        ("cy", "23 Chwefror 2017|Dydd Iau 23 Chwefror 2017, 10:00|23 Chw 2017"),
    ],
)
def test_days_in_letters_are_written_alike(language, words):
    source = "{{ a|date }}|{{ a|date:'DATETIME_FORMAT' }}|{{ a|date:'SHORT_DATE_FORMAT' }}"
    with timezone.override("Europe/London"), translation.override(language):
        assert written(source, a=MOMENT) == words


def test_a_reader_elsewhere_is_told_the_zone():
    community = SimpleNamespace(time_zone="Europe/London")
    with timezone.override("Asia/Kolkata"):
        words = written("{% when a %}", a=MOMENT, community=community)
        assert words == "Thursday 23 February 2017, 15:30 (Kolkata time)"
    with timezone.override("Europe/Lisbon"):  # another zone, the same clock
        assert written("{% when a %}", a=MOMENT, community=community) == "Thursday 23 February 2017, 10:00"


def test_a_span_over_days_names_both():
    with timezone.override("Europe/London"):
        words = written("{% when a b %}", a=MOMENT, b=datetime(2017, 2, 24, 9, 30, tzinfo=UTC))
    assert words == "Thursday 23 February 2017, 10:00 to Friday 24 February 2017, 09:30"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (4, "a few seconds left"),
        (42, "about 40 seconds left"),
        (100, "about 2 minutes left"),
        (3600, "about 60 minutes left"),
        (7300, "about 2 hours left"),
    ],
)
def test_time_left(seconds, words):
    assert times.left(seconds) == words


def test_progress_says_how_far_and_how_long():
    assert written("{% progress 1830 5000 label='Comments' seconds_left=100 %}") == (
        "Comments 1,830 of 5,000, about 2 minutes left 36 %"
    )
    assert written("{% progress 5 5 label='Comments' seconds_left=100 %}") == "Comments 5 of 5 100 %"
    assert written("{% progress 0 0 label='Comments' %}") == "Comments 0 of 0 0 %"


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Ada Thomas", "AT"),
        ("Siân Ŵyn-Prŷs", "SP"),
        ("Olumide", "O"),
        ("Jan van der Berg", "JB"),
        ("3", ""),
        ("", ""),
    ],
)
def test_initials(name, initials):
    assert people.Shown(name).initials == initials


def test_a_person_is_anything_with_a_name():
    profile = SimpleNamespace(
        name="Ada Thomas",
        role="Ward sister",
        place="Llanelli",
        picture=None,
        get_absolute_url=lambda: "/people/ada/",
    )
    shown = people.Shown("Ada Thomas", "Ward sister", "Llanelli", "", "/people/ada/")
    assert people.shown(profile) == shown
    assert people.shown({"name": "Ada Thomas"}) == people.Shown("Ada Thomas")
    assert people.shown("Ada Thomas", role="Nurse") == people.Shown("Ada Thomas", "Nurse")
    assert written("{% person p %}", p=profile) == "AT Ada Thomas Ward sister, Llanelli"


def test_a_byline_joins_names_as_one_speaks():
    assert written("{% byline p %}", p=["Ada", "Ben", "Cora"]) == "A B C Ada , Ben and Cora"


def test_the_pager_keeps_the_filters(rf):
    page = Paginator(range(50), 10).page(2)
    html = Template("{% pager page %}").render(
        Context({"page": page, "request": rf.get("/read/?topic=safety&page=2")})
    )
    addresses = list(dict.fromkeys(re.findall(r'href="([^"]+)"', html)))
    assert addresses == [
        "?topic=safety", "?topic=safety&amp;page=2", "?topic=safety&amp;page=3",
        "?topic=safety&amp;page=4", "?topic=safety&amp;page=5",
    ]  # fmt: skip
    assert html.count('aria-current="page"') == 1


def test_one_page_needs_no_pager(rf):
    page = Paginator(range(5), 10).page(1)
    assert Template("{% pager page %}").render(Context({"page": page, "request": rf.get("/")})) == ""


def test_breadcrumbs_end_here():
    html = Template("{% breadcrumbs 'Read' '/read/' 'Topics' '/read/topics/' 'Safety' %}").render(Context())
    assert re.findall(r'<a href="([^"]+)">', html) == ["/read/", "/read/topics/"]
    assert re.search(r'<li aria-current="page">\s*Safety\s*</li>', html)


def test_words_in_a_component_are_not_markup():
    for source in (
        "{% badge w %}",
        "{% avatar w %}",
        "{% person w %}",
        "{% stat w w %}",
        "{% breadcrumbs w %}",
    ):
        assert "<script" not in Template(source).render(Context({"w": "<script>x"}))
    assert "<script" not in Template("{% notice title=w %}{{ w }}{% endnotice %}").render(
        Context({"w": "<script>"})
    )
