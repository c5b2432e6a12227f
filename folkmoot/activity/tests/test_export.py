"""A list as a file: what a spreadsheet may not calculate, both kinds, any length, and the record of it."""

import io
import tracemalloc
from datetime import date, datetime

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from folkmoot.activity import exports
from folkmoot.activity.models import Entry
from folkmoot.core import sheets, workbooks

ROW = ["=1+1", 'Ŵyn; "quoted"\nand more', 7, date(2017, 2, 23), datetime(2017, 2, 23, 10, 30), None, "'tis"]


@pytest.fixture
def take(cast):
    def taken(kind, rows):
        request = RequestFactory().post("/", {"as": kind})
        request.user = cast.cora
        return exports.answer(request, "people", ["Name", "=Sum"], rows, show="members")

    return taken


def body(answer):
    return b"".join(answer.streaming_content)


def test_a_csv_has_no_formula_and_can_be_read_again(take):
    answer = take("csv", [ROW])
    text = body(answer).decode("utf-8-sig")
    assert text.startswith("Name,'=Sum\r\n'=1+1,")
    ((_line, headings), (_second, cells)) = sheets.rows_of(text)
    assert [sheets.plain(cell) for cell in headings] == ["Name", "=Sum"]
    assert [sheets.plain(cell) for cell in cells] == [
        *("=1+1", 'Ŵyn; "quoted"\nand more', "7", "2017-02-23", "2017-02-23 10:30:00", "", "'tis")
    ]
    assert (answer["Content-Type"], answer["Cache-Control"]) == (
        "text/csv; charset=utf-8",
        "private, no-store",
    )


def test_a_workbook_has_words_days_and_numbers_and_no_formula(take):
    sheet = load_workbook(io.BytesIO(body(take("xlsx", [ROW])))).active
    headings, cells = sheet.iter_rows()
    assert [cell.value for cell in headings[:2]] == ["Name", "=Sum"]
    assert {cell.data_type for cell in (*headings, *cells)} == {"s", "n", "d"}
    assert [cell.value for cell in cells] == [
        *("=1+1", 'Ŵyn; "quoted"\nand more', 7, datetime(2017, 2, 23), datetime(2017, 2, 23, 10, 30), None),
        "'tis",
    ]


def test_a_workbook_of_ours_is_read_as_words(take):
    rows = list(workbooks.rows_of_xlsx(io.BytesIO(body(take("xlsx", [ROW]))), most=10))
    assert rows[1] == ["=1+1", 'Ŵyn; "quoted"\nand more', "7", "2017-02-23", "2017-02-23 10:30", "", "'tis"]


def test_it_is_recorded_who_took_what(take, cast):
    body(take("xlsx", [ROW, ROW]))
    entry = Entry.objects.get(verb="activity.exported")
    assert (entry.by, entry.details) == (
        cast.cora,
        {"list": "people", "many": 2, "kind": "xlsx", "show": "members"},
    )


@pytest.mark.parametrize("write", [sheets.write_csv, workbooks.write_xlsx])
def test_fifty_thousand_rows_need_no_more_memory_than_a_few(write, tmp_path):
    rows = (["Ada Okafor", f"ada{number}@example.org", number] * 3 for number in range(50_000))
    tracemalloc.start()
    with open(tmp_path / "table", "wb") as file:
        many = write(file, ["a"] * 9, rows)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert many == 50_000
    assert most < 3_000_000


@given(st.text())
def test_what_is_made_harmless_is_taken_back(words):
    assert sheets.plain(sheets.harmless(words)) == words or not sheets.FORMULA.match(words)
    assert sheets.harmless(words)[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"}


@pytest.mark.parametrize("comma", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("cp1252", "Windows-1252")],
)
def test_a_table_is_read_however_it_was_written(comma, encoding, name):
    text = f'Enw{comma}Sefydliad\r\n\r\nSiân{comma}"Tŷ, a;b"\r\n'.replace("ŷ", "ê")
    read, encoded = sheets.decoded(text.encode(encoding))
    assert encoded == name
    assert list(sheets.rows_of(read)) == [(1, ["Enw", "Sefydliad"]), (3, ["Siân", "Tê, a;b"])]
