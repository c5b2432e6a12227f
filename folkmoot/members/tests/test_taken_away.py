"""The team's lists as files: as filtered, with what the team may see of each person and no more."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from folkmoot.accounts.models import User
from folkmoot.activity.models import Entry
from folkmoot.members.models import Cohort, Interest, Member, Organisation, Partner, Region, Skill


def table(answer):
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


@pytest.fixture
def cora(client, cast):
    client.force_login(cast.cora)
    return client


@pytest.fixture
def ada(cast):
    """Ada says all there is to say of herself; her role she shows to nobody."""
    nation = Region.objects.add("England", by=cast.cora)
    cast.ada_profile.edit(
        by=cast.ada,
        region=Region.objects.add("Yorkshire", nation=nation, by=cast.cora),
        pronouns="she/her",
        organisations=["Don Valley Community Health", "Humber Libraries"],
        interests=[
            Interest.objects.add("Falls", by=cast.cora),
            Interest.objects.add("Waiting", by=cast.cora),
        ],
        skills=[Skill.objects.add("Run charts", by=cast.cora)],
        languages=["cy", "fr"],
        ask_me_about="-1 and other figures",
    )
    cast.ada_profile.show_fields({"role": "nobody"}, by=cast.ada)
    Member.objects.filter(user=cast.ada).update(cohort=Cohort.objects.add("Cohort 1", by=cast.cora))
    return cast.ada


def test_people_as_filtered_and_nothing_they_hide(cora, ada):
    since = ada.membership.since.isoformat()
    headings, row = table(cora.post("/team/people/export/?q=ada@"))
    assert dict(zip(headings, row, strict=True)) == {
        "E-mail address": "ada@example.org",
        "Name": "Ada Okafor",
        "Role": "",
        "Organisations": "Don Valley Community Health; Humber Libraries",
        "Region": "Yorkshire",
        "Town": "Sheffield",
        "Cohort": "Cohort 1",
        "Interests": "Falls; Waiting",
        "Skills": "Run charts",
        "Pronouns": "she/her",
        "Languages": "Cymraeg; Français",
        "About": "",
        "Ask me about": "'-1 and other figures",
        "I want to learn": "",
        "Member since": since,
        "Left on": "",
        "Roles": "",
        "Account since": ada.date_joined.date().isoformat(),
    }


def test_the_filter_of_the_list_holds(cora, cast):
    _headings, *rows = table(cora.post("/team/people/export/?show=guests", {"as": "csv"}))
    assert [row[1] for row in rows] == ["Ben Whitlock", "Eve Sinclair"]
    entry = Entry.objects.get(verb="activity.exported")
    assert (entry.by, entry.details) == (
        cast.cora,
        {"list": "people", "many": 2, "kind": "csv", "show": "guests"},
    )
    assert "took 2 rows of the list “people” away" in cora.get("/team/record/").content.decode()


def test_many_people_ask_no_more_of_the_database(cora, cast, ada):
    table(cora.post("/team/people/export/"))  # what is kept in memory is kept
    with CaptureQueriesContext(connection) as few:
        table(cora.post("/team/people/export/"))
    for number in range(5):
        user = User.objects.create_user(f"more{number}@example.org", f"More {number}")
        Member.objects.welcome(user, by=cast.cora)
        user.profile.edit(by=user, organisations=[f"Place {number}"], skills=Skill.objects.all())
    with CaptureQueriesContext(connection) as many:
        rows = table(cora.post("/team/people/export/"))
    assert (len(rows), len(many)) == (1 + 12, len(few))


def test_organisations_with_all_their_names(cora, ada, cast):
    trust = Organisation.objects.called("Don Valley Community Health")
    trust.call_also(["DVCH", "Don Valley"], by=cast.cora)
    region = Region.objects.get(name="Yorkshire")
    Partner.objects.appoint(trust, kind="regional", regions=[region], by=cast.cora)
    _headings, *rows = table(cora.post("/team/organisations/export/?q=valley&show=partners"))
    assert rows == [
        ["Don Valley Community Health", "DVCH; Don Valley", "", "", "Regional partner", "Yorkshire", "1"]
    ]


def test_each_list_people_choose_from(cora, ada, cast):
    Region.objects.get(name="Yorkshire").retire(by=cast.cora)
    _headings, *rows = table(cora.post("/team/lists/regions/export/"))
    assert {(*row[:3], bool(row[3])) for row in rows} == {
        ("Yorkshire", "England", "1", True),
        ("England", "", "0", False),
    }
    assert table(cora.post("/team/lists/cohorts/export/"))[0] == ["Name", "Began on", "People", "Retired"]
    assert cora.post("/team/lists/nothing/export/").status_code == 404
