"""Whose mail comes back is told on Today and can try again; the team sees who gets no letters."""

import pytest
from django.urls import reverse

from folkmoot.activity import gathered, links
from folkmoot.activity.models import Bouncing, Entry

RETURNED, STOPPED = "/account/mail/returned/", "/team/mail/stopped/"
WORDS = "User unknown in virtual mailbox table"


def stop(address="ada@example.org"):
    for _time in range(2):
        row = Bouncing.objects.bounced(address, hard=True, words=f"550 5.1.1 <{address}>: {WORDS}")
    return row


def again(client, row):
    return client.post(reverse("activity:works_again", args=[row.pk]))


def labels(user):
    return [line["label"] for line in gathered.today(user)]


def test_today_tells_her(client, cast):
    stop()
    client.force_login(cast.ada)
    page = client.get("/today/").text
    assert ("Mail to you comes back, and we send no more letters" in page, RETURNED in page) == (True, True)


def test_today_says_what_is_the_matter(cast):
    Bouncing.objects.bounced("ada@example.org", hard=True)
    Bouncing.objects.bounced("ben@example.org", hard=False)
    Bouncing.objects.complained("cora@example.org")

    assert [labels(cast.ada), labels(cast.ben), labels(cast.cora)] == [
        ["Mail to you comes back"],
        [],  # one full mailbox is not worth a word
        ["We send you no letters"],
    ]


def test_her_page_says_why_and_only_hers(client, cast):
    stop()
    stop("hana@example.org")
    client.force_login(cast.ada)
    page = client.get(RETURNED).text
    shown = [words in page for words in ("ada@example.org", WORDS, reverse("account_email"), "hana@example")]
    assert shown == [True, True, True, False]


def test_where_mail_arrives_the_page_says_so(client, cast):
    client.force_login(cast.ada)
    assert "Mail to you arrives" in client.get(RETURNED).text


def test_she_tries_again(client, cast):
    row = stop()
    client.force_login(cast.ada)
    answer = again(client, row)
    row.refresh_from_db()

    assert (answer.status_code, answer.url, row.stopped_at) == (302, RETURNED, None)
    assert labels(cast.ada) == []
    assert again(client, row).status_code == 409


def test_with_another_main_address_she_is_written_to(cast):
    stop()
    cast.ada.email = "ada.okafor@example.org"
    assert labels(cast.ada) == []


@pytest.mark.parametrize("who", ["ben", "dev", "eve"])
def test_an_address_of_somebody_else_does_not_exist(client, cast, who):
    row = stop()
    client.force_login(getattr(cast, who))
    assert again(client, row).status_code == 404


def test_the_team_sees_who_and_why_and_tries_again(client, cast):
    row = stop()
    stop("nobody@example.net")
    Bouncing.objects.complained("gil@example.org")
    client.force_login(cast.cora)
    for page in (client.get(STOPPED).text, client.get("/team/mail/").text):
        words = ["Ada Okafor", WORDS, "nobody@example.net", "Gil Achterberg", "ada@example.org"]
        assert [word in page for word in words] == [True, True, True, True, False]
    answer = again(client, row)

    assert (answer.status_code, answer.url) == (302, STOPPED)
    assert Entry.objects.get(verb="activity.mail_resumed").by == cast.cora


def test_who_complained_undoes_it_alone(client, cast):
    row = Bouncing.objects.complained("ada@example.org")
    client.force_login(cast.cora)
    team = again(client, row).status_code
    client.force_login(cast.ada)

    assert (team, again(client, row).status_code) == (403, 302)


def test_the_desk_counts_them(cast):
    stop()
    lines = [(line["label"], line["url"]) for line in gathered.desk(cast.cora)]
    assert (lines, gathered.desk(cast.ada)) == ([("1 address gets no letters", STOPPED)], [])


def test_a_guest_says_so_where_they_choose(client, cast):
    Bouncing.objects.complained("gil@example.org")
    path = links.choose_path(cast.gil)
    before = "Send me letters again" in client.get(path).text
    client.post(path, {"works_again": "yes"})

    assert (before, "Send me letters again" in client.get(path).text) == (True, False)
    assert not Bouncing.objects.stopped().exists()


def test_the_page_of_choices_says_that_nothing_comes(client, cast):
    stop()
    client.force_login(cast.ada)
    page = client.get("/account/mail/")
    assert ("We send you no letters at present" in page.text, page.context["words"][0]) == (
        True, "Every Monday at 8:00: one digest.",
    )  # fmt: skip
