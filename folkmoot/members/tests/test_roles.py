"""Roles on the record of a person, and the team's list of who holds which."""

import pytest

from folkmoot.accounts.models import Grant, User

LIST = "/team/people/roles/"
ALL = [
    *("Ada Okafor team", "Cora Pritchard team"),
    *("Dev Malhotra editor", "Fay Llewelyn-Rhŷs administrator"),
]


def record(client, who):
    return client.get(f"/team/people/{who.pk}/?part=here")


@pytest.fixture
def before(cast):
    """Ada was an editor until lately, and is of the team."""
    cast.ada.give("editor", by=cast.fay)
    cast.ada.take("editor", by=cast.cora)
    cast.ada.give("team", by=cast.fay)


def test_the_record_says_what_they_hold_since_when_and_what_they_held_before(client, cast, before):
    client.force_login(cast.cora)
    roles = record(client, cast.ada).context["roles"]
    assert [(held["role"], held["grant"].given_by) for held in roles.held] == [("team", cast.fay)]
    assert [(grant.role, grant.given_by, grant.taken_by) for grant in roles.taken_back] == [
        ("editor", cast.fay, cast.cora)
    ]


def test_an_administrator_gives_and_takes_there_and_returns_to_the_record(client, cast, before):
    client.force_login(cast.fay)
    back = f"/team/people/{cast.ada.pk}/?part=here"
    page = record(client, cast.ada).content.decode()
    assert page.count(f'name="next" value="{back}"') == 2
    given = client.post(f"/team/roles/{cast.ada.pk}/give/", {"role": "editor", "next": back})
    taken = client.post(f"/team/roles/{cast.ada.pk}/take/", {"role": "team", "next": back})
    assert (given["Location"], taken["Location"]) == (back, back)
    assert User.objects.get(pk=cast.ada.pk).roles == ["editor"]


def test_it_leads_back_to_no_other_site(client, cast):
    client.force_login(cast.fay)
    answer = client.post(
        f"/team/roles/{cast.ada.pk}/give/", {"role": "team", "next": "https://elsewhere.example/"}
    )
    assert answer["Location"] == "/team/roles/"


def test_the_team_reads_and_neither_gives_nor_takes(client, cast, before):
    client.force_login(cast.cora)
    assert f"/team/roles/{cast.ada.pk}/" not in record(client, cast.ada).content.decode()


def test_nobody_gives_a_role_to_a_closed_account(client, cast):
    User.objects.filter(pk=cast.ben.pk).update(is_active=False)
    client.force_login(cast.fay)
    assert not record(client, cast.ben).context["roles"].may_give


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ALL),
        ("?show=team", ["Ada Okafor team", "Cora Pritchard team"]),
        ("?show=taken", ["Ada Okafor editor"]),
        ("?show=nonsense", ALL),
    ],
)  # fmt: skip
def test_the_list_and_its_file_hold_the_same(client, cast, before, query, found):
    client.force_login(cast.cora)
    page = client.get(LIST + query).context["page"]
    assert [f"{grant.user} {grant.role}" for grant in page] == found
    lines = b"".join(client.post(f"{LIST}export/{query}").streaming_content).decode().splitlines()
    labels = dict(User.Role.choices)
    assert [line.split(",")[0] + " " + line.split(",")[2] for line in lines[1:]] == [
        f"{grant.user} {labels[grant.role]}" for grant in page
    ]


def test_the_list_says_when_nobody_holds_one(client, cast):
    Grant.objects.filter(role="editor").delete()
    client.force_login(cast.cora)
    assert "Nobody here" in client.get(f"{LIST}?show=editor").content.decode()
