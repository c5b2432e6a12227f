"""Whole pages kept for strangers: answered again without looking, until something public changed."""

import gzip
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from folkmoot.accounts.models import Community
from folkmoot.conversations.models import Message
from folkmoot.core import freshness, page_cache
from folkmoot.publishing import pictures
from folkmoot.publishing.models import PostPage

from .shelf import for_members, picture, published, standing


@pytest.fixture
def kept(settings, db, monkeypatch):
    """The cache as it works in production, empty; changes count at once, as each test is one transaction."""
    settings.PAGE_CACHE = True
    monkeypatch.setattr(freshness.transaction, "on_commit", lambda function, **_options: function())
    page_cache.shelf.clear()
    page_cache.parts.clear()
    freshness._change()
    yield
    page_cache.shelf.clear()
    page_cache.parts.clear()


@pytest.fixture
def post(kept, cast):
    return published("What forty chairs taught us", by=cast.dev, authors=[cast.ada_profile])


def questions(client, path, **headers):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path, headers=headers)
    assert response.status_code in {200, 304}
    return len(captured)


@pytest.mark.parametrize(
    "path", ["/", "/read/", "/read/what-forty-chairs-taught-us/", "/read/feed/", "/sitemap.xml"]
)
def test_the_second_answer_asks_the_database_nothing(client, post, path):
    first = client.get(path)
    with CaptureQueriesContext(connection) as captured:
        second = client.get(path)
    assert len(captured) == 0
    assert second.content == first.content
    assert second["Content-Type"] == first["Content-Type"]
    assert second["Content-Security-Policy"] == first["Content-Security-Policy"]


def test_a_standing_page_is_kept_like_any_other(client, post):
    about = standing("About", text="Since 2015.")
    client.get("/about/")
    assert questions(client, "/about/") == 0
    about.body = [("text", "<p>Since 2016.</p>")]
    about.save_revision().publish()
    assert "Since 2016." in client.get("/about/").text


