"""/today/: what waits for my answer, what I began, what is new for me."""

import pytest

from folkmoot.activity.models import Draft
from folkmoot.conversations.models import Message
from folkmoot.publishing.models import PostAuthor, PostPage, ReadPage


@pytest.fixture
def post(cast):
    """Ada's post, published."""
    post = PostPage(title="Three hundred lifts", slug="lifts", live=False)
    post.post_authors = [PostAuthor(profile=cast.ada_profile)]
    ReadPage.objects.get().add_child(instance=post)
    post.save_revision(user=cast.dev).publish(user=cast.dev)
    return PostPage.objects.get(pk=post.pk)


def test_strangers_are_asked_to_sign_in(client, db):
    assert client.get("/today/").status_code == 302


@pytest.mark.parametrize("who", ["ada", "ben", "cora", "dev", "eve", "fay"])
def test_everyone_signed_in_has_a_today(client, cast, who):
    client.force_login(getattr(cast, who))
    assert client.get("/today/").status_code == 200


def test_an_empty_today_says_what_would_be_there(client, cast):
    client.force_login(cast.eve)
    page = client.get("/today/").text
    assert "Nobody is waiting for an answer from you." in page
    assert "The first post will stand here." in page


def test_what_others_said_below_my_post_and_to_me_is_there_and_my_own_is_not(client, cast, post):
    said = Message.objects.say(post.thread, "From Hana to all", author=cast.hana)
    Message.objects.say(post.thread, "From Ada herself", author=cast.ada, parent=said)

    client.force_login(cast.ada)
    page = client.get("/today/").text
    assert "From Hana to all" in page
    assert "From Ada herself" not in page

    client.force_login(cast.hana)
    page = client.get("/today/").text
    assert "From Ada herself" in page
    assert "From Hana to all" not in page

    client.force_login(cast.eve)
    assert "From Hana to all" not in client.get("/today/").text


def test_what_the_team_hid_is_not_there(client, cast, post):
    said = Message.objects.say(post.thread, "Something unkind", author=cast.hana)
    said.hide("unkind", by=cast.cora)
    client.force_login(cast.ada)
    assert "Something unkind" not in client.get("/today/").text


def test_a_members_post_is_not_new_for_strangers(client, cast, post):
    PostPage.objects.filter(pk=post.pk).update(audience=2)
    client.force_login(cast.hana)
    assert "Three hundred lifts" in client.get("/today/").text
    client.force_login(cast.eve)
    assert "Three hundred lifts" not in client.get("/today/").text


def test_my_drafts_are_mine(client, cast):
    Draft.objects.keep(
        cast.ada, "comment-1", {"text": "…"}, revision=0, title="A half-said thing", url="/read/"
    )
    client.force_login(cast.ada)
    assert "A half-said thing" in client.get("/today/").text
    client.force_login(cast.hana)
    assert "A half-said thing" not in client.get("/today/").text


def test_the_team_sees_what_waits_at_the_desk(client, cast, post):
    Message.objects.say(post.thread, "My first comment here", author=cast.ben)
    client.force_login(cast.cora)
    assert "1 comment to decide on" in client.get("/today/").text
    client.force_login(cast.ada)
    assert "to decide on" not in client.get("/today/").text


def test_it_costs_the_same_however_much_there_is(client, cast, post, django_assert_max_num_queries):
    for number in range(5):
        Message.objects.say(post.thread, f"Comment {number}", author=cast.hana)
    client.force_login(cast.ada)
    client.get("/today/")
    with django_assert_max_num_queries(36):
        client.get("/today/")
