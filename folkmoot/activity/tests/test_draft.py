"""Drafts: saved while someone types, theirs alone, never overwritten unseen."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from folkmoot.activity import housekeeping
from folkmoot.activity.models import Draft
from folkmoot.activity.models.draft import LARGEST

ADDRESS = "/account/drafts/comment-7/"


@pytest.fixture
def ada(client, cast):
    client.force_login(cast.ada)
    return client


def test_a_form_is_saved_and_given_back(ada, cast):
    words = {"text": "Half a thought", "topics": ["1", "2"], "csrfmiddlewaretoken": "x"}
    about = {"_revision": "0", "_title": "Comment on Falls", "_url": "/conversations/7/write/"}
    saved = ada.post(ADDRESS, {**words, **about})

    assert (saved.status_code, saved.json()["revision"]) == (200, 1)
    given = ada.get(ADDRESS).json()
    assert given["data"] == {"text": "Half a thought", "topics": ["1", "2"]}
    assert given["saved_at"] == saved.json()["saved_at"]
    [draft] = Draft.objects.of(cast.ada)
    assert (draft.title, draft.url) == ("Comment on Falls", "/conversations/7/write/")
    assert Draft.objects.words(cast.ada, "comment-7")["text"] == "Half a thought"


def test_an_older_text_does_not_overwrite_a_newer_one(ada):
    """Two windows, or two machines, with the same form open."""
    ada.post(ADDRESS, {"text": "first", "_revision": "0"})
    ada.post(ADDRESS, {"text": "second", "_revision": "1"})
    late = ada.post(ADDRESS, {"text": "late", "_revision": "1"})

    assert late.status_code == 409
    assert (late.json()["revision"], late.json()["data"]) == (2, {"text": "second"})
    assert ada.post(ADDRESS, {"text": "blind"}).status_code == 409
    assert ada.get(ADDRESS).json()["data"] == {"text": "second"}


def test_a_draft_is_its_writers_alone(ada, cast, client):
    ada.post(ADDRESS, {"text": "mine"})
    client.force_login(cast.cora)

    assert client.get(ADDRESS).status_code == 204
    assert client.post(ADDRESS, {"text": "hers", "_revision": "0"}).status_code == 200
    assert Draft.objects.words(cast.ada, "comment-7") == {"text": "mine"}


def test_signed_out_the_script_is_told(client, db):
    assert client.post(ADDRESS, {"text": "x"}).status_code == 401
    assert client.get(ADDRESS).status_code == 401
    assert not Draft.objects.exists()


def test_too_much_is_refused(ada):
    ada.post(ADDRESS, {"text": "kept", "_revision": "0"})
    assert ada.post(ADDRESS, {"text": "x" * LARGEST, "_revision": "1"}).status_code == 413
    assert ada.get(ADDRESS).json()["data"] == {"text": "kept"}


def test_nobody_fills_the_site_with_drafts(ada, monkeypatch):
    monkeypatch.setattr("folkmoot.activity.models.draft.MOST", 2)
    answers = [ada.post(f"/account/drafts/key-{n}/", {"text": "x"}).status_code for n in range(3)]
    assert answers == [200, 200, 413]


def test_a_key_is_a_short_word(ada):
    assert ada.post("/account/drafts/<b>/", {"text": "x"}).status_code == 404


def test_it_leads_back_to_this_site_only(ada, cast):
    ada.post(ADDRESS, {"text": "x", "_url": "//evil.example/"})
    assert Draft.objects.of(cast.ada).get().url == ""


def test_sent_or_thrown_away_it_is_gone(ada, cast):
    ada.post(ADDRESS, {"text": "x"})
    assert ada.delete(ADDRESS).status_code == 204
    assert ada.get(ADDRESS).status_code == 204

    ada.post(ADDRESS, {"text": "x"})
    response = ada.post(reverse("activity:discard", args=["comment-7"]), {"next": "//evil.example/"})
    assert (response.status_code, response.url) == (302, "/today/")
    assert not Draft.objects.exists()


def test_after_half_a_year_it_is_cleared_away(cast):
    for key, days in [("old", 181), ("young", 179)]:
        Draft.objects.keep(cast.ada, key, {}, revision=0)
        Draft.objects.filter(key=key).update(saved_at=timezone.now() - timedelta(days=days))
    housekeeping.forget_drafts()

    assert [draft.key for draft in Draft.objects.of(cast.ada)] == ["young"]


def test_what_no_database_keeps_is_left_out(ada):
    """PostgreSQL holds no NUL, in words or in names of fields; and no such revision."""
    answer = ada.post(
        "/account/drafts/note/", {"wo\x00rds": "H\x00ello", "_title": "A\x00", "_revision": "9" * 5000}
    )

    assert answer.status_code == 200
    assert ada.get("/account/drafts/note/").json()["data"] == {"words": "Hello"}
