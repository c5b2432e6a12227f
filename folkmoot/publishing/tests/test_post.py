"""The page of a post: what stands on it, for whom, and what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from folkmoot.accounts.models import Audience
from folkmoot.conversations.models import Message
from folkmoot.publishing.models import PostPage

from .shelf import draft, for_members, picture, published

MOST_QUERIES = 17  # two of them: how far one has read, how closely one follows


@pytest.mark.parametrize(
    ("who", "status"), [(None, 404), ("eve", 404), ("ben", 404), ("ada", 200), ("cora", 200), ("fay", 200)]
)
def test_a_members_post_does_not_exist_for_others(client, cast, who, status):
    post = for_members("Ours", by=cast.dev)
    if who:
        client.force_login(getattr(cast, who))
    assert client.get(post.get_absolute_url()).status_code == status


def test_a_draft_does_not_exist_for_anyone(client, cast):
    post = draft("Not yet", by=cast.dev)
    client.force_login(cast.dev)
    assert client.get(post.get_absolute_url()).status_code == 404


def test_authors_stand_in_their_order_linked_where_the_reader_may_see_them(client, cast):
    post = published("Together", by=cast.dev, authors=[cast.hana_profile, cast.ada_profile])
    stranger = client.get(post.get_absolute_url()).text
    assert stranger.index("Hana Kowalczyk") < stranger.index("Ada Okafor")
    assert cast.ada_profile.get_absolute_url() in stranger
    assert cast.hana_profile.get_absolute_url() not in stranger
    assert "Falls prevention lead" not in stranger
    client.force_login(cast.ada)
    assert cast.hana_profile.get_absolute_url() in client.get(post.get_absolute_url()).text


def test_its_neighbours_and_relations_are_those_the_reader_may_read(client, cast):
    long_ago = published("Long ago", by=cast.dev, days_ago=30, topics=["Falls"])
    before = published("Before", by=cast.dev, days_ago=3, topics=["Falls"])
    post = published("Now", by=cast.dev, days_ago=2, topics=["Falls", "Visits"])
    for_members("Ours", by=cast.dev, days_ago=1, topics=["Falls", "Visits"])
    for_members("Ours long ago", by=cast.dev, days_ago=40, topics=["Falls", "Visits"])
    context = client.get(post.get_absolute_url()).context
    assert (context["older"], context["newer"], list(context["related"])) == (before, None, [long_ago])
    client.force_login(cast.ada)
    context = client.get(post.get_absolute_url()).context
    assert [each.title for each in context["related"]] == ["Ours long ago", "Long ago"]
    assert context["newer"].title == "Ours"


def test_publishing_opens_its_thread_in_the_same_transaction(cast):
    unwritten = draft("Not yet", by=cast.dev)
    assert unwritten.thread is None
    post = published("Out", by=cast.dev)
    assert post.thread.audience_id == Audience.EVERYONE
    post.audience_id, post.comments_open = Audience.MEMBERS, False
    post.save_revision(user=cast.dev).publish()
    post.thread.refresh_from_db()
    assert (post.thread.audience_id, post.thread.open) == (Audience.MEMBERS, False)
    post.unpublish(user=cast.dev)
    post.thread.refresh_from_db()
    assert post.thread.audience_id == Audience.TEAM


def test_an_older_revision_keeps_the_thread_and_what_was_said(cast):
    post = published("Out", by=cast.dev)
    first = post.latest_revision
    Message.objects.say(post.thread, "We tried this too.", author=cast.ada)
    post.title = "Out again"
    post.save_revision(user=cast.dev).publish()
    first.publish()
    again = PostPage.objects.get(pk=post.pk)
    assert (again.title, again.thread, again.thread.shown_count) == ("Out", post.thread, 1)


def test_a_copy_gets_a_thread_of_its_own(cast):
    post = published("Out", by=cast.dev)
    copy = post.copy(update_attrs={"slug": "out-2"}, keep_live=True)
    assert copy.thread_id not in {None, post.thread_id}


def test_every_block_is_shown(client, cast):
    hall = picture(credit="Hana")
    hall.contextual_alt_text, hall.decorative = "People on odd chairs", False
    body = [
        ("heading", {"text": "Chairs", "level": "2"}),
        ("text", "<p>Why so <b>low</b>?</p>"),
        ("quote", {"quote": "They stayed to talk.", "attribution": "Tom"}),
        ("picture", {"picture": hall, "caption": "The hall"}),
        ("imported", '<h1>Old</h1><script>alert(1)</script><p onclick="x()">Carried <em>over</em></p>'),
    ]
    post = published("All of it", by=cast.dev, body=body)
    text = client.get(post.get_absolute_url()).text
    assert "<h2>Chairs</h2>" in text
    assert "Why so <b>low</b>?" in text
    assert "<figcaption>Tom</figcaption>" in text
    assert 'alt="People on odd chairs" loading="lazy"' in text
    assert "srcset=" in text
    assert "<h2>Old</h2><p>Carried <em>over</em></p>" in text
    assert "alert(1)" not in text


@pytest.mark.parametrize("who", [None, "ada"])
def test_it_takes_few_queries_however_much_stands_on_it(client, cast, who):
    def rich(title, many, days_ago):
        pictures = [picture(f"{title} {number}") for number in range(many)]
        for each in pictures:
            each.contextual_alt_text, each.decorative = "A hall", False
        post = published(
            title,
            by=cast.dev,
            authors=[cast.ada_profile, cast.cora_profile, cast.dev_profile][:many],
            topics=["Falls", "Visits", "Chairs"][:many],
            body=[("picture", {"picture": each, "caption": ""}) for each in pictures],
            days_ago=days_ago,
        )
        for number in range(many):
            Message.objects.say(post.thread, f"Word {number}", author=cast.ada)
        return post

    small, large = rich("Small", 1, 2), rich("Large", 3, 1)
    if who:
        client.force_login(getattr(cast, who))
    counts = []
    for post in (small, large, small, large):  # the first time, renditions are drawn
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(post.get_absolute_url()).status_code == 200
        counts.append(len(queries))
    assert counts[2] == counts[3] <= MOST_QUERIES
