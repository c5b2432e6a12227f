"""The first pass: each row is judged before anybody is written, and says why."""

import io
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from folkmoot.accounts.models import Guest, User
from folkmoot.members.importing import reasons
from folkmoot.members.importing.columns import guessed
from folkmoot.members.importing.source import Unreadable, keep, opened
from folkmoot.members.models import Declined, Member, Organisation, PeopleImport

from . import tables
from .conftest import outcomes, told

GOOD = ["iris@example.org", "Iris Teale", "Porter", "Humber Libraries", "Yorkshire", "Hull", "", "23/02/2017"]
ALL = [
    *("E-mail address", "First name", "Last name", "Role", "Organisations", "Region", "Cohort", "Interests"),
    *("Skills", "Languages", "Pronouns", "Member since"),
]


def row(**said):
    values = {"E-mail address": "iris@example.org", "First name": "Iris", "Last name": "Teale"} | {
        heading.replace("_", " "): value for heading, value in said.items()
    }
    return [values.get(heading, "") for heading in ALL]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"E-mail address": ""}, ["no_email"]),
        ({"E-mail address": "iris at example.org"}, ["email"]),
        ({"E-mail address": "Iris Teale <IRIS@example.org>"}, []),
        ({"E-mail address": "mailto:iris@example.org"}, []),
        ({"First name": "", "Last name": ""}, ["no_name"]),
        ({"First name": "=SUM(A1)"}, ["formula_name"]),
        ({"First name": "iris@example.org"}, ["name"]),
        ({"First name": "Iris www.evil.example"}, ["name"]),
        ({"First name": "x" * 200}, ["long"]),
        ({"Role": "x" * 121}, ["long"]),
        ({"Role": "=1+1"}, ["formula"]),
        ({"Role": "'=1+1"}, ["formula"]),
        ({"Organisations": "; ".join("ABCDE")}, ["many"]),
        ({"Organisations": "x" * 121}, ["long"]),
        ({"Region": "Yorks"}, ["no_region"]),
        ({"Region": "YORKSHIRE "}, []),
        ({"Cohort": "Cohort 77"}, ["no_cohort"]),
        ({"Interests": "Patient flow, Knitting"}, ["no_interest"]),
        ({"Skills": "Run charts; Juggling"}, ["no_skill"]),
        ({"Languages": "Cymraeg / English, Klingon"}, ["language"]),
        ({"Member since": "in May"}, ["since"]),
        ({"Member since": "1017-02-23"}, ["since"]),
        ({"Member since": "2999-02-23"}, ["future"]),
        ({"Member since": "2017-02-23 10:11:12"}, []),
    ],
)
def test_each_fault_has_its_words(check, said, words):
    run = check([row(**said)], ALL)
    assert told(run, 2) == words
    faulty = bool(run.rows.get().faults)
    assert outcomes(run) == {2: "faulty" if faulty else "new"}
    shown = reasons.told([*run.rows.get().faults, *run.rows.get().remarks])
    assert all("%(" not in sentence for sentence in shown)
    assert len(shown) == len(words)


def test_nobody_is_written(check):
    before = User.objects.count(), Member.objects.count(), Organisation.objects.count()
    check([GOOD])
    assert (User.objects.count(), Member.objects.count(), Organisation.objects.count()) == before


def test_what_a_row_says_is_kept_in_the_shape_in_which_it_is_written(check, lists):
    run = check(
        [row(Region="Yorkshire", Cohort="cohort 1", Interests="patient flow", Languages="Welsh|en")], ALL
    )
    assert run.rows.get().data == {
        "region": lists.yorkshire.pk,
        "cohort": lists.cohort.pk,
        "interests": [lists.flow.pk],
        "languages": ["cy", "en-gb"],
    }


def test_the_same_address_twice_is_taken_once(check):
    run = check([GOOD, [GOOD[0].upper(), *GOOD[1:]]])
    assert outcomes(run) == {2: "new", 3: "faulty"}
    assert run.rows.get(line=3).faults == [["twice", {"line": 2}]]


