"""Giving a role: on a page, by an administrator, recorded and shown to the person."""

import pytest

from folkmoot.accounts import signals
from folkmoot.accounts.models import Grant

ROLES = "/team/roles/"


@pytest.fixture
def heard():
    """What `role_given` and `role_taken` said."""
    said = []

    def given(sender, user, role, by, **kwargs):
        said.append(("given", user, role, by))

    def taken(sender, user, role, by, **kwargs):
        said.append(("taken", user, role, by))

    signals.role_given.connect(given)
    signals.role_taken.connect(taken)
    yield said
    signals.role_given.disconnect(given)
    signals.role_taken.disconnect(taken)


def test_an_administrator_gives_a_role(client, cast, heard):
    client.force_login(cast.fay)
    client.post(f"/team/roles/{cast.ben.pk}/give/", {"role": "team"})

    cast.ben.refresh_from_db()
    grant = Grant.objects.get(user=cast.ben)
    assert (cast.ben.is_team, grant.role, grant.given_by, grant.taken_at) == (True, "team", cast.fay, None)
    assert heard == [("given", cast.ben, "team", cast.fay)]


def test_given_twice_it_is_given_once(cast, heard):
    cast.ben.give("editor", by=cast.fay)
    cast.ben.give("editor", by=cast.fay)
    assert (cast.ben.grants.count(), len(heard)) == (1, 1)


def test_the_person_sees_since_when_and_from_whom(client, cast):
    cast.ben.give("editor", by=cast.fay)
    client.force_login(cast.ben)

    held = client.get("/account/").context["roles"]

    assert [(row["role"], row["grant"].given_by) for row in held] == [("editor", cast.fay)]
    assert "Write, schedule and publish" in str(held[0]["may"])


@pytest.mark.parametrize(
    ("who", "status"), [("fay", 200), ("cora", 403), ("dev", 403), ("ada", 403), ("ben", 403)]
)
def test_only_administrators_see_the_page(client, cast, who, status):
    client.force_login(getattr(cast, who))
    assert client.get(ROLES).status_code == status


@pytest.mark.parametrize(("who", "status"), [("fay", 302), ("cora", 403), ("dev", 403), ("ada", 403)])
@pytest.mark.parametrize("act", ["give", "take"])
def test_only_administrators_act(client, cast, who, status, act):
    client.force_login(getattr(cast, who))
    assert client.post(f"/team/roles/{cast.ben.pk}/{act}/", {"role": "team"}).status_code == status


def test_a_role_nobody_has_heard_of_is_not_given(client, cast):
    client.force_login(cast.fay)
    client.post(f"/team/roles/{cast.ben.pk}/give/", {"role": "superuser"})
    cast.ben.refresh_from_db()
    assert (cast.ben.roles, cast.ben.is_superuser) == ([], False)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("okafor ada", ["Ada Okafor"]),
        ("ADA@example.org", ["Ada Okafor"]),
        ("@example.org", []),
        ("nobody", []),
    ],
)
def test_people_are_found_by_name_or_whole_address(client, cast, words, names):
    client.force_login(cast.fay)
    found = client.get(ROLES, {"q": words}).context["found"]
    assert [person["user"].name for person in found] == names


def test_whole_addresses_are_not_shown(client, cast):
    client.force_login(cast.fay)
    page = client.get(ROLES, {"q": "ada"}).content.decode()
    assert "ad…@example.org" in page
    assert "ada@example.org" not in page
