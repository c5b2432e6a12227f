"""The list of posts: order, filters, pages, and what each reader finds there."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from .shelf import draft, for_members, published, topic

READ = reverse("publishing:read")


def titles(response):
    return [post.title for post in response.context["posts"]]


def test_newest_first_and_what_is_kept_on_top_before(client, cast):
    published("Old", by=cast.dev, days_ago=9)
    published("New", by=cast.dev, days_ago=1)
    published("Kept", by=cast.dev, days_ago=5, sticky=True)
    draft("Not yet", by=cast.dev)
    assert titles(client.get(READ)) == ["Kept", "New", "Old"]


@pytest.mark.parametrize(("who", "seen"), [(None, ["Open"]), ("eve", ["Open"]), ("ada", ["Ours", "Open"])])
def test_a_members_post_is_there_for_members_only(client, cast, who, seen):
    published("Open", by=cast.dev, days_ago=2)
    for_members("Ours", by=cast.dev, days_ago=1)
    if who:
        client.force_login(getattr(cast, who))
    assert titles(client.get(READ)) == seen
    assert titles(client.get("/")) == seen


def test_a_year_and_a_topic_are_links(client, cast):
    published("Before", by=cast.dev, published_at=datetime(2015, 5, 1, tzinfo=UTC), topics=["Falls"])
    published("Since", by=cast.dev, published_at=datetime(2016, 5, 1, tzinfo=UTC), topics=["Visits"])
    page = client.get(READ)
    assert page.context["years"] == [2016, 2015]
    assert titles(client.get(READ + "?year=2015")) == ["Before"]
    assert titles(client.get(topic("Visits").get_absolute_url())) == ["Since"]
    assert client.get(READ + "?topic=visits").url == "/read/topics/visits/"


def test_a_topic_counts_what_this_reader_may_read(client, cast):
    published("Open", by=cast.dev, topics=["Falls"])
    for_members("Ours", by=cast.dev, topics=["Falls", "Secrets"])
    assert [(found.name, found.posts_count) for found in client.get(READ).context["topics"]] == [("Falls", 1)]
    client.force_login(cast.ada)
    found = client.get(READ).context["topics"]
    assert [(each.name, each.posts_count) for each in found] == [("Falls", 2), ("Secrets", 1)]


def test_twenty_stand_on_a_page(client, cast):
    for number in range(21):
        published(f"Post {number}", by=cast.dev, days_ago=number + 1)
    assert len(titles(client.get(READ))) == 20
    assert titles(client.get(READ + "?page=2")) == ["Post 20"]


@pytest.mark.parametrize("query", ["page=2", "page=0", "page=x", "year=x", "year=99999", "topic=none"])
def test_what_the_address_asks_and_is_not_there_is_not_found(client, cast, query):
    published("One", by=cast.dev)
    assert client.get(f"{READ}?{query}").status_code == 404


def test_an_authors_page_lists_what_this_reader_may_read(client, cast):
    published("Open", by=cast.dev, authors=[cast.ada_profile])
    for_members("Ours", by=cast.dev, authors=[cast.cora_profile])
    ada, cora = (reverse("publishing:by", args=[who.slug]) for who in (cast.ada_profile, cast.cora_profile))
    assert titles(client.get(ada)) == ["Open"]
    assert client.get(cora).status_code == 404
    client.force_login(cast.ada)
    assert titles(client.get(cora)) == ["Ours"]