def test_one_name_at_one_organisation_is_asked_about(check):
    run = check([["other@example.org", "ada okafor", "", "DON VALLEY Community Health", "", "", "", ""], GOOD,
                 ["iris2@example.org", *GOOD[1:]]])  # fmt: skip
    assert outcomes(run) == {2: "alike", 3: "new", 4: "alike"}
    assert run.rows.get(line=2).user.email == "ada@example.org"
    assert (told(run, 2), told(run, 4)) == (["alike"], ["twin"])


def test_of_who_is_here_it_says_what_would_change(check, cast):
    cast.ada_profile.edit(by=cast.ada, pronouns="she/her")
    rows = [["ada@example.org", "Ada O.", "Ward sister", "Humber Libraries", "Yorkshire", "", "", ""]]
    run = check(rows)
    assert run.rows.get().remarks == [
        ["called", {"value": "Ada Okafor"}],
        ["empty", {"fields": ["region"]}],
        ["differs", {"fields": ["role", "organisations"]}],
    ]
    shown = reasons.told(run.rows.get().remarks)
    assert shown[1:] == [
        "Empty here and said in the file: Region",
        "Said otherwise here: Role, Organisations",
    ]


def test_nothing_is_told_of_what_someone_shows_to_nobody(check, cast):
    cast.ada_profile.show_fields({"role": "nobody", "region": "nobody"}, by=cast.ada)
    run = check([["ada@example.org", "Ada Okafor", "Ward sister", "", "Yorkshire", "", "", ""]])
    assert run.rows.get().remarks == [["same", {}]]


def test_who_has_left_and_who_was_blocked_or_said_no(check, cast):
    cast.hana.membership.leave(by=cast.hana)
    Guest.objects.create(name="Spam", email="spam@example.org", blocked_at="2026-01-01T00:00Z")
    Guest.objects.create(name="Rude", email="rude@example.org", blocked_at="2026-01-01T00:00Z")
    Guest.objects.filter(name="Rude").erase()
    Declined.objects.remember("no@example.org")
    mails = ["hana@example.org", "spam@example.org", "NO@example.org", "ben@example.org", "Rude@example.org"]
    run = check([[mail, "Somebody", "", "", "", "", "", ""] for mail in mails])
    assert outcomes(run) == {2: "known", 3: "faulty", 4: "faulty", 5: "known", 6: "faulty"}
    assert [told(run, line) for line in (2, 3, 4, 5, 6)] == [
        ["called", "has_left"],
        ["blocked"],
        ["declined"],
        ["called", "not_member"],
        ["blocked"],
    ]


def test_unknown_words_are_counted_and_can_be_given_a_meaning(check, lists):
    rows = [[f"p{n}@example.org", "P", "", "", "Yorks" if n else "Mars", "", "", ""] for n in range(3)]
    run = check(rows)
    assert run.unknown == {"region": {"Yorks": 2, "Mars": 1}}
    from folkmoot.members.importing.work import go_on

    run.match(run.columns, {"region": {"yorks": lists.yorkshire.pk, "mars": None}})
    go_on(run)
    run.refresh_from_db()
    assert (run.unknown, outcomes(run)) == ({}, {2: "new", 3: "new", 4: "new"})
    assert [one.data for one in run.rows.in_order()] == [{}, *[{"region": lists.yorkshire.pk}] * 2]


def test_decisions_outlive_another_check(check, lists):
    from folkmoot.members.importing.work import go_on

    run = check([["ada@example.org", "Ada Okafor", "Ward sister", "", "", "", "", ""]])
    run.rows.update(answer="fill")
    run.match(run.columns)
    go_on(run)
    assert run.rows.get().answer == "fill"


def test_a_row_too_long_is_a_fault_and_one_too_short_is_said(check):
    run = check("E-mail address,Name,Role\na@example.org,A\nb@example.org,B,Porter,at night\n")
    assert outcomes(run) == {2: "new", 3: "faulty"}
    assert (told(run, 2), told(run, 3)) == (["short"], ["wide"])


