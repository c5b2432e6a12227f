"""Applications taken away as a file: by whom, how much of them, and what stands above the table."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from folkmoot.activity.models import Entry
from folkmoot.recruitment.models import Conflict, Proposal, Ranking

from .rounds import begun, lane_of, opened, reader, scored, sent, someone

HOSTILE = '=HYPERLINK("https://evil.example","Nia")'


def url(round):
    return reverse("recruitment:board_export", args=[round.slug])


def taken(client, round, kind="csv"):
    """(the line above, the rows as dicts) of the file."""
    answer = client.post(url(round), {"why": "The meeting in Perth.", "as": kind})
    body = b"".join(answer.streaming_content)
    if kind == "xlsx":
        sheet = load_workbook(io.BytesIO(body)).active
        above, headings, *rows = sheet.iter_rows(values_only=True)
    else:
        above, headings, *rows = csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""))
    return above[0], [dict(zip(headings, row, strict=True)) for row in rows]


@pytest.fixture
def two_lanes(cast):
    """Nia in Hana's lane, Ola in Dev's; Ben's is a draft."""
    round = opened(cast)
    other = lane_of(round, "Kirkside Trust", by=cast.cora, leads=[cast.dev], region="Lothian")
    nia = begun(round, someone("Nia Bowen"))
    nia.write("employer", HOSTILE, revision=0)
    nia.submit()
    sent(round, someone("Ola Berg"), lane=other)
    begun(round, cast.ben)
    return round


@pytest.mark.parametrize(
    ("who", "names"), [("hana", ["Nia Bowen"]), ("dev", ["Ola Berg"]), ("cora", ["Nia Bowen", "Ola Berg"])]
)
def test_a_lead_takes_their_lane_and_the_team_the_round(who, names, client, cast, two_lanes):
    client.force_login(getattr(cast, who))
    assert f"{len(names)} application" in client.get(url(two_lanes)).text
    _above, rows = taken(client, two_lanes)
    assert [row["Name"] for row in rows] == names


def test_the_file_and_the_record_say_who_took_it_and_for_what(client, cast, two_lanes):
    client.force_login(cast.hana)
    above, _rows = taken(client, two_lanes)
    assert above.startswith("Taken by Hana Kowalczyk on ")
    assert above.endswith("for this: The meeting in Perth. Destroy it when it has served.")
    entry = Entry.objects.about(two_lanes).get(verb="recruitment.exported")
    assert (entry.by, entry.details) == (cast.hana, {"many": 1, "why": "The meeting in Perth."})


def test_without_a_reason_nothing_is_taken(client, cast, two_lanes):
    client.force_login(cast.hana)
    answer = client.post(url(two_lanes), {"as": "csv"})
    assert (answer.status_code, "error-summary" in answer.text or "required" in answer.text) == (422, True)
    assert not Entry.objects.filter(verb="recruitment.exported").exists()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_nothing_in_it_is_a_formula(kind, client, cast, two_lanes):
    client.force_login(cast.hana)
    _above, (row,) = taken(client, two_lanes, kind)
    assert HOSTILE in row.values() if kind == "xlsx" else f"'{HOSTILE}" in row.values()


def test_whom_a_conflict_binds_is_not_in_it(client, cast, two_lanes):
    Conflict.objects.declare(cast.cora, two_lanes.applications.get(number=1).applicant, by=cast.cora)
    client.force_login(cast.cora)
    _above, rows = taken(client, two_lanes)
    assert [row["Number"] for row in rows] == ["2"]


def test_a_lead_who_reads_takes_what_readers_see(client, cast, two_lanes):
    reader(two_lanes, cast.hana)
    application = two_lanes.applications.get(number=1)
    application.redactions.keep(application, {"bring": "[taken out]"}, by=cast.cora)
    client.force_login(cast.hana)
    _above, (row,) = taken(client, two_lanes)
    assert ("Name" in row, HOSTILE in str(row), "[taken out]" in row.values()) == (False, False, True)
    assert "names and what tells who wrote are left out" in client.get(url(two_lanes)).text


def test_scores_are_in_it_while_it_is_decided_and_no_reader_is(client, cast):
    round = scored(cast, values=[5, 2])
    client.force_login(cast.hana)
    assert [row["Plain mean"] for row in taken(client, round)[1]] == ["", ""]
    Ranking.objects.make(round)
    Proposal.objects.propose(round.applications.get(number=1), "offer", by=cast.cora)
    _above, rows = taken(client, round)
    told = [(row["Readings"], row["Plain mean"], row["Proposed"]) for row in rows]
    assert told == [("1", "5.0", "Offer membership"), ("1", "2.0", "")]
    assert "Dev" not in str(rows)


def test_many_cost_no_more_queries_than_one(client, cast, two_lanes):
    client.force_login(cast.cora)

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as made:
            taken(client, two_lanes)
        return len(made)

    queries()
    before = queries()
    for number in range(4):
        sent(two_lanes, someone(f"Applicant {number}"))
    assert queries() == before
