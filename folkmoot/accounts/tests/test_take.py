"""Taking a role back; the last administrator's stays."""

import pytest

from folkmoot.accounts.models import Grant
from folkmoot.core.lifecycle import Refused

from .test_give import heard  # noqa: F401 - a fixture


def test_an_administrator_takes_a_role_back(client, cast, heard):  # noqa: F811
    client.force_login(cast.fay)
    client.post(f"/team/roles/{cast.cora.pk}/take/", {"role": "team"})

    cast.cora.refresh_from_db()
    grant = Grant.objects.get(user=cast.cora)
    assert (cast.cora.roles, grant.taken_by, grant.taken_at is None) == ([], cast.fay, False)
    assert heard == [("taken", cast.cora, "team", cast.fay)]


def test_the_last_administrators_role_stays(client, cast):
    client.force_login(cast.fay)
    response = client.post(f"/team/roles/{cast.fay.pk}/take/", {"role": "administrator"})

    cast.fay.refresh_from_db()
    assert (response.status_code, cast.fay.is_administrator) == (409, True)
    assert "is the only administrator" in response.content.decode()


def test_a_closed_account_does_not_count_as_another_administrator(cast):
    cast.ben.give("administrator", by=cast.fay)
    type(cast.ben).objects.filter(pk=cast.ben.pk).update(is_active=False)
    with pytest.raises(Refused):
        cast.fay.take("administrator", by=cast.fay)


def test_with_another_administrator_one_may_go(cast):
    cast.cora.give("administrator", by=cast.fay)
    cast.fay.take("administrator", by=cast.fay)
    assert cast.fay.roles == []


def test_given_again_it_is_a_new_grant(cast):
    cast.cora.take("team", by=cast.fay)
    cast.cora.give("team", by=cast.fay)
    assert Grant.objects.filter(user=cast.cora, taken_at=None).count() == 1
    assert Grant.objects.filter(user=cast.cora).count() == 2
