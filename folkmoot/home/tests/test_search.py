"""The search page: everything this reader may find, nothing else."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.accounts.models import Audience, User
from folkmoot.conversations.models import Message
from folkmoot.publishing.tests.shelf import for_members, published
from folkmoot.search import vocabulary
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
    vocabulary.take_up()


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
        ({"q": "wombat", "topic": "falls", "author": "7", "year": "1999"}, "Search everything"),
        ({"q": "wombta"}, "Showing results for"),
        ({"q": "wombta", "words": "exact"}, "Nothing found"),
        ({"q": "wombat xylophone"}, "Show what has some of the words"),
        ({"q": "wombat xylophone", "words": "any"}, "results for some of"),
        ({"q": "xylophone"}, "everything there is to read"),
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
@given(
    words=st.one_of(st.just("wombat"), st.text(max_size=80)),
    filters=st.dictionaries(
        st.sampled_from(["kind", "topic", "author", "year", "words", "page"]),
        st.one_of(
            st.text(max_size=10), st.sampled_from(["1", "9" * 15, "2017", "any", "exact", "falls", "%"])
        ),
    ),
)
def test_no_address_breaks_the_page(client, wombats, words, filters):
    assert client.get(SEARCH, {"q": words, **filters}).status_code == 200


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
        with django_assert_max_num_queries(16) as counted:
            client.get(SEARCH, {"q": "wombat"})
        costs.append(len(counted))
    assert costs[0] == costs[1]


@pytest.fixture
def talk(cast):
    """Two posts with a comment each, one of them for members."""
    open_post = published("Chairs", by=cast.dev, authors=[cast.ada_profile], topics=["Falls"], days_ago=400)
    closed_post = for_members("Tables", by=cast.dev, authors=[cast.fay_profile], topics=["Secrets"])
    open_post.thread.say("A numbat came along", author=cast.hana)
    closed_post.thread.say("A numbat & a quokka", author=cast.ada)
    put(cast.gil, "Numbat", authors=[cast.fay_profile.pk], topics=["secrets"], audience_id=Audience.TEAM)
    vocabulary.take_up()
    return cast


def shown(client, who, **query):
    if who:
        client.force_login(User.objects.get(email=f"{who}@example.org"))
    return client.get(SEARCH, query)


def test_a_comment_says_who_spoke_where_and_when(client, talk):
    page = shown(client, None, q="numbat").content.decode()
    assert "Hana Kowalczyk on “Chairs”" in page
    assert "A <mark>numbat</mark> came along" in page
    assert "Tables" not in page


def test_a_post_says_who_wrote_it(client, talk):
    page = shown(client, None, q="chairs").content.decode()
    assert "By Ada Okafor" in page


@pytest.mark.parametrize(
    ("who", "topics", "authors", "kinds"),
    [
        (None, {"falls"}, {"hana"}, {"comment": 1}),
        ("eve", {"falls"}, {"hana"}, {"comment": 1}),
        ("ada", {"falls", "secrets"}, {"hana", "ada"}, {"comment": 2}),
        ("cora", {"falls", "secrets"}, {"hana", "ada", "fay"}, {"comment": 2, "post": 1}),
    ],
)
def test_filters_offer_nothing_of_what_the_reader_may_not_find(client, talk, who, topics, authors, kinds):
    response = shown(client, who, q="numbat")
    counts = response.context["results"].counts
    keys = {str(getattr(talk, f"{name}_profile").pk) for name in authors}
    assert (set(counts["topic"]), set(counts["author"]), counts["kind"]) == (topics, keys, kinds)
    labels = {link["label"] for group in response.context["narrowing"].groups for link in group["links"]}
    assert ("Secrets" in labels) == ("secrets" in topics)


def test_a_filter_from_the_address_tells_no_name_that_was_not_found(client, talk):
    page = shown(client, None, q="numbat", topic="secrets", author=str(talk.fay_profile.pk)).content.decode()
    assert "Secrets" not in page
    assert talk.fay_profile.name not in page


def test_filters_are_taken_together_and_let_go_one_by_one(client, talk):
    response = shown(client, "ada", q="numbat", topic="falls", year="2026", kind="comment")
    chosen = response.context["narrowing"].chosen
    assert [(str(each["title"]), each["label"], each["url"]) for each in chosen] == [
        ("Topic", "Falls", "/search/?q=numbat&kind=comment&year=2026"),
        ("Year", "2026", "/search/?q=numbat&kind=comment&topic=falls"),
    ]


@pytest.mark.parametrize(("who", "meant"), [(None, ""), ("eve", ""), ("ada", "quokka"), ("cora", "quokka")])
def test_a_mistyped_word_is_mended_from_what_the_reader_may_find(client, talk, who, meant):
    response = shown(client, who, q="qoukka")
    assert response.context["meant"] == meant
    assert ("quokka" in response.content.decode()) == bool(meant)
    assert bool(response.context["found"]) == bool(meant)


def test_the_title_says_what_was_asked_and_how_much_was_found(client, wombats):
    titles = [
        client.get(SEARCH, query)
        .content.decode()
        .partition("<title>")[2]
        .partition("</title>")[0]
        .split(" · ")[0]
        for query in ({"q": "wombat"}, {"q": "koala"}, {"q": "xylophone"}, {})
    ]
    assert titles == ["“wombat”: 2 results", "“koala”: one result", "“xylophone”: nothing found", "Search"]


@pytest.mark.parametrize(
    "query", [{"q": "numbat"}, {"q": "nubmat", "topic": "falls"}, {"q": "numbat xylophone"}]
)
def test_every_way_of_asking_costs_few_queries_however_much_is_said(
    client, talk, query, django_assert_max_num_queries
):
    costs = []
    for many in (1, 8):
        for number in range(many):
            post = published(
                f"Post {many} {number}", by=talk.dev, authors=[talk.ada_profile], topics=["Falls"]
            )
            Message.objects.say(post.thread, "A numbat", author=talk.hana)
        vocabulary.take_up()
        shown(client, "ada", **query)
        with django_assert_max_num_queries(16) as counted:
            client.get(SEARCH, query)
        costs.append(len(counted))
    assert costs[0] == costs[1]
