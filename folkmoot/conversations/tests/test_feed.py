"""Comments as feeds: what is shown where everyone may read, and nothing that gives anyone away."""

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from folkmoot.accounts.models import Audience
from folkmoot.conversations import feeds
from folkmoot.conversations.models import Message, Thread
from folkmoot.core import freshness, gathering
from tests import jsonfeed
from tests.little_site import multiply

ALL = "/conversations/feed/"


def titles(client, path=ALL):
    feed = feedparser.parse(client.get(path).content)
    assert not feed.bozo
    return [entry.title for entry in feed.entries]


def test_it_holds_what_is_shown_where_everyone_may_read(client, little_site):
    Message.objects.say(little_site.members_post.thread, "Between us.", author=little_site.ada)
    shown = ["Hana Kowalczyk on “A corridor with no chairs”", "Ada Okafor on “A corridor with no chairs”"]
    for who in (None, little_site.ada, little_site.cora):
        if who:
            client.force_login(who)
        assert titles(client) == shown
    text = client.get(ALL).text
    for hidden in ("Between us.", "I should like to know more.", "A word from outside."):
        assert hidden not in text


@pytest.mark.parametrize("path", ["/conversations/feed/json/", "/conversations/{thread}/feed/json/"])
def test_as_json_it_is_what_the_format_asks(client, little_site, path):
    answer = client.get(path.format(thread=little_site.post.thread_id))
    assert (answer["Content-Type"], jsonfeed.faults(answer.json())) == ("application/feed+json", [])
    newest = answer.json()["items"][0]
    assert (newest["authors"], newest["content_html"]) == (
        [{"name": "Hana Kowalczyk"}], "<p>Nonsense, all of it.</p>\n",
    )  # fmt: skip


@pytest.mark.parametrize("change", ["hide", "withdraw", "post withdrawn", "post for members", "post deleted"])
def test_what_is_taken_away_leaves_it_at_once(client, little_site, change):
    if change == "hide":
        little_site.flagged.hide("unkind", by=little_site.cora)
    elif change == "withdraw":
        little_site.flagged.withdraw(by=little_site.hana)
    elif change == "post withdrawn":
        little_site.post.unpublish(user=little_site.dev)
    elif change == "post for members":
        little_site.post.audience_id = Audience.MEMBERS
        little_site.post.save_revision(user=little_site.dev).publish()
    else:
        little_site.post.delete()
    assert "Nonsense" not in client.get(ALL).text
    assert "Nonsense" not in client.get("/conversations/feed/json/").text


def test_a_guest_is_named_and_their_address_is_not(client, little_site):
    little_site.waiting.confirm()
    little_site.waiting.approve(by=little_site.cora)
    for path in (ALL, "/conversations/feed/json/", f"/conversations/{little_site.post.thread_id}/feed/"):
        text = client.get(path).text
        assert little_site.gil.name in text
        assert "@example" not in text


def test_a_sign_that_xml_has_no_place_for_undoes_no_feed(client, little_site):
    Message.objects.say(little_site.post.thread, "Pasted\x0b from\x01 a slide\uffff.", author=little_site.ada)
    for path in (ALL, f"/conversations/{little_site.post.thread_id}/feed/"):
        newest = feedparser.parse(client.get(path).content).entries[0]
        assert newest.content[0].value == "<p>Pasted from a slide.</p>"


def test_a_thread_nobody_shows_is_left_out(client, little_site):
    Message.objects.say(Thread.objects.start(), "Said into nothing.", author=little_site.ada)
    assert "Said into nothing." not in client.get(ALL).text


def test_it_costs_the_same_with_many(client, little_site):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            client.get(ALL)
        return len(seen)

    few = queries()
    multiply(little_site)
    assert queries() == few <= 7


def test_many_messages_of_groups_leave_the_comments_where_they_are(client, little_site, monkeypatch):
    before = [entry.link for entry in feedparser.parse(client.get(ALL).content).entries]
    monkeypatch.setattr(feeds, "NEWEST", len(before))
    talk = Thread.objects.start(title="Talk")
    monkeypatch.setitem(
        gathering._registered,
        "thread owners",
        [
            *gathering._registered["thread owners"],
            lambda threads: {talk.pk: {"title": "Talk", "url": "/talk/", "speaks_of": "messages"}},
        ],
    )
    for number in range(5 * len(before)):
        Message.objects.say(talk, f"Said {number}", author=little_site.cora)
    freshness.touch()

    assert [entry.link for entry in feedparser.parse(client.get(ALL).content).entries] == before
