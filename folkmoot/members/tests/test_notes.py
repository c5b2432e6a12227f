"""Notes about people: for the team, put right soon, taken away on record."""

from datetime import timedelta

import pytest
from django.utils import timezone

from folkmoot.activity.models import Draft, Entry
from folkmoot.members.models import Note

WORDS = {"kind": "call", "on": "2026-03-02", "words": "Likes to be rung **early**."}


@pytest.fixture
def note(cast):
    return Note.objects.write(cast.ada, by=cast.cora, words="Likes to be rung early.")


def test_writing_one_down(client, cast):
    client.force_login(cast.cora)
    Draft.objects.keep(cast.cora, f"note-person-{cast.ada.pk}", {"words": "Likes"}, revision=0)
    client.post(f"/team/people/{cast.ada.pk}/note/", WORDS)
    client.post(f"/team/people/{cast.ada.pk}/note/", WORDS)  # pressed twice
    note = Note.objects.get()
    assert (note.user, note.author, note.kind, f"{note.on}") == (cast.ada, cast.cora, "call", "2026-03-02")
    assert note.words_html == "<p>Likes to be rung <strong>early</strong>.</p>\n"
    entry = Entry.objects.get(verb="members.note_written")
    assert (entry.thing, entry.details) == (cast.ada, {"kind": "call"})
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "words", [{"words": ""}, {"on": "2999-01-01"}, {"kind": "gossip"}, {"words": "x" * 5001}]
)
def test_what_is_no_note_comes_back_with_its_words(client, cast, words):
    client.force_login(cast.cora)
    answer = client.post(f"/team/people/{cast.ada.pk}/note/", WORDS | words)
    assert (answer.status_code, Note.objects.count()) == (422, 0)
    assert (WORDS | words)["words"] in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("ben", 403), ("ada", 403), ("dev", 403), ("fay", 403), ("cora", 302)]
)
def test_its_author_alone_puts_it_right(client, cast, note, who, status):
    client.force_login(getattr(cast, who))
    assert client.post(f"/team/notes/{note.pk}/", WORDS).status_code == status
    note.refresh_from_db()
    assert note.words == (WORDS["words"] if status == 302 else "Likes to be rung early.")


def test_after_half_an_hour_nobody_does(client, cast, note):
    Note.objects.update(written_at=timezone.now() - timedelta(minutes=31))
    client.force_login(cast.cora)
    assert client.post(f"/team/notes/{note.pk}/", WORDS).status_code == 403
    assert Note.objects.get().words == "Likes to be rung early."


@pytest.mark.parametrize(("who", "status"), [("ada", 403), ("dev", 403), ("cora", 302), ("fay", 302)])
def test_its_author_or_an_administrator_takes_it_away(client, cast, note, who, status):
    client.force_login(getattr(cast, who))
    assert client.post(f"/team/notes/{note.pk}/remove/").status_code == status
    assert Note.objects.exists() == (status == 403)
    assert Entry.objects.filter(verb="members.note_removed", object_id=cast.ada.pk).exists() == (
        status == 302
    )


def test_another_of_the_team_does_not(client, cast, note):
    cast.hana.give("team", by=cast.fay)
    client.force_login(cast.hana)
    assert client.post(f"/team/notes/{note.pk}/remove/").status_code == 403
