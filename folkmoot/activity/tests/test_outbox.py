"""The outbox of the demo: every letter, for the team. Elsewhere it does not exist."""

import pytest
from django.urls import reverse

from folkmoot.activity import mail
from folkmoot.activity.models import Email

OUTBOX = "/outbox/"


@pytest.fixture
def demo(settings):
    settings.DEMO = True


@pytest.fixture
def letter(cast, hello):
    return mail.write(hello, to=[cast.ada], kind="news", thread=cast.gil)[0]


@pytest.mark.parametrize(
    ("who", "status"),
    [(None, 302), ("eve", 403), ("ada", 403), ("dev", 403), ("cora", 200), ("fay", 200)],
)
def test_the_team_reads_every_letter_of_the_demo(client, cast, demo, letter, who, status):
    if who:
        client.force_login(getattr(cast, who))
    for address in [
        OUTBOX,
        reverse("activity:letter", args=[letter.pk]),
        reverse("activity:letter_html", args=[letter.pk]),
    ]:
        assert client.get(address).status_code == status


def test_elsewhere_there_is_no_outbox(client, cast, letter):
    client.force_login(cast.fay)
    assert client.get(OUTBOX).status_code == 404
    assert client.get(reverse("activity:letter", args=[letter.pk])).status_code == 404
    assert client.get(reverse("activity:letter_html", args=[letter.pk])).status_code == 404


def test_newest_first_by_kind_reader_and_words(client, cast, demo, hello, letter):
    code = mail.write(hello, to=[cast.gil], kind="account")[0]
    client.force_login(cast.cora)

    def listed(**asked):
        return list(client.get(OUTBOX, asked).context["page"])

    assert listed() == [code, letter]
    assert listed(kind="news") == [letter]
    assert listed(q="gil") == [code]
    assert listed(q="news for ada") == [letter]
    assert listed(q="nothing like it") == []


def test_one_letter_as_text_as_html_and_its_headers(client, cast, demo, letter):
    client.force_login(cast.cora)
    page = client.get(reverse("activity:letter", args=[letter.pk]))

    assert "all is well." in page.text
    assert f"&lt;accounts.guest.{cast.gil.pk}@localhost&gt;" in page.text
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]


def test_the_html_is_shut_in(client, cast, demo, letter):
    client.force_login(cast.cora)
    response = client.get(reverse("activity:letter_html", args=[letter.pk]))

    assert response.text.replace('<base target="_blank">', "") == letter.html
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-popups" in policy
    assert "script-src" not in policy


def test_pages_are_real_and_cost_the_same(client, cast, demo, hello, django_assert_max_num_queries):
    for _number in range(45):
        mail.write(hello, to=[cast.ada, cast.gil], kind="news")
    assert Email.objects.count() == 90
    client.force_login(cast.cora)

    client.get(OUTBOX)  # what a session and a process do once
    with django_assert_max_num_queries(12):
        last = client.get(OUTBOX, {"page": 3}).context["page"]
    assert len(last) == 10
