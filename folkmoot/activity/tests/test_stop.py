"""One tap ends one kind of letter: asked for by a GET, done by a POST, without signing in."""

import pytest
from django.urls import reverse

from folkmoot.activity import links, mail
from folkmoot.activity.kinds import ACCOUNT, wants
from folkmoot.activity.models import Preference

from .conftest import NEWS


@pytest.fixture
def stop(cast, hello):
    """The address that a letter to Gil carries in its List-Unsubscribe header."""
    [letter] = mail.write(hello, to=[cast.gil], kind="news")
    return letter.headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")


def test_the_mail_programme_posts_by_itself(client, cast, stop):
    client.handler.enforce_csrf_checks = True
    response = client.post(stop, {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    assert not wants(cast.gil, NEWS)
    assert response.cookies == {}


def test_twice_changes_nothing_more(client, cast, stop):
    client.post(stop)
    client.post(stop)
    assert list(Preference.objects.values_list("guest", "kind", "on")) == [(cast.gil.pk, "news", False)]


def test_a_get_asks_and_changes_nothing(client, cast, stop):
    response = client.get(stop)

    assert response.status_code == 200
    assert "Stop “News”?" in response.text
    assert "<button" in response.text
    assert wants(cast.gil, NEWS)


def test_it_can_be_taken_back(client, cast, stop):
    client.post(stop)
    page = client.post(stop, {"start": "yes"})

    assert wants(cast.gil, NEWS)
    assert "“News” is on again." in page.text


def test_a_forged_link_leads_nowhere(client, cast, stop):
    other = stop.replace(f"guest-{cast.gil.pk}-", f"user-{cast.ada.pk}-")
    assert other != stop
    assert client.post(other).status_code == 404
    assert client.post(reverse("activity:stop", args=["nonsense"])).status_code == 404
    assert not Preference.objects.exists()


def test_letters_about_the_account_cannot_be_stopped(client, cast, room):
    assert client.post(links.stop_path(cast.ada, ACCOUNT)).status_code == 404


def test_the_link_for_choosing_stops_nothing(client, cast, room):
    token = links.choose_path(cast.gil).split("/")[-2]
    assert client.post(reverse("activity:stop", args=[token])).status_code == 404