def test_a_repeat_visit_is_told_that_nothing_changed(client, post):
    first = client.get("/")
    assert first["Cache-Control"] == "no-cache"
    again = client.get("/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


@pytest.mark.parametrize("change", ["publish", "comment", "hide", "profile", "settings", "unpublish"])
def test_whatever_shows_in_public_shows_at_once(client, post, cast, change):
    message = Message.objects.say(post.thread, "We tried this in Hull.", author=cast.ada)
    path = post.get_absolute_url()
    before = client.get(path)
    if change == "publish":
        post.title = "Chairs again"
        post.save_revision(user=cast.dev).publish()
        shown = "Chairs again"
    elif change == "comment":
        Message.objects.say(post.thread, "So did we.", author=cast.hana)
        shown = "So did we."
    elif change == "hide":
        message.hide(by=cast.cora, reason=Message.Reason.SPAM)
        shown = None
        assert "We tried this in Hull." not in client.get(path).text
    elif change == "profile":
        cast.ada_profile.edit(by=cast.ada, role="Ward sister")
        shown = "Ward sister"
    elif change == "settings":
        Community.objects.update(name="Another Ground")
        freshness.touch()
        shown = "Another Ground"
    else:
        post.unpublish(user=cast.dev)
        assert client.get(path).status_code == 404
        return
    after = client.get(path, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert shown is None or shown in after.text


def test_a_signed_in_person_is_neither_given_nor_gives_a_kept_page(client, post, cast):
    ours = for_members("For members", by=cast.dev)
    member = Client()
    member.force_login(cast.ada)
    assert "For members" in member.get("/read/").text
    stranger = client.get("/read/")
    assert "For members" not in stranger.text
    assert "For members" in member.get("/read/").text
    assert client.get(ours.get_absolute_url()).status_code == 404
    assert "ETag" not in member.get("/read/")


def test_pages_with_a_form_or_a_cookie_are_never_kept(client, post):
    for path in (reverse("account_login"), "/search/", "/read/none/"):
        client.get(path)
    assert page_cache.shelf.size == 0


def test_what_a_visitor_was_told_is_not_kept(client, post):
    client.cookies["messages"] = "something"
    client.get("/")
    assert page_cache.shelf.size == 0


def test_questions_we_do_not_know_make_no_kept_page(client, post):
    client.get("/read/?page=1")
    size = page_cache.shelf.size
    client.get("/read/?utm_source=x")
    client.get("/read/?page=1&" + "page=1&" * 60)
    assert page_cache.shelf.size == size > 0


def test_parts_for_htmx_are_not_mixed_with_pages(client, post):
    client.get("/read/", headers={"hx-request": "true"})
    assert page_cache.shelf.size == 0


def test_each_language_has_its_own_page(client, post):
    Community.objects.update(languages=["en-gb", "cy"])
    english = client.get("/read/", headers={"accept-language": "en-US,en;q=0.8"})
    welsh = client.get("/read/", headers={"accept-language": "cy,en;q=0.5"})
    assert ('lang="en-gb"' in english.text, 'lang="cy"' in welsh.text) == (True, True)
    assert english["ETag"] != welsh["ETag"]


def test_it_is_sent_packed_to_those_who_can_unpack(client, post):
    plain = client.get("/")
    packed = client.get("/", headers={"accept-encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert {"Cookie", "Accept-Language", "Accept-Encoding"} <= set(packed["Vary"].split(", "))
    assert len(packed.content) < len(plain.content) / 2


def test_asking_for_the_head_sends_no_body(client, post):
    whole = client.get("/")
    head = client.head("/")
    assert (head.content, head["Content-Length"]) == (b"", str(len(whole.content)))


def test_it_never_grows_beyond_its_bounds(monkeypatch, client, post):
    monkeypatch.setattr(page_cache.shelf, "capacity", 60_000)
    for year in range(1000, 1040):
        client.get(f"/read/?year={year}")
    assert 0 < page_cache.shelf.size <= 60_000


def test_another_process_is_believed_within_a_second(client, post, cast):
    client.get("/")
    PostPage.objects.filter(pk=post.pk).update(title="From elsewhere")
    freshness.cache.set(freshness.KEY, "set-by-another-process", timeout=None)
    freshness._read = (freshness._read[0], 0.0)  # a second later
    assert "From elsewhere" in client.get("/").text


def test_an_unknown_host_is_refused(client, post):
    client.get("/")
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_a_stranger_reads_what_everyone_may_read(post, cast):
    assert list(PostPage.objects.visible_to(AnonymousUser())) == [post]


def test_a_member_is_shown_parts_that_members_share(post, cast):
    for_members("For members", by=cast.dev)
    ada, hana, eve = Client(), Client(), Client()
    for client, who in ((ada, cast.ada), (hana, cast.hana), (eve, cast.eve)):
        client.force_login(who)
    first = questions(ada, "/read/")
    assert questions(hana, "/read/") < first
    assert ("For members" in hana.get("/read/").text, "For members" in eve.get("/read/").text) == (
        True,
        False,
    )
    assert "Edit this post" not in hana.get(post.get_absolute_url()).text
    post.title = "Chairs again"
    post.save_revision(user=cast.dev).publish()
    assert "Chairs again" in hana.get("/read/").text
    assert "Chairs again" in eve.get(post.get_absolute_url()).text


def test_parts_are_told_by_each_readers_clock(cast, kept):
    late = datetime(2016, 5, 1, 23, 30, tzinfo=UTC)
    published("Late", by=cast.dev, published_at=late)
    type(cast.hana).objects.filter(pk=cast.hana.pk).update(time_zone="Asia/Tokyo")
    shown = []
    for who in (cast.ada, cast.hana):
        client = Client()
        client.force_login(type(who).objects.get(pk=who.pk))
        shown.append([day for day in ("1 May 2016", "2 May 2016") if day in client.get("/read/").text])
    assert shown == [["2 May 2016"], ["2 May 2016"]]


def test_what_one_reader_asked_stands_in_no_other_readers_links(post, cast):
    for number in range(21):
        published(f"Post {number}", by=cast.dev, days_ago=number + 5)
    ada, hana = Client(), Client()
    ada.force_login(cast.ada)
    hana.force_login(cast.hana)
    assert "secret" in ada.get("/read/?ref=secret").text
    assert "secret" not in hana.get("/read/").text


def test_words_are_packed_for_members_too_and_files_are_not(client, post, cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    rendition = pictures.renditions(picture(), pictures.IN_LISTS)[0]
    client.force_login(cast.ada)
    assert client.get("/read/", headers={"accept-encoding": "gzip"})["Content-Encoding"] == "gzip"
    sent = client.get(rendition.url, headers={"accept-encoding": "gzip"})
    assert ("Content-Encoding" in sent, int(sent["Content-Length"])) == (False, rendition.file.size)
