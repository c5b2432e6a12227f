"""What pages say in their heads: one address, a description, structured data; nothing of members."""

import json
import re

import pytest
from django.conf import settings

from folkmoot.accounts.models import Community
from folkmoot.members.models import Region

from .shelf import draft, for_members, published, standing, topic

SITE = settings.SITE_URL


def head(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.text.partition("</head>")[0]


def tags(client, path):
    """The named tags of a head; each name stands once but those that may repeat."""
    found = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', head(client, path))
    names = [name for name, _content in found if name not in {"article:author", "article:tag"}]
    assert len(names) == len(set(names))
    return dict(found)


def data(client, path):
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', head(client, path), re.DOTALL)
    return {thing["@type"]: thing for part in found for thing in json.loads(part)["@graph"]}


@pytest.fixture
def post(cast):
    Community.objects.update(tagline="We tell each other what we tried.")
    cast.hana_profile.show_to("members", by=cast.hana)
    authors = [cast.ada_profile, cast.hana_profile]
    return published("Chairs", by=cast.dev, standfirst="Forty of them.", authors=authors, topics=["Falls"])


def test_a_post_says_what_it_is(client, post):
    said = tags(client, "/read/chairs/?utm_source=mail")
    assert said["description"] == said["og:description"] == "Forty of them."
    assert said["og:url"] == f"{SITE}/read/chairs/"
    assert (said["og:type"], said["og:locale"], said["twitter:card"]) == (
        "article", "en_GB", "summary_large_image",
    )  # fmt: skip
    assert said["article:author"] == f"{SITE}/people/ada-okafor/"
    assert said["article:tag"] == "Falls"
    assert said["article:published_time"][:10] == post.published_at.date().isoformat()
    assert said["article:modified_time"] >= said["article:published_time"]


def test_a_posts_structured_data_names_its_authors_and_links_only_public_ones(client, post):
    posting = data(client, "/read/chairs/")["BlogPosting"]
    assert (posting["headline"], posting["keywords"]) == ("Chairs", ["Falls"])
    assert posting["author"] == [
        {"@type": "Person", "name": "Ada Okafor", "url": f"{SITE}/people/ada-okafor/"},
        {"@type": "Person", "name": "Hana Kowalczyk"},
    ]
    assert posting["publisher"]["name"] == "Common Ground"
    assert posting["image"].startswith(f"{SITE}/read/chairs/card.jpg?v=")


def test_the_way_to_a_page_is_told(client, post):
    about = standing("About")
    standing("History", below=about)
    trail = data(client, "/about/history/")["BreadcrumbList"]["itemListElement"]
    assert [(step["name"], step.get("item")) for step in trail] == [
        ("Front page", f"{SITE}/"), ("About", f"{SITE}/about/"), ("History", None),
    ]  # fmt: skip
    assert [step["position"] for step in trail] == [1, 2, 3]


def test_the_front_page_says_whose_it_is_and_how_to_search(client, post):
    found = data(client, "/")
    assert (
        found["WebSite"]["potentialAction"]["target"]["urlTemplate"]
        == f"{SITE}/search/?q={{search_term_string}}"
    )
    assert found["Organization"]["description"] == "We tell each other what we tried."


@pytest.mark.parametrize(
    "path", ["/", "/read/", "/read/?year=2026", "/read/topics/falls/", "/read/by/ada-okafor/", "/about/"]
)
def test_every_public_page_has_one_address_and_a_card(client, post, path):
    standing("About")
    topic("Falls")
    said = tags(client, path)
    assert said["og:image"].startswith(f"{SITE}/")
    assert said["og:url"] in head(client, path).split('rel="canonical"')[1]
    assert said["description"]


def test_without_a_standfirst_the_first_sentence_speaks(client, cast):
    words = "<p>We stood in a corridor for an hour and counted. Then we asked why it was so.</p>"
    body = [("heading", {"text": "One", "level": "2"}), ("text", words)]
    published("Chairs", by=cast.dev, body=body)
    assert tags(client, "/read/chairs/")["description"] == "We stood in a corridor for an hour and counted."


def test_nothing_written_here_leaves_its_place(client, cast):
    hostile = '</script><script>alert(1)</script>"><img src=x onerror=alert(2)> &amp;'
    published(hostile, by=cast.dev, slug="hostile", standfirst=hostile)
    text = head(client, "/read/hostile/")
    assert "<script>alert" not in text
    assert "<img" not in text
    assert data(client, "/read/hostile/")["BlogPosting"]["headline"] == hostile


def test_of_a_page_for_members_nothing_is_told(client, cast):
    for_members("Between us", by=cast.dev, standfirst="A secret.", authors=[cast.ada_profile])
    standing("House rules", audience_id=2, standfirst="A secret, too.")
    client.force_login(cast.ada)
    for path in ("/read/between-us/", "/house-rules/"):
        assert "secret" not in head(client, path)
        assert data(client, path) == {}
        assert tags(client, path)["robots"] == "noindex"


def test_a_draft_has_a_head_in_its_preview(cast, rf):
    post = draft("Not yet", by=cast.dev, published_at=None)
    request = rf.get("/")
    request.user = cast.dev
    assert "Not yet" in post.get_context(request)["meta"]


@pytest.mark.parametrize(
    ("path", "address", "title"),
    [
        ("/people/?page=2", "/people/?page=2", "People"),
        ("/people/?fbclid=1", "/people/", "People"),
        ("/people/ada-okafor/?as=visitor", "/people/ada-okafor/", "Ada Okafor"),
        ("/people/regions/yorkshire/", "/people/regions/yorkshire/", "Yorkshire"),
        ("/join/", "/join/", "Join Common Ground"),
        ("/announcements/", "/announcements/", "Announcements"),
        ("/counting/", "/counting/", "How we count readers"),
    ],
)
def test_pages_of_other_rooms_have_one_address_and_a_card(client, cast, path, address, title):
    Region.objects.add("Yorkshire", by=cast.cora)
    said = tags(client, path)
    assert (said["og:url"], said["og:title"]) == (SITE + address, title)
    assert f'<link rel="canonical" href="{SITE}{address}">' in head(client, path)
    assert said["og:image"].startswith(f"{SITE}/")


def test_a_search_and_a_person_for_members_are_not_for_search_engines(client, cast):
    cast.hana_profile.show_to("members", by=cast.hana)
    client.force_login(cast.ada)
    for path in ("/people/?q=nurse", "/people/hana-kowalczyk/"):
        assert tags(client, path)["robots"] == "noindex"
        assert "canonical" not in head(client, path)
