"""The search page: everything this reader may find, nothing else."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.accounts.models import Audience, User
from folkmoot.search.models import Document

SEARCH = reverse("home:search")
UNDER_PYTEST = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)


def put(thing, title, body="", *, audience_id=Audience.EVERYONE, kind="post", **options):
    Document.objects.put(
        thing, kind=kind, title=title, body=body, audience_id=audience_id, url="/somewhere/", **options
    )


@pytest.fixture
def wombats(cast):
    """A post for each audience, about the same rare word, and a page."""
    put(cast.ada, "Wombat for all", "We met. A wombat & a <b>koala</b> came. We left.")
    put(cast.ben, "Wombat for members", audience_id=Audience.MEMBERS)
    put(cast.cora, "Wombat for the team", audience_id=Audience.TEAM)
    put(cast.dev, "The wombat page", kind="page")


@pytest.mark.parametrize(
    ("who", "titles", "counts"),
    [
        (None, {"Wombat for all", "The wombat page"}, {"post": 1, "page": 1}),
        ("eve", {"Wombat for all", "The wombat page"}, {"post": 1, "page": 1}),
        ("ada", {"Wombat for all", "Wombat for members", "The wombat page"}, {"post": 2, "page": 1}),
        ("dev", {"Wombat for all", "Wombat for members", "The wombat page"}, {"post": 2, "page": 1}),
        (
            "cora",
            {"Wombat for all", "Wombat for members", "Wombat for the team", "The wombat page"},
            {"post": 3, "page": 1},
        ),
        (
            "fay",
            {"Wombat for all", "Wombat for members", "Wombat for the team", "The wombat page"},
            {"post": 3, "page": 1},
        ),
    ],
)
def test_what_a_reader_may_not_see_neither_matches_nor_counts(client, cast, wombats, who, titles, counts):
    if who:
        client.force_login(getattr(cast, who))
    response = client.get(SEARCH, {"q": "wombat"})
    assert {document.title for document in response.context["page"]} == titles
    assert response.context["results"].counts["kind"] == counts


def test_the_matched_sentence_is_shown_marked_and_safe(client, wombats):
    page = client.get(SEARCH, {"q": "koala"}).content.decode()
    assert "A wombat &amp; a &lt;b&gt;<mark>koala</mark>&lt;/b&gt; came." in page
    assert "We left" not in page


def test_a_kind_is_chosen_by_a_link_and_stays_in_the_address(client, wombats):
    response = client.get(SEARCH, {"q": "wombat", "kind": "page"})
    assert [document.title for document in response.context["page"]] == ["The wombat page"]
    assert [(tab["count"], tab["current"]) for tab in response.context["narrowing"].tabs] == [
        ("2", False),
        ("1", False),
        ("1", True),
    ]


def test_pages_are_real(client, cast):
    for number in range(25):
        put(User.objects.create_user(f"s{number}@example.org", "S"), f"Wombat {number}")
    first = client.get(SEARCH, {"q": "wombat"})
    second = client.get(SEARCH, {"q": "wombat", "page": 2})
    assert (len(first.context["found"]), len(second.context["found"])) == (20, 5)
    assert "?q=wombat&amp;page=2" in first.content.decode()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({}, "Posts, comments, pages and people that you may see"),
        ({"q": "***"}, "There is no word in this"),
        ({"q": "xylophone"}, "Nothing found"),
        ({"q": "wombat", "kind": "comment"}, "Search everything"),
        ({"q": 'sepsis" OR NOT ('}, "Nothing found"),
        ({"q": "<script>alert(1)</script>"}, "Nothing found"),
        ({"q": "wombat", "page": "nonsense"}, "Wombat"),
        ({"q": "wombat", "page": "99"}, "ombat"),
    ],
)
def test_every_state_has_words(client, wombats, query, words):
    page = client.get(SEARCH, query).content.decode()
    assert words in page
    assert "<script>alert" not in page
    assert '<meta name="robots" content="noindex">' in page


@UNDER_PYTEST
@given(words=st.text(max_size=80), kind=st.text(max_size=10), page=st.text(max_size=5))
def test_no_address_breaks_the_page(client, wombats, words, kind, page):
    assert client.get(SEARCH, {"q": words, "kind": kind, "page": page}).status_code == 200


def test_a_person_is_found_by_name_role_and_town(client, cast):
    page = client.get(SEARCH, {"q": "okafor sheffield"})
    assert [document.title for document in page.context["page"]] == ["Ada Okafor"]
    assert "<mark>Sheffield</mark>" in page.content.decode()


@pytest.mark.parametrize("who", [None, "ada"])
def test_the_cost_does_not_grow_with_what_is_found(client, cast, who, django_assert_max_num_queries):
    if who:
        client.force_login(getattr(cast, who))
    costs = []
    for things in ([cast.ada, cast.ben], [cast.cora, cast.dev, cast.eve, cast.fay]):
        for thing in things:
            put(thing, "A wombat")
        client.get(SEARCH, {"q": "wombat"})
        with django_assert_max_num_queries(15) as counted:
            client.get(SEARCH, {"q": "wombat"})
        costs.append(len(counted))
    assert costs[0] == costs[1]
