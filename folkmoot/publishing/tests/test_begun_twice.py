"""The office saves a new post by itself while its writer presses Publish, and two begin the same title."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from folkmoot.conversations.models import Thread
from folkmoot.publishing.models import PostPage, ReadPage

FORM = {
    "title": "What the porters know",
    "slug": "what-the-porters-know",
    "standfirst": "From the night.",
    "audience": "1",
    "post_authors-TOTAL_FORMS": "0",
    "post_authors-INITIAL_FORMS": "0",
    "body-count": "0",
    "comments_open": "on",
    "comments-TOTAL_FORMS": "0",
    "comments-INITIAL_FORMS": "0",
}
PUBLISH = {"action-publish": "action-publish"}
BY_ITSELF = {"Accept": "application/json"}


@pytest.fixture
def office(cast):
    """Sends the form of a new post, as one person."""
    clients = {}

    def send(who, headers=None, **fields):
        if who not in clients:
            clients[who] = Client()
            clients[who].force_login(getattr(cast, who))
        shelf = ReadPage.objects.get().pk
        address = f"/office/pages/add/publishing/postpage/{shelf}/"
        return clients[who].post(address, FORM | fields, headers=headers or {})

    return send


def state():
    """What stands on the shelf: address, whether it is out, standfirst."""
    return list(PostPage.objects.order_by("pk").values_list("slug", "live", "standfirst"))


def test_publish_takes_the_place_of_what_saved_itself_a_moment_ago(office):
    saved = office("dev", BY_ITSELF, standfirst="From the")
    published = office("dev", **PUBLISH)

    assert (saved.status_code, saved.json()["success"], published.status_code) == (200, True, 302)
    assert state() == [("what-the-porters-know", True, "From the night.")]
    assert ReadPage.objects.get().numchild == 1
    assert Thread.objects.count() == 1


def test_what_saves_itself_after_publishing_changes_nothing(office):
    office("dev", **PUBLISH)
    late = office("dev", BY_ITSELF, standfirst="From the")

    assert (late.status_code, late.json()["success"]) == (400, False)
    assert state() == [("what-the-porters-know", True, "From the night.")]


@pytest.mark.parametrize("how", ["another person", "another title", "worked on since", "long ago"])
def test_the_work_of_others_and_older_work_is_never_replaced(office, cast, how):
    office("dev", BY_ITSELF, standfirst="From the")
    mine = PostPage.objects.get()
    if how == "worked on since":
        mine.save_revision(user=cast.dev)
    if how == "long ago":
        PostPage.objects.update(latest_revision_created_at="2020-01-01T00:00Z")
    title = {"title": "Something else"} if how == "another title" else {}
    answer = office("fay" if how == "another person" else "dev", **PUBLISH, **title)

    assert answer.status_code == 200
    assert "already in use" in answer.content.decode()
    assert state() == [("what-the-porters-know", False, "From the")]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("second", ["dev", "fay"])
def test_at_the_same_moment_nobody_meets_an_error_of_ours(office, cast, second):
    office(second, BY_ITSELF, title="")  # both are signed in before
    acts = [("dev", BY_ITSELF, {}), (second, None, PUBLISH)] * 2

    def send(act):
        who, headers, fields = act
        try:
            return office(who, headers, **fields).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        answers = list(pool.map(send, acts))

    assert set(answers) <= {200, 302, 400}
    slugs = [slug for slug, _live, _words in state()]
    assert slugs == ["what-the-porters-know"]
    assert ReadPage.objects.get().numchild == 1
