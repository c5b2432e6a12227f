"""Atom feeds, read by an independent parser; the sitemap; what robots are told."""

import re
from datetime import datetime

import feedparser
import pytest
from django.conf import settings
from django.urls import reverse

from folkmoot.conversations.models import Message
from tests import jsonfeed

from .shelf import draft, for_members, picture, published, standing, topic

FEED = reverse("publishing:feed")


def parsed(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    return feed


def test_it_carries_title_standfirst_authors_topics_and_the_whole_text(client, cast):
    hall = picture()
    hall.contextual_alt_text, hall.decorative = "A hall", False
    body = [("text", "<p>Why so <b>low</b>?</p>"), ("picture", {"picture": hall, "caption": "The hall"})]
    authors = [cast.hana_profile, cast.ada_profile]
    published("Chairs", by=cast.dev, standfirst="Forty.", authors=authors, topics=["Falls"], body=body)
    (entry,) = parsed(client, FEED).entries
    assert (entry.title, entry.link) == ("Chairs", f"{settings.SITE_URL}/read/chairs/")
    assert entry.summary == "Forty."
    assert [author.name for author in entry.authors] == ["Hana Kowalczyk", "Ada Okafor"]
    assert [tag.term for tag in entry.tags] == ["Falls"]
    assert "Why so <b>low</b>?" in entry.content[0].value
    assert f'src="{settings.SITE_URL}/media/images/' in entry.content[0].value


def test_newest_first_and_nothing_that_is_not_for_everyone(client, cast):
    published("Old", by=cast.dev, days_ago=5)
    published("New", by=cast.dev, days_ago=2, sticky=False)
    for_members("Ours", by=cast.dev)
    draft("Not yet", by=cast.dev)
    for who in (None, cast.ada):
        if who:
            client.force_login(who)
        assert [entry.title for entry in parsed(client, FEED).entries] == ["New", "Old"]


@pytest.mark.parametrize("path", [FEED, "/read/topics/falls/feed/", "/read/by/ada-okafor/feed/"])
def test_no_address_of_anyone_is_in_it(client, cast, path):
    post = published("Chairs", by=cast.dev, authors=[cast.ada_profile], topics=["Falls"])
    Message.objects.say(post.thread, "A word from outside.", guest=cast.gil)
    text = client.get(path).text
    for address in (cast.gil.email, cast.ada.email, cast.dev.email):
        assert address not in text
    assert "<email>" not in text


def test_a_topic_and_an_author_have_one_each(client, cast):
    published("Falls by Ada", by=cast.dev, authors=[cast.ada_profile], topics=["Falls"])
    published("Visits by Cora", by=cast.dev, authors=[cast.cora_profile], topics=["Visits"])
    assert [entry.title for entry in parsed(client, "/read/topics/visits/feed/").entries] == [
        "Visits by Cora"
    ]
    assert [entry.title for entry in parsed(client, "/read/by/ada-okafor/feed/").entries] == ["Falls by Ada"]


def test_an_author_of_members_posts_only_has_none(client, cast):
    for_members("Ours", by=cast.dev, authors=[cast.ada_profile])
    client.force_login(cast.ada)
    assert client.get("/read/by/ada-okafor/feed/").status_code == 404


def test_pages_name_their_feed_and_their_one_address(client, cast):
    published("Chairs", by=cast.dev, topics=["Falls"])
    text = client.get("/read/?page=1").text
    assert f'type="application/atom+xml" title="Common Ground" href="{FEED}"' in text
    post = client.get("/read/chairs/?utm_source=mail").text
    assert f'<link rel="canonical" href="{settings.SITE_URL}/read/chairs/">' in post
    assert '<meta property="og:title" content="Chairs">' in post


def test_the_sitemap_holds_what_everyone_may_read(client, cast):
    published("Open", by=cast.dev, topics=["Falls"])
    for_members("Ours", by=cast.dev, topics=["Secrets"])
    draft("Not yet", by=cast.dev)
    about = standing("About")
    standing("History", below=about)
    standing("For members", audience_id=2)
    topic("Unused")
    answer = client.get("/sitemap.xml")
    assert answer["Content-Type"] == "application/xml"
    paths = [
        line.split(settings.SITE_URL)[1].split("<")[0] for line in answer.text.splitlines() if "<loc>" in line
    ]
    ours = [path for path in paths if not path.startswith(("/people/", "/announcements/", "/join/"))]
    assert ours == ["/", "/read/", "/read/topics/falls/", "/about/", "/about/history/", "/read/open/"]


def test_robots_are_shown_the_sitemap_and_kept_from_private_doors(client, db):
    lines = client.get("/robots.txt").text.splitlines()
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in lines
    assert {"Disallow: /office/", "Disallow: /team/", "Disallow: /account/"} <= set(lines)


JSON_FEEDS = ["/read/feed/json/", "/read/topics/falls/feed/json/", "/read/by/ada-okafor/feed/json/"]


@pytest.mark.parametrize("path", JSON_FEEDS)
def test_each_is_there_as_json_feed_too(client, cast, path):
    cast.hana_profile.show_to("members", by=cast.hana)
    authors = [cast.ada_profile, cast.hana_profile]
    post = published("Chairs", by=cast.dev, standfirst="Forty.", authors=authors, topics=["Falls"])
    for_members("Ours", by=cast.dev, authors=[cast.ada_profile], topics=["Falls"])
    answer = client.get(path)
    feed = answer.json()
    assert (answer["Content-Type"], jsonfeed.faults(feed)) == ("application/feed+json", [])
    assert feed["feed_url"] == f"{settings.SITE_URL}{path}"
    (item,) = feed["items"]
    assert datetime.fromisoformat(item["date_published"]) == post.published_at.replace(microsecond=0)
    assert item["authors"] == [
        {"name": "Ada Okafor", "url": f"{settings.SITE_URL}/people/ada-okafor/"},
        {"name": "Hana Kowalczyk"},
    ]
    assert (item["title"], item["summary"], item["tags"]) == ("Chairs", "Forty.", ["Falls"])
    assert "What we tried." in item["content_html"]


def test_an_empty_feed_is_a_good_one(client, cast):
    assert jsonfeed.faults(client.get("/read/feed/json/").json()) == []
    assert parsed(client, FEED).entries == []


@pytest.mark.parametrize(
    "path", [FEED, "/read/feed/json/", "/conversations/feed/", "/conversations/feed/json/"]
)
def test_a_reader_who_has_it_already_is_told_so(client, cast, path):
    Message.objects.say(published("Chairs", by=cast.dev).thread, "We tried this.", author=cast.ada)
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_pages_name_both_forms_and_the_comments(client, cast):
    post = published("Chairs", by=cast.dev, topics=["Falls"])
    everything = [FEED, "/conversations/feed/"]
    feeds = {
        "/": everything,
        "/read/": everything,
        "/read/feeds/": everything,
        "/read/topics/falls/": ["/read/topics/falls/feed/"],
        "/read/chairs/": [f"/conversations/{post.thread_id}/feed/"],
    }
    for page, addresses in feeds.items():
        named = re.findall(
            r'<link rel="alternate" type="([^"]+)"[^>]* href="([^"]+)">', client.get(page).text
        )
        assert named == [
            pair
            for address in addresses
            for pair in (("application/atom+xml", address), ("application/feed+json", f"{address}json/"))
        ]
        for _kind, address in named:
            assert client.get(address).status_code == 200


def test_a_page_for_people_lists_what_can_be_followed(client, cast):
    published("Chairs", by=cast.dev, topics=["Falls"])
    topic("Unused")
    addresses = set(re.findall(r'href="([^"]*/feed/(?:json/)?)"', client.get("/read/feeds/").text))
    assert addresses == {
        f"{start}{end}"
        for start in ("/read/feed/", "/conversations/feed/", "/read/topics/falls/feed/")
        for end in ("", "json/")
    }