def test_a_line_within_quotation_marks_stays_one_row(check):
    run = check('E-mail address;Name;About\r\n\r\na@example.org;A;"One\r\nTwo"\r\nb@example.org;B;\r\n')
    assert list(run.rows.in_order().values_list("line", "email")) == [
        (3, "a@example.org"),
        (5, "b@example.org"),
    ]
    assert run.rows.get(line=3).data == {"about": "One\nTwo"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_encoding(check, encoding):
    run = check("E-mail address\tName\tTown\nsian@example.org\tSiân Ó Briain\tBrân\n".encode(encoding))
    assert [(one.name, one.data) for one in run.rows.all()] == [("Siân Ó Briain", {"place": "Brân"})]


def test_nul_bytes_are_not_there(check):
    run = check(b"E-mail address,Name\na@example.org,Bo\x00b\n")
    assert run.rows.get().name == "Bob"


def test_a_workbook_is_read_too(check):
    book = Workbook()
    book.active.append(["E-mail address", "Name", "Member since", "Role"])
    from datetime import date

    book.active.append(["a@example.org", "Ada B", date(2017, 2, 23), 7])
    file = io.BytesIO()
    book.save(file)
    run = check(file.getvalue())
    assert (run.encoding, run.rows.get().data) == ("XLSX", {"since": "2017-02-23", "role": "7"})


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "This file is empty."),
        (b"\x00\x00\n", "This file is empty."),
        (b"PK\x03\x04 no zip", "This workbook cannot be read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "an old Excel file"),
        (b"%PDF-1.4", "a PDF"),
        (b"<html><body>", "a web page"),
        (b'{"people": []}', "a JSON file"),
        (bytes(range(256)) * 40_000, "This is not a table"),
        (b"E-mail address,Name\n", "nothing below it"),
        (b'E-mail address,Name\na@example.org,"B\n' + b"x" * 200_000, "never closed"),
        (b"E-mail address,Name\n" + b"a@example.org,B\n" * 50_001, "more than 50,000 rows"),
        ((",".join(map(str, range(300))) + "\n1").encode(), "more than 200 columns"),
    ],
)
def test_what_is_no_table_is_refused_in_words(db, data, words):
    with pytest.raises(Unreadable) as refused:
        keep(data, "people.csv")
    assert words in refused.value.words
    assert not PeopleImport.objects.exists()


def test_without_a_column_for_the_address_it_is_refused(check):
    run = check("Name,Town\nAda,Hull\n")
    assert (run.state, run.rows.count()) == ("refused", 0)


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        (["user_login", "user_email", "display_name", "user_registered"], ["", "email", "name", "since"]),
        (["Email Address", "First Name", "Last Name"], ["email", "first_name", "last_name"]),
        (["OPTIN_TIME", "Full name", "E-mail", "Employer"], ["since", "name", "email", "organisations"]),
        (["Job title", "City"], ["role", "place"]),
        (["Enw", "Cyfeiriad e-bost", "Sefydliadau"], ["name", "email", "organisations"]),
        (["Email", "Work email", "Name", "First name"], ["email", "", "name", ""]),
        (tables.HEADINGS[:4], ["email", "name", "role", "organisations"]),
        (tables.HEADINGS[4:], ["region", "place", "interests", "since"]),
    ],
)  # fmt: skip
def test_headings_of_the_usual_exports_are_known(headings, columns):
    assert guessed(headings) == columns


def test_a_workbook_is_as_large_as_what_stands_in_it(lists):
    """It says that it has 16,384 columns and 2,000 rows, and has two cells."""
    data = io.BytesIO()
    book = Workbook()
    book.active.append(["E-mail address", "Name"])
    book.active.append(["nia@example.org", "Nia Pugh"])
    book.save(data)
    swollen = io.BytesIO()
    with ZipFile(data) as before, ZipFile(swollen, "w") as after:
        for part in before.infolist():
            xml = before.read(part)
            after.writestr(part, xml.replace(b'ref="A1:B2"', b'ref="A1:XFD2000"'))
    assert swollen.getvalue() != data.getvalue()
    table = opened(swollen.getvalue())
    assert (table.headings, table.lines) == (
        ["E-mail address", "Name"], [(2, ["nia@example.org", "Nia Pugh"])],
    )  # fmt: skip
