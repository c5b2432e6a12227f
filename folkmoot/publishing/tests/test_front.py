"""The front page is made from blocks; what has nothing to show is not there."""

import importlib
import json
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.blocks import StreamBlockValidationError

from folkmoot.core import gathering
from folkmoot.members.models import Member
from folkmoot.publishing.blocks import FrontBlock
from folkmoot.publishing.models import HomePage

from .shelf import for_members, picture, published, topic

NEWEST = {"heading": "", "topic": None, "many": 7, "first_is_large": True}
PEOPLE = {"heading": "", "people": [], "many": 6}
MOST_QUERIES = 15


def made_of(*pairs, by):
    home = HomePage.objects.get()
    home.front = FrontBlock().to_python([{"type": kind, "value": value} for kind, value in pairs])
    home.save_revision(user=by).publish(user=by)
    return home


def titles(html):
    return re.findall(r'class="entry__title"><a href="[^"]+">([^<]+)</a>', html)


def headings(html):
    return re.findall(r"<h2[^>]*>([^<]+)</h2>", html.split("<main")[1].split("</main>")[0])


def test_a_new_community_has_welcome_and_newest(client, cast):
    published("Chairs", by=cast.dev)
    html = client.get("/").text
    assert (titles(html), headings(html)) == (["Chairs"], ["Newest"])


def test_posts_are_shown_once_as_the_reader_may_read_them(client, cast):
    old = published("Old and good", by=cast.dev, days_ago=90, topics=["Falls"])
    ours = for_members("Ours", by=cast.dev, days_ago=80)
    for number in range(3):
        published(f"New {number}", by=cast.dev, days_ago=10 + number)
    falls = {**NEWEST, "heading": "On falls", "topic": topic("Falls").pk}
    chosen = {"heading": "Begin here", "posts": [ours.pk, old.pk]}
    made_of(("chosen", chosen), ("newest", {**NEWEST, "many": 2}), ("newest", falls), by=cast.dev)
    html = client.get("/").text
    assert titles(html) == ["Old and good", "New 0", "New 1"]
    assert headings(html) == ["Begin here", "Newest"]  # on falls there is nothing that does not stand above
    client.force_login(cast.ada)
    assert titles(client.get("/").text) == ["Ours", "Old and good", "New 0", "New 1"]


def test_a_chosen_post_that_is_withdrawn_goes(client, cast):
    post = published("Gone soon", by=cast.dev)
    made_of(("chosen", {"heading": "Begin here", "posts": [post.pk]}), by=cast.dev)
    assert titles(client.get("/").text) == ["Gone soon"]
    post.unpublish(user=cast.dev)
    assert headings(client.get("/").text) == []
    post.delete()
    assert client.get("/").status_code == 200


def test_dates_vanish_when_they_are_past_and_the_soonest_stands_first(client, cast):
    def entry(title, begins, ends=None):
        today = timezone.localdate()
        until = None if ends is None else str(today + timedelta(days=ends))
        return {
            "title": title,
            "day": str(today + timedelta(days=begins)),
            "until": until,
            "words": "",
            "address": "",
        }

    dates = [entry("Later", 40), entry("Over", -1), entry("Still on", -2, 1), entry("Today", 0)]
    made_of(("coming", {"heading": "", "dates": dates}), by=cast.dev)
    html = client.get("/").text
    assert re.findall(r'coming__title">([^<]+)<', html) == ["Still on", "Today", "Later"]
    made_of(("coming", {"heading": "", "dates": [entry("Over", -1)]}), by=cast.dev)
    assert "What is on" not in client.get("/").text


def test_other_rooms_offer_dates_and_parts(client, cast, monkeypatch):
    visit = {
        "title": "A visit",
        "day": date(2999, 5, 1),
        "until": None,
        "words": "Hull",
        "url": "/events/hull/",
    }
    monkeypatch.setitem(gathering._registered, "what is on", [lambda request: [visit]])
    part = {"order": 10, "html": "<p>Groups that met this week</p>"}
    monkeypatch.setitem(gathering._registered, "front page", [lambda request: part, lambda request: None])
    made_of(("coming", {"heading": "", "dates": []}), by=cast.dev)
    html = client.get("/").text
    assert '<a href="/events/hull/">A visit</a>' in html
    assert html.count("<p>Groups that met this week</p>") == 1


