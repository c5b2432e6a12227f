"""The programme: strands scoped, commissioned, run and ended; what members read and what is the team's."""

import pytest
from django.urls import reverse

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.events.models import Event, Strand
from folkmoot.groups.tests import groups

from .events import planned, published, strands
from .test_pages import form

FACTS = {
    "title": "Visits", "mode": "in_person", "purpose": "That people see it.", "owner": "", "partner": "",
    "run_by_words": "", "budget_note": "Nine pounds.",
}  # fmt: skip


def verbs(strand):
    return list(Entry.objects.about(strand).order_by("pk").values_list("verb", flat=True))


def test_a_strand_is_scoped_commissioned_run_and_ended(client, cast):
    client.force_login(cast.cora)
    client.post(reverse("events:new_strand"), FACTS)
    strand = Strand.objects.get()
    move = reverse("events:move_strand", args=[strand.slug])
    assert client.post(move, {"to": "commissioned"}).status_code == 409
    edit = reverse("events:edit_strand", args=[strand.slug])
    assert client.post(edit, FACTS | {"run_by_words": "The school"}).status_code == 302
    assert client.post(move, {"to": "running"}).status_code == 409
    assert client.post(move, {"to": "commissioned"}).status_code == 302
    assert client.post(move, {"to": "commissioned"}).status_code == 409
    answer = client.post(edit, FACTS)
    assert (answer.status_code, "say who" in answer.text) == (422, True)
    client.post(move, {"to": "running"})
    answer = client.post(move, {"to": "ended", "end-words": ""})
    assert (answer.status_code, "Say in a sentence" in answer.text) == (422, True)
    client.post(move, {"to": "ended", "end-words": "Six wards changed."})
    strand.refresh_from_db()
    assert (strand.state, strand.came_of_it) == ("ended", "Six wards changed.")
    assert client.post(edit, FACTS | {"title": "Other"}).status_code == 422
    assert client.post(move, {"to": "x"}).status_code == 404
    assert verbs(strand) == [
        "events.strand_scoped", "events.strand_edited", "events.strand_commissioned", "events.strand_running",
        "events.strand_ended",
    ]  # fmt: skip


def test_members_read_what_it_is_for_and_not_what_it_costs(client, cast):
    runs, thought_of = strands(cast)
    published(cast.cora, "A day of it", strand=runs)
    hidden = groups.opened(cast.ada, "Hard cases", reading="group", joining="invitation")
    published(cast.ada, "A secret call", group=hidden, comers="group", strand=runs)
    planned(cast.cora, "A draft", strand=runs)
    words = [
        "That people meet.",
        "A day of it",
        "A secret call",
        "A draft",
        "Nine thousand.",
        "A winter school",
    ]
    seen = {}
    for name in ("hana", "cora"):
        client.force_login(getattr(cast, name))
        pages = client.get(runs.get_absolute_url()).text + client.get(reverse("events:programme")).text
        seen[name] = [word in pages for word in words]
    assert seen == {
        "hana": [True, True, False, False, False, False],
        "cora": [True, True, False, False, True, True],
    }
    client.force_login(cast.hana)
    assert client.get(thought_of.get_absolute_url()).status_code == 404
    assert client.get(reverse("events:team_programme")).status_code == 403


def test_the_team_sees_what_is_missing(client, cast):
    runs, _thought_of = strands(cast)
    published(cast.cora, "Loose")
    client.force_login(cast.cora)
    page = client.get(reverse("events:team_programme")).text
    assert "Community days has no event to come." in page
    assert "Nobody looks after A winter school." in page
    assert "1 event of the community to come is in no strand." in page
    assert "A winter school has no event" not in page
    published(cast.cora, "A day", strand=runs)
    assert "has no event to come" not in client.get(reverse("events:team_programme")).text


def test_the_team_chooses_the_strand_of_an_event(client, cast):
    runs, thought_of = strands(cast)
    runs.end("Enough.", by=cast.cora)
    group = groups.opened(cast.ada)
    client.force_login(cast.cora)
    assert "Community days" not in client.get(reverse("events:plan")).text
    client.post(reverse("events:plan"), form(strand=thought_of.pk))
    event = Event.objects.get()
    assert event.strand == thought_of
    assert client.post(reverse("events:plan"), form(strand=runs.pk)).status_code == 422
    event.hosts.create(user=cast.hana)
    client.force_login(cast.hana)
    edit = reverse("events:edit", args=[event.pk])
    assert "strand" not in client.get(edit).text
    assert client.post(edit, form(strand="")).status_code == 302
    event.refresh_from_db()
    assert event.strand == thought_of
    client.force_login(cast.ada)
    assert "id_strand" not in client.get(f"{reverse('events:plan')}?group={group.slug}").text


def test_an_event_names_its_strand_to_members(client, cast):
    runs, thought_of = strands(cast)
    of_runs = published(cast.cora, "A day", strand=runs, comers="everyone")
    of_thought = published(cast.cora, "Another", strand=thought_of)
    shown = {}
    for name in (None, "hana", "cora"):
        client.logout() if name is None else client.force_login(getattr(cast, name))
        pages = [client.get(one.get_absolute_url()).text for one in (of_runs, of_thought)]
        shown[name] = ["Part of the programme" in page for page in pages]
    assert shown == {None: [False, False], "hana": [True, False], "cora": [True, True]}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"purpose": "x" * 10_000}, "at most 2000"),
        ({"title": "N\x00l"}, "Null characters are not allowed"),
        ({"title": "One\nTwo"}, "Use letters, spaces and marks only."),
        ({"owner": "999999"}, "Select a valid choice"),
        ({"purpose": ""}, "This field is required"),
    ],
)
def test_what_is_wrong_is_said(client, cast, changes, words):
    client.force_login(cast.cora)
    answer = client.post(reverse("events:new_strand"), FACTS | changes)
    assert (answer.status_code, words in answer.text) == (422, True)
    assert "Nine pounds." in answer.text


def test_two_of_one_name_have_addresses_of_their_own(cast):
    facts = {"by": cast.cora, "purpose": "שלום 🚑"}
    made = [
        Strand.objects.scope(title=title, **facts).slug for title in ("New", "Team", "Days", "Days", "שלום")
    ]
    assert made == ["new-2", "team-2", "days", "days-2", "strand"]


def test_who_is_forgotten_looks_after_nothing(cast):
    runs, _thought_of = strands(cast)
    with pytest.raises(Refused):
        runs.start(by=cast.cora)
    assert runs.is_shown_to(cast.hana)
