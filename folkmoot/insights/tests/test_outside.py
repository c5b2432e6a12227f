"""Figures from elsewhere: written down, corrected, removed, brought as a table; all of it on the record."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from folkmoot.activity.models import Entry
from folkmoot.insights.models import OutsideFigure

HERE, NEW, TABLE = "/insight/outside/", "/insight/outside/new/", "/insight/outside/table/"
FOLLOWERS = {"name": "Followers", "day": "2017-02-23", "value": "1,234", "source": "Our page there"}


@pytest.fixture
def cora(client, cast):
    client.force_login(cast.cora)
    return client


def all_figures():
    return list(OutsideFigure.objects.by_name().values_list("name", "day", "value", "source"))


def verbs():
    return list(Entry.objects.in_room("insights").order_by("pk").values_list("verb", flat=True))


def test_a_figure_is_written_down_with_day_and_source(cora, cast):
    cora.post(NEW, FOLLOWERS)
    figure = OutsideFigure.objects.get()
    assert all_figures() == [("Followers", date(2017, 2, 23), 1234, "Our page there")]
    assert figure.entered_by == cast.cora
    assert verbs() == ["insights.written_down"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"value": "many"}, "Enter a whole number."),
        ({"value": "-3"}, "greater than or equal to 0"),
        ({"value": "9" * 30}, "less than or equal to"),
        ({"day": "2099-01-01"}, "This day is still to come."),
        ({"day": "yesterday"}, "Enter a valid date."),
        ({"source": ""}, "This field is required."),
        ({"name": "a\x00b"}, "Null characters"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(cora, wrong, words):
    answer = cora.post(NEW, FOLLOWERS | wrong)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Followers" in answer.content.decode() or "name" in wrong
    assert all_figures() == []


def test_the_same_figure_twice_is_one(cora):
    cora.post(NEW, FOLLOWERS)
    again = cora.post(NEW, FOLLOWERS)
    assert again.status_code == 422
    assert "There is a figure of this name and day already." in again.content.decode()
    assert len(all_figures()) == 1


def test_a_figure_is_corrected_and_the_record_says_from_what(cora):
    cora.post(NEW, FOLLOWERS)
    figure = OutsideFigure.objects.get()
    cora.post(f"{HERE}{figure.pk}/", FOLLOWERS | {"value": "1300"})
    cora.post(f"{HERE}{figure.pk}/", FOLLOWERS | {"value": "1300"})
    assert all_figures()[0][2] == 1300
    assert verbs() == ["insights.written_down", "insights.changed"]
    assert Entry.objects.get(verb="insights.changed").details["before"] == 1234


def test_a_figure_is_removed_once_however_often_it_is_sent(cora):
    cora.post(NEW, FOLLOWERS)
    pk = OutsideFigure.objects.get().pk
    assert [cora.post(f"{HERE}{pk}/remove/").status_code for _ in range(2)] == [302, 302]
    assert all_figures() == []
    assert verbs() == ["insights.written_down", "insights.removed"]
    assert "Followers, 2017-02-23: 1234" in cora.get("/team/record/").content.decode()


def test_two_figures_of_one_name_make_a_curve_that_says_where_it_went(cora):
    cora.post(NEW, FOLLOWERS)
    cora.post(NEW, FOLLOWERS | {"day": "2017-03-23", "value": "1300"})
    shown = cora.get(HERE).content.decode()
    assert "Followers: 1,300 on 23 March 2017, 66 more than on 23 February 2017" in shown


GOOD = "What;Day;Figure;Source\nFollowers;23/02/2017;1 234;Our page\n\nReaders;2017-02-23;12;'=Report\n"


def test_a_table_is_looked_at_first_and_then_written_down(cora):
    looked = cora.post(TABLE, {"table": GOOD})
    assert "This is how it was read." in looked.content.decode()
    assert all_figures() == []
    cora.post(TABLE, {"table": GOOD, "sure": "yes"})
    assert all_figures() == [
        ("Followers", date(2017, 2, 23), 1234, "Our page"),
        ("Readers", date(2017, 2, 23), 12, "=Report"),
    ]


def test_a_table_brought_again_changes_only_what_differs(cora):
    cora.post(TABLE, {"table": GOOD, "sure": "yes"})
    cora.post(TABLE, {"table": GOOD.replace("12;", "13;"), "sure": "yes"})
    assert [value for _name, _day, value, _source in all_figures()] == [1234, 13]
    assert verbs() == ["insights.written_down", "insights.written_down", "insights.changed"]


def test_what_is_taken_can_be_brought_again(cora):
    cora.post(TABLE, {"table": GOOD, "sure": "yes"})
    taken = cora.get(f"{HERE}figures.csv").content
    assert b"'=Report" in taken
    before = all_figures()
    cora.post(TABLE, {"file": SimpleUploadedFile("figures.csv", taken), "sure": "yes"})
    assert all_figures() == before
    assert verbs() == ["insights.written_down"] * 2


def test_one_wrong_line_and_nothing_is_written(cora):
    table = (
        "Followers,2017-02-23,12,Our page\nFollowers,2017-02-23,13,Our page\nReaders,soon,12,A\nReaders,12\n"
    )
    answer = cora.post(TABLE, {"table": table, "sure": "yes"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Line 2: the same name and day as in line 1" in shown
    assert "Line 3: Day: Enter a valid date." in shown
    assert "Line 4: 2 columns instead of four" in shown
    assert all_figures() == []


@pytest.mark.parametrize(
    "table",
    [
        "",
        "What,Day,Figure,Source\n",
        "\x00\x01\x02",
        "x" * 400_000,
        "a,2017-01-01,1,b\n" * 2001,
        '"' * 5000,
        f'"{"x" * 140_000}',
    ],
)
def test_nonsense_is_refused_in_words(cora, table):
    for sent in ({"table": table}, {"file": SimpleUploadedFile("t.csv", table.encode())}):
        answer = cora.post(TABLE, sent | {"sure": "yes"})
        assert answer.status_code == 422
    assert all_figures() == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_however_a_spreadsheet_wrote_it(cora, encoding):
    file = SimpleUploadedFile("figures.csv", "Ffôlwyr;2017-02-23;12;Tô ni\n".encode(encoding))
    looked = cora.post(TABLE, {"file": file})
    assert [(row["name"], row["value"], row["source"]) for row in looked.context["rows"]] == [
        ("Ffôlwyr", 12, "Tô ni")
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Followers,2017-02-23,-5,Us", "greater than or equal to 0"),
        ("Followers,2999-02-23,5,Us", "This day is still to come."),
        ("Followers,2017-02-22,5,Us", "the same name and day as in line 1"),
    ],
)
def test_a_faulty_line_is_named_and_nothing_typed_is_lost(cora, line, words):
    table = f"Followers,2017-02-22,4,Us\n{line}\n"
    looked = cora.post(TABLE, {"table": table, "sure": "yes"})
    assert looked.status_code == 422
    ((number, said),) = looked.context["problems"]
    assert number == 2
    assert words in said
    assert looked.context["form"].initial["table"] == table
    assert not OutsideFigure.objects.exists()
