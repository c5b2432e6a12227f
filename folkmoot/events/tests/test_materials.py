"""What came of an event: added, seen by those it is for, found, taken away."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from folkmoot.core.lifecycle import Refused
from folkmoot.events.models import Material
from folkmoot.files.models import File
from folkmoot.groups.tests import groups
from folkmoot.members.models import Region
from folkmoot.search.models import Document

from .events import added, published, registered


def form(**changes):
    return {"kind": "slides", "title": "Slides", "url": "https://example.org/s", "seen_by": "came"} | changes


def shown(client, who, event):
    """Of what came of it, what stands on the page for this person, in its order."""
    client.logout() if who is None else client.force_login(who)
    answer = client.get(reverse("events:materials", args=[event.slug]))
    return (
        [one.title for one in answer.context["materials"]]
        if answer.status_code == 200
        else answer.status_code
    )


def test_each_is_seen_by_those_it_is_for(client, cast):
    event = published(cast.cora, comers="everyone", places=1)
    registered(event, cast.ada, cast.hana)
    for readers in ("came", "members", "event"):
        added(event, cast.cora, readers.title(), seen_by=readers)
    people = {"visitor": None, "ben": cast.ben, "comes": cast.ada, "waits": cast.hana, "runs": cast.cora}
    assert {name: shown(client, who, event) for name, who in people.items()} == {
        "visitor": ["Event"],
        "ben": ["Event"],
        "comes": ["Came", "Members", "Event"],
        "waits": ["Members", "Event"],
        "runs": ["Came", "Members", "Event"],
    }


def test_a_file_opens_for_minutes_to_whoever_may_see_it_now(client, cast):
    event = published(cast.cora)
    registration = registered(event, cast.hana)[0]
    material = added(event, cast.cora)
    client.force_login(cast.hana)
    answer = client.get(material.get_absolute_url())
    assert answer.status_code == 302
    link = answer.url
    assert b"".join(client.get(link).streaming_content) == b"What was said."
    assert client.get(link.split("?")[0]).status_code == 404
    registration.cancel(by=cast.hana)
    assert client.get(material.get_absolute_url()).status_code == 404


def test_of_a_hidden_groups_event_nobody_else_learns(client, cast):
    group = groups.opened(cast.ada, reading="group", joining="invitation")
    groups.joined(group, cast.hana)
    event = published(cast.ada, "A call", group=group, comers="group")
    material = added(event, cast.ada, seen_by="event")
    assert shown(client, cast.hana, event) == ["Slides"]
    assert shown(client, cast.dev, event) == 404
    assert client.get(material.get_absolute_url()).status_code == 404
    assert not Document.objects.visible_to(cast.dev).matching("Slides").exists()
    assert Document.objects.visible_to(cast.hana).matching("Slides").get().title == "A call"


def test_search_finds_an_event_by_what_all_its_readers_may_see(cast):
    event = published(cast.cora)
    added(event, cast.cora, "Quincunx", seen_by="came")
    added(event, cast.cora, "Zeugma", seen_by="event").retire("Wrong file.", by=cast.cora)
    added(event, cast.cora, "Trebuchet", seen_by="event")
    found = [bool(Document.objects.matching(word).exists()) for word in ("Quincunx", "Zeugma", "Trebuchet")]
    assert found == [False, False, True]


def test_what_it_lacks_is_said_to_everybody(client, cast):
    event = published(cast.cora)
    registered(event, cast.hana)
    film = added(event, cast.cora, "The film", kind="recording", url="https://example.org/film")
    client.force_login(cast.hana)
    page = client.get(event.get_absolute_url()).text
    assert "Nobody has looked whether it has captions." in page
    assert "There is no transcript." in page
    client.force_login(cast.cora)
    text = SimpleUploadedFile("said.txt", b"Good morning.")
    url = reverse("events:material_change", args=[event.slug, film.pk])
    facts = {"title": "The film", "seen_by": "came", "has_captions": "yes", "transcript": text}
    assert client.post(url, facts).status_code == 302
    client.force_login(cast.hana)
    page = client.get(event.get_absolute_url()).text
    assert "with captions" in page
    assert "There is no transcript." not in page
    said = client.get(reverse("events:transcript", args=[event.slug, film.pk]))
    assert b"".join(client.get(said.url).streaming_content) == b"Good morning."


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"url": ""}, "Choose a file, or give its address below."),
        ({"url": "javascript:alert(1)"}, "Write an address like"),
        ({"title": ""}, "Give it a title"),
        ({"title": "a\u202eb"}, "Use letters, spaces and marks only."),
        ({"kind": "song"}, "Select a valid choice"),
        ({"seen_by": "members"}, "Select a valid choice"),
        ({"file": SimpleUploadedFile("a.txt", b"What was said.")}, "Give the file or its address"),
        ({"url": "", "file": SimpleUploadedFile("a.pdf", b"MZ\x90\x00\x03\x00")}, "cannot"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(client, cast, changes, words):
    event = published(cast.cora)
    client.force_login(cast.cora)
    answer = client.post(reverse("events:material_add", args=[event.slug]), form(**changes))
    assert answer.status_code == 422
    assert words in answer.text
    assert not Material.objects.exists()
    assert not File.objects.exists()


def test_one_is_moved_up_and_one_taken_away_with_words(client, cast):
    event = published(cast.cora)
    registered(event, cast.hana)
    first, second = added(event, cast.cora, "First"), added(event, cast.cora, "Second")
    client.force_login(cast.cora)
    client.post(reverse("events:material_up", args=[event.slug, second.pk]))
    assert shown(client, cast.hana, event) == ["Second", "First"]
    client.force_login(cast.cora)
    url = reverse("events:material_retire", args=[event.slug, first.pk])
    assert client.post(url, {"why": ""}).status_code == 422
    assert client.post(url, {"why": "Somebody in it asked us to."}).status_code == 302
    assert client.post(url, {"why": "Again."}).status_code == 404
    assert File.objects.count() == 1
    client.force_login(cast.hana)
    assert "Somebody in it asked us to." in client.get(reverse("events:materials", args=[event.slug])).text
    assert client.get(reverse("events:material", args=[event.slug, first.pk])).status_code == 404


def test_to_what_was_cancelled_nothing_is_added(client, cast):
    event = published(cast.cora)
    event.cancel("The storm.", by=cast.cora)
    with pytest.raises(Refused, match="was cancelled"):
        added(event, cast.cora)


@pytest.mark.parametrize("comers", ["region", "invited"])
def test_something_is_added_where_some_alone_may_come(client, cast, comers):
    region = Region.objects.create(name="Somewhere", slug="somewhere") if comers == "region" else None
    event = published(cast.cora, "For some", comers=comers, region=region)
    client.force_login(cast.cora)
    assert client.get(reverse("events:material_add", args=[event.slug])).status_code == 200
