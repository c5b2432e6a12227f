"""Related posts share rare topics, authors or words. They are no neighbours, and never drawn by lot."""

import pytest

from folkmoot.publishing.models import PostPage
from folkmoot.publishing.related import related

from .shelf import for_members, published


def shown(client, post):
    return [each.title for each in client.get(post.get_absolute_url()).context["related"]]


@pytest.fixture
def post(cast):
    for number in range(8):
        published(f"Common {number}", by=cast.dev, topics=["Community"], days_ago=100 + number)
    return published(
        "Chairs in the corridor",
        by=cast.dev,
        topics=["Community", "Furniture"],
        authors=[cast.ada_profile],
        standfirst="Why corridors need somewhere to sit.",
        days_ago=50,
    )


def test_a_rare_topic_says_more_than_a_common_one(client, cast, post):
    published("The rare one", by=cast.dev, topics=["Furniture"], days_ago=300)
    assert shown(client, post)[0] == "The rare one"


def test_an_author_says_something_too_and_so_do_words(client, cast, post):
    published("By Ada", by=cast.dev, topics=["Else"], authors=[cast.ada_profile], days_ago=301)
    published("A corridor", by=cast.dev, topics=["Community"], standfirst="Chairs again.", days_ago=302)
    assert set(shown(client, post)[:2]) == {"By Ada", "A corridor"}


def test_what_shares_too_little_is_not_shown(client, cast):
    alone = published("Alone", by=cast.dev, days_ago=3)
    for number in range(4):
        published(f"Other {number}", by=cast.dev, topics=["Else"], days_ago=10 + number)
    assert shown(client, alone) == []


def test_the_neighbours_are_not_repeated(client, cast, post):
    before = published("Before", by=cast.dev, topics=["Furniture"], days_ago=51)
    after = published("After", by=cast.dev, topics=["Furniture"], days_ago=49)
    context = client.get(post.get_absolute_url()).context
    assert (context["older"], context["newer"]) == (before, after)
    assert not {"Before", "After"} & set(shown(client, post))


def test_only_what_the_reader_may_read_counts_and_it_is_the_same_each_time(client, cast, post):
    for_members("Ours", by=cast.dev, topics=["Furniture"], days_ago=200)
    first = shown(client, post)
    assert "Ours" not in first
    assert shown(client, post) == first
    client.force_login(cast.ada)
    assert shown(client, post)[0] == "Ours"


def test_a_members_part_relates_for_members_once(cast, post):
    body = [("text", "<p>Open.</p>"), ("members", [("text", "<p>Corridors and chairs.</p>")])]
    both = published("Both", by=cast.dev, topics=["Furniture"], body=body, days_ago=200)
    assert related(PostPage.objects.get(pk=post.pk), cast.ada).count(both.pk) == 1


@pytest.mark.parametrize(("words", "said"), [(10, "1 minute read"), (1100, "5 minute read")])
def test_how_long_it_takes_to_read(client, cast, words, said):
    post = published("Long", by=cast.dev, text="word " * words)
    assert f">{said}<" in client.get(post.get_absolute_url()).text


def test_the_members_part_takes_members_longer_and_says_so_to_nobody_else(client, cast):
    body = [("text", "<p>Open.</p>"), ("members", [("text", f"<p>{'word ' * 1100}</p>")])]
    post = published("Both", by=cast.dev, body=body)
    assert ">1 minute read<" in client.get(post.get_absolute_url()).text
    client.force_login(cast.ada)
    assert ">5 minute read<" in client.get(post.get_absolute_url()).text


def test_in_welsh(client, cast, settings):
    from folkmoot.accounts.models import Community

    Community.objects.update(languages=["en-gb", "cy"])
    post = published("Hir", by=cast.dev, text="gair " * 1100)
    html = client.get(post.get_absolute_url(), headers={"accept-language": "cy"}).text
    assert "5 munud o ddarllen" in html