def test_people_are_members_who_show_themselves_to_everyone(client, cast):
    cast.ada_profile.show_to("public", by=cast.ada)
    cast.hana_profile.show_to("members", by=cast.hana)
    made_of(("people", PEOPLE), by=cast.dev)
    for who in (None, "ada"):
        if who:
            client.force_login(getattr(cast, who))
        names = re.findall(r'person__name"><a[^>]*>([^<]+)<', client.get("/").text)
        assert "Ada Okafor" in names
        assert "Hana Kowalczyk" not in names
    Member.objects.get(user=cast.ada).leave(by=cast.ada)
    client.logout()
    assert "Ada Okafor" not in client.get("/").text


def test_chosen_people_stand_in_their_order_while_everyone_may_see_them(client, cast):
    for who in ("ada", "cora"):
        getattr(cast, f"{who}_profile").show_to("public", by=getattr(cast, who))
    chosen = [cast.cora_profile.pk, cast.hana_profile.pk, cast.ada_profile.pk]
    made_of(("people", {**PEOPLE, "people": chosen}), by=cast.dev)
    names = re.findall(r'person__name"><a[^>]*>([^<]+)<', client.get("/").text)
    assert names == ["Cora Pritchard", "Ada Okafor"]


@pytest.mark.parametrize(
    ("address", "is_taken"),
    [("", True), ("/account/signup/", True), ("javascript:alert(1)", False), ("//evil.example/", False)],
)
def test_the_invitation_leads_to_a_page(address, is_taken):
    value = {"heading": "Come", "words": "", "address": address, "link_words": ""}
    front = FrontBlock().to_python([{"type": "invitation", "value": value}])
    if is_taken:
        FrontBlock().clean(front)
        return
    with pytest.raises(StreamBlockValidationError):
        FrontBlock().clean(front)


@pytest.mark.parametrize(("address", "leads"), [("", "/join/"), ("/about/", "/about/")])
def test_an_invitation_without_an_address_leads_to_joining(client, cast, address, leads):
    made_of(("invitation", {"heading": "", "words": "", "address": address, "link_words": ""}), by=cast.dev)
    assert f'<a class="button" href="{leads}">Read how</a>' in client.get("/").text


def test_it_takes_few_queries_however_much_stands_on_it(client, cast):
    for who in ("ada", "cora", "dev"):
        getattr(cast, f"{who}_profile").show_to("public", by=getattr(cast, who))
    hall = {"image": picture().pk, "alt_text": "A hall", "decorative": False}

    def whole(many):
        fields = {"authors": [cast.ada_profile], "topics": ["A", "B"], "picture_words": "A hall"}
        posts = [
            published(f"{many} {n}", by=cast.dev, days_ago=n + 1, picture=picture(), **fields)
            for n in range(many)
        ]
        made_of(
            ("welcome", {"words": "<p>Hello.</p>"}),
            ("newest", NEWEST),
            ("chosen", {"heading": "Begin", "posts": [post.pk for post in posts[:3]]}),
            ("coming", {"heading": "", "dates": []}),
            ("people", {**PEOPLE, "many": many}),
            ("picture", {"picture": hall, "caption": ""}),
            ("words", {"heading": "More", "words": "<p>Words.</p>"}),
            ("invitation", {"heading": "", "words": "", "address": "/about/", "link_words": ""}),
            by=cast.dev,
        )
        client.get("/")  # renditions are drawn
        with CaptureQueriesContext(connection) as queries:
            html = client.get("/").text
        return len(queries), html

    few, _html = whole(1)
    many, html = whole(6)
    assert few == many <= MOST_QUERIES
    assert headings(html)[-1] == "Join us"


def test_the_office_knows_the_page_and_shows_it(client, cast):
    home = made_of(("newest", NEWEST), ("people", PEOPLE), by=cast.dev)
    client.force_login(cast.dev)
    assert client.get(f"/office/pages/{home.pk}/edit/").status_code == 200
    assert client.get(f"/office/pages/{home.pk}/view_draft/").status_code == 200


def test_what_stood_on_the_front_page_before_is_carried_over(db):
    migration = importlib.import_module("folkmoot.publishing.migrations.0005_front")
    old = {
        "welcome": "<p>Hello.</p>", "invitation_title": "Come", "invitation": "<p>Do.</p>",
        "invitation_link": "/about/", "invitation_link_text": "How",
    }  # fmt: skip
    front = FrontBlock().to_python(json.loads(json.dumps(migration.blocks_of(old))))
    assert [(block.block_type, block.block.get_prep_value(block.value)) for block in front] == [
        ("welcome", {"words": "<p>Hello.</p>"}),
        ("newest", NEWEST),
        (
            "invitation",
            {"heading": "Come", "words": "<p>Do.</p>", "address": "/about/", "link_words": "How"},
        ),
    ]
    assert [kind["type"] for kind in migration.blocks_of({})] == ["welcome", "newest"]
