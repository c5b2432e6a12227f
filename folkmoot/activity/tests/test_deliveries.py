"""How letters fare, for the team: states and failures without a word of what they say."""

import pytest
from django.urls import reverse

from folkmoot.activity import mail
from folkmoot.activity.models import Entry

DELIVERIES = "/team/mail/"


@pytest.fixture
def lost(cast, hello):
    """A letter to Ada that was given up."""
    [letter] = mail.write(hello, to=[cast.ada], kind="news")
    letter.become("given_up", last_error="550 No such user")
    return letter


def again(letter):
    return reverse("activity:again", args=[letter.pk])


@pytest.mark.parametrize(
    ("who", "status"),
    [(None, 302), ("eve", 403), ("ada", 403), ("dev", 403), ("cora", 200), ("fay", 200)],
)
def test_the_team_sees_them(client, cast, lost, who, status):
    if who:
        client.force_login(getattr(cast, who))
    assert client.get(DELIVERIES).status_code == status


def test_what_is_in_trouble_comes_first_and_nothing_is_told(client, cast, hello, lost):
    waiting = mail.write(hello, to=[cast.gil], kind="news")[0]
    client.force_login(cast.cora)
    page = client.get(DELIVERIES)

    assert list(page.context["page"]) == [lost]
    assert "550 No such user" in page.text
    assert lost.subject not in page.text
    assert "all is well" not in page.text
    assert list(client.get(DELIVERIES, {"state": "queued"}).context["page"]) == [waiting]


def test_tried_again_it_leaves(client, cast, lost, sink, committed):
    client.force_login(cast.cora)
    with committed():
        response = client.post(again(lost))

    lost.refresh_from_db()
    assert (response.status_code, lost.state, lost.attempts) == (302, "sent", 1)
    assert len(sink.letters) == 1
    assert Entry.objects.about(lost).get().verb == "activity.tried_again"


@pytest.mark.parametrize("who", ["ada", "dev", "eve"])
def test_only_the_team_tries_again(client, cast, lost, who):
    client.force_login(getattr(cast, who))
    assert client.post(again(lost)).status_code == 403
    lost.refresh_from_db()
    assert lost.state == "given_up"


def test_what_left_is_not_sent_twice(client, cast, lost, sink, committed):
    client.force_login(cast.cora)
    with committed():
        client.post(again(lost))
    assert client.post(again(lost)).status_code == 409
    assert len(sink.letters) == 1


def test_a_code_whose_words_are_gone_is_not_sent_empty(client, cast, hello, sink):
    [code] = mail.write(hello, to=[cast.ada], kind="account", secret=True)
    code.become("given_up", text="", html="")
    client.force_login(cast.cora)

    assert client.post(again(code)).status_code == 409
    assert again(code) not in client.get(DELIVERIES).text


def test_without_a_mail_server_the_page_says_so(client, cast, settings):
    settings.MAILERS = {"post": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
    client.force_login(cast.cora)
    assert "No mail server is set up" in client.get(DELIVERIES).text
