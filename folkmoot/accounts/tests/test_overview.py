"""The account's overview, and what an address or secret of others it must not show."""

import pytest

from folkmoot.accounts.models import Agreement, Policy
from folkmoot.core import gathering

ACCOUNT = "/account/"


def test_it_shows_what_the_account_is(client, cast):
    policy = Policy.objects.publish("conduct", title="Conduct", text="Be kind.", must_agree=True)
    Agreement.objects.give([cast.ada], [policy])
    client.force_login(cast.ada)

    context = client.get(ACCOUNT).context

    assert [address.email for address in context["addresses"]] == ["ada@example.org"]
    assert (context["passkeys"], context["app"], context["roles"]) == (0, False, [])
    assert [agreed.policy for agreed in context["agreements"]] == [policy]


def test_rooms_above_add_their_links_and_what_they_hold(client, cast, monkeypatch):
    link = {"label": "Mail you get", "url": "/mail/", "order": 10}
    row = {"label": "Comments", "value": "3"}
    monkeypatch.setitem(gathering._registered, "account link", [lambda request: link])
    monkeypatch.setitem(gathering._registered, "data held", [lambda user: [row]])
    client.force_login(cast.ada)

    context = client.get(ACCOUNT).context

    assert (list(context["links"]), context["held"]) == ([link], [row])


@pytest.mark.parametrize("path", [ACCOUNT, "/account/details/", "/account/kept/", "/account/agree/"])
def test_it_is_closed_to_strangers(client, db, path):
    assert client.get(path).url == f"/account/login/?next={path}"
