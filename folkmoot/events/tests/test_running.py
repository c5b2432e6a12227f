"""The pages on which an event is run: in groups, each person's own, and each page finds itself there."""

import time_machine
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import reverse

from folkmoot.events import running
from folkmoot.events.models import Event, Host, Letter, Space

from .events import planned, published, wall
from .spaces import opened, was_held


def rows(user, event, path="/"):
    request = RequestFactory().get(path)
    request.user = user
    return running.tabs(request, Event.objects.get(pk=event.pk))


def labels(row):
    return [link["label"] for link in row["links"]]


def current(row):
    return [link["label"] for link in row["links"] if link.get("current")]


def an_open_space(by):
    """An event with as much to do as there is: in two modes, for the invited, with rooms."""
    event = published(by, "A day", mode="hybrid", comers="invited", registering="approval")
    Space.objects.open(event, "What keeps us?", wall(event.starts_at), by=by)
    return event


def test_who_runs_it_sees_five_groups(cast):
    event = an_open_space(cast.cora)
    (row,) = rows(cast.cora, event, event.get_absolute_url())
    assert labels(row) == ["People", "Registration", "The event", "On the day", "Afterwards"]
    assert current(row) == []
    found = [(group["label"], labels(group)) for group in running.groups_for(cast.cora, event)]
    assert found == [
        ("People", ["Who comes, who waits", "Who asks for a place", "What they answered", "Access and food",
                    "Write to them"]),
        ("Registration", ["Who is invited", "What is asked", "How places are given", "Places that are kept"]),
        ("The event", ["Change it, or move it", "Repeat it", "Who looks after it", "Open space",
                       "Rooms and times", "Choose what happens", "Cancel it"]),
        ("On the day", ["At the door", "To print", "Joining link"]),
        ("Afterwards", ["What came of it", "How it was"]),
    ]  # fmt: skip


def test_each_page_finds_itself_in_one_group(client, cast):
    event = an_open_space(cast.cora)
    client.force_login(cast.cora)
    for group in running.groups_for(cast.cora, event):
        for link in group["links"]:
            page = client.get(link["url"])
            above, pages = page.context["running"]
            assert (page.status_code, current(above), current(pages)) == (
                200, [group["label"]], [link["label"]],
            ), link  # fmt: skip
            assert '<nav class="tabs" aria-label="Run the event">' in page.text
            assert f'<nav class="tabs" aria-label="{group["label"]}">' in page.text
            assert f'<a href="{link["url"]}" aria-current="page">{link["label"]}</a>' in page.text


def test_a_page_beneath_one_leads_back_to_it(client, cast):
    event = an_open_space(cast.cora)
    client.force_login(cast.cora)
    letter = Letter.objects.create(event=event, by=cast.cora, subject="Soon", text="Bring a coat.")
    beneath = {
        reverse("events:letter", args=[event.slug, letter.pk]): "Write to them",
        reverse("events:offer_choosing", args=[event.slug]): "Choose what happens",
        reverse("events:feedback_questions", args=[event.slug]): "How it was",
        reverse("events:space", args=[event.slug]): "Open space",
    }
    assert {url: current(client.get(url).context["running"][1])[0] for url in beneath} == beneath


def test_few_pages_stand_in_one_row(cast):
    event = an_open_space(cast.cora)
    Host.objects.add(event, cast.hana, role="check_in", by=cast.cora)
    Host.objects.add(event, cast.dev, role="logistics", by=cast.cora)
    door = reverse("events:door", args=[event.slug])
    (row,) = rows(cast.hana, event, door)
    assert labels(row) == ["Who comes, who waits", "At the door", "To print"]
    assert current(row) == ["At the door"]
    (row,) = rows(cast.dev, event, door)
    assert labels(row) == ["Who comes, who waits", "Access and food", "At the door", "To print"]


def test_who_does_not_help_sees_none(cast):
    event = an_open_space(cast.cora)
    assert [rows(user, event) for user in (cast.ada, cast.eve, AnonymousUser())] == [[], [], []]
    assert rows(cast.cora, planned(cast.cora)) == []


def test_a_group_of_one_is_called_what_its_page_is_called(cast):
    event = published(cast.cora, "A day", mode="in_person")
    with time_machine.travel(event.ends_at):
        (row,) = rows(cast.cora, event)
        hosts = rows(cast.cora, event, reverse("events:hosts", args=[event.slug]))
    assert labels(row) == ["People", "Who looks after it", "At the door", "Afterwards"]
    assert [current(row) for row in hosts] == [["Who looks after it"]]


def test_what_was_held_and_what_was_cancelled(cast):
    held = was_held(opened(cast.cora, cast.ada)).event
    assert labels(rows(cast.cora, held, reverse("events:afterwards", args=[held.slug]))[1]) == [
        "What came of it", "How it was", "What became of it",
    ]  # fmt: skip
    off = published(cast.cora, "Off")
    off.cancel("The ward has closed.", by=cast.cora)
    (row,) = rows(cast.cora, off)
    assert labels(row) == ["Who comes, who waits", "What they answered", "Access and food", "Write to them"]
