"""Changing what a group says, who reads it and who joins: everything that was said follows."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from folkmoot.accounts.models import Audience
from folkmoot.core.lifecycle import Refused
from folkmoot.groups.models import Paper
from folkmoot.search.models import Document

from .groups import joined, later, opened, said

FIELDS = {
    "name": "Night shifts", "kind": "interest", "about": "For all who work at night.", "reading": "members",
    "joining": "open",
}  # fmt: skip


def edit(client, who, group, **data):
    client.force_login(who)
    return client.post(reverse("groups:edit", args=[group.slug]), FIELDS | data)


def found(words, user):
    return {document.url for document in Document.objects.visible_to(user).matching(words)}


def test_new_readers_read_and_find_all_of_it_and_people_are_told(client, cast, group, letters_since):
    joined(group, cast.hana)
    thread = said(group, cast.ada, "Blackout blinds help.").thread
    paper = Paper.objects.add(
        group, SimpleUploadedFile("a.txt", b"Words"), title="Blinds", shown=True, by=cast.ada
    )
    kept = Paper.objects.add(group, SimpleUploadedFile("b.txt", b"More"), title="Blinds kept", by=cast.ada)
    message = thread.messages.get().get_absolute_url()
    assert found("blackout", cast.ben) == set()
    assert found("blackout", cast.dev) == {message}

    edit(client, cast.ada, group, reading="public")
    assert (found("blackout", cast.ben), found("sleep", cast.ben) >= {group.get_absolute_url()}) == (
        {message},
        True,
    )
    assert client.get(thread.group_thread.get_absolute_url()).status_code == 200
    paper.file.refresh_from_db()
    kept.file.refresh_from_db()
    assert (paper.file.audience_id, kept.file.audience_id) == (Audience.EVERYONE, group.circle_id)
    later()
    assert letters_since() == [("Who reads “Night shifts” has changed", "hana@example.org")]

    edit(client, cast.ada, group, reading="group", joining="ask")
    assert (found("blackout", cast.dev), found("blackout", cast.hana)) == (set(), {message})
    client.force_login(cast.dev)
    assert client.get(thread.group_thread.get_absolute_url()).status_code == 404
    assert client.get(group.get_absolute_url()).status_code == 200
    edit(client, cast.ada, group, reading="group", joining="invitation")
    client.force_login(cast.dev)
    assert client.get(group.get_absolute_url()).status_code == 404
    assert found("night", cast.dev) == set()


def test_the_address_stays_when_the_name_changes(client, cast, group):
    edit(client, cast.ada, group, name="Nights")
    group.refresh_from_db()
    assert (group.name, group.get_absolute_url()) == ("Nights", "/groups/night-shifts/")
    assert found("nights", cast.dev) == {"/groups/night-shifts/"}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"name": " "}, "This field is required"),
        ({"kind": "local"}, "Choose the region of a local group"),
        ({"kind": "cohort"}, "Choose the cohort it is for"),
        ({"reading": "nobody"}, "Select a valid choice"),
    ],
)
def test_nothing_changes_where_something_is_wrong(client, cast, group, data, words):
    answer = edit(client, cast.ada, group, question="Kept?", **data)
    assert (answer.status_code, words in answer.content.decode(), "Kept?" in answer.content.decode()) == (
        422,
        True,
        True,
    )
    group.refresh_from_db()
    assert (group.name, group.question) == ("Night shifts", "What helps us sleep?")


def test_a_picture_is_made_anew_and_needs_its_words(client, cast, group):
    from folkmoot.publishing.writing.tests import texts

    answer = edit(client, cast.ada, group, picture=texts.picture())
    assert "Say what the picture shows" in answer.content.decode()
    edit(client, cast.ada, group, picture=texts.picture(), picture_words="A blind, half drawn")
    group.refresh_from_db()
    assert (group.picture.media_type, group.picture.audience_id) == ("image/webp", group.wider_id)
    bad = SimpleUploadedFile("a.png", b"<svg onload=alert(1)>" * 20)
    answer = edit(client, cast.ada, group, picture=bad, picture_words="Evil")
    assert (answer.status_code, group.picture_words) == (422, "A blind, half drawn")


def test_a_draft_may_be_half_an_open_group_may_not(cast):
    group = opened(cast.ada)
    with pytest.raises(Refused):
        group.edit(by=cast.ada, about="")
