"""The demo's one-click sign-in, and that it exists nowhere else."""

import pytest

from folkmoot.core import gathering

BECOME = "/account/as/"


@pytest.fixture
def offer_of_ada(monkeypatch):
    """Somebody offers Ada, whatever the settings say."""
    person = {"email": "ada@example.org", "name": "Ada Okafor", "line": "Member"}
    monkeypatch.setitem(gathering._registered, "cast", [lambda: [person]])


def test_one_click_signs_in_as_one_of_the_cast(client, cast, offer_of_ada, settings):
    settings.DEMO = True
    assert "Ada Okafor" in client.get("/account/login/").content.decode()

    response = client.post(BECOME, {"email": "ada@example.org", "next": "/account/"})

    assert response.url == "/account/"
    assert client.get("/account/").context["user"] == cast.ada


def test_outside_the_demo_the_address_does_not_exist(client, cast, offer_of_ada, settings):
    settings.DEMO = False
    assert "Ada Okafor" not in client.get("/account/login/").content.decode()
    assert client.post(BECOME, {"email": "ada@example.org"}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_nobody_but_the_cast_is_offered(client, cast, offer_of_ada, settings):
    settings.DEMO = True
    assert client.post(BECOME, {"email": "fay@example.org"}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_it_takes_a_button(client, cast, offer_of_ada, settings):
    settings.DEMO = True
    assert client.get(BECOME, {"email": "ada@example.org"}).status_code == 405
