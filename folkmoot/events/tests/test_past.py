"""What has been, with what came of it: on its page, and in the list of past events."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from folkmoot.accounts.models import User

from .events import added, published, registered


@pytest.fixture
def past(cast):
    """Three days long ago: one with notes for all, one with a film for those who came, one with nothing."""
    with time_machine.travel(timezone.now() - timedelta(days=60), tick=False):
        events = [published(cast.cora, title) for title in ("With notes", "With a film", "With nothing")]
        registered(events[1], cast.hana)
        added(events[0], cast.cora, "Notes", kind="notes", seen_by="event")
        added(events[1], cast.cora, "Film", kind="recording", seen_by="came", url="https://example.org/f")
    return events


def test_the_list_marks_what_came_of_each_and_is_narrowed_to_it(client, cast, past):
    shown = {}
    for who in ("hana", "dev"):
        client.force_login(getattr(cast, who))
        page = client.get("/events/?show=past").context["page"]
        shown[who] = {event.title: [str(label) for label in event.came_of_it] for event in page}
        for kind in ("notes", "recording", "x"):
            found = client.get(f"/events/?show=past&with={kind}").context["page"]
            shown[f"{who} {kind}"] = {event.title for event in found}
    everything = {"With notes", "With a film", "With nothing"}
    assert shown == {
        "hana": {"With notes": ["Notes"], "With a film": ["Recording"], "With nothing": []},
        "hana notes": {"With notes"},
        "hana recording": {"With a film"},
        "hana x": everything,
        "dev": {"With notes": ["Notes"], "With a film": [], "With nothing": []},
        "dev notes": {"With notes"},
        "dev recording": set(),
        "dev x": everything,
    }


def test_how_many_came_is_told_from_five_on(client, cast):
    with time_machine.travel(timezone.now() - timedelta(days=60), tick=False):
        few, many = published(cast.cora, "Few"), published(cast.cora, "Many")
        people = [
            User.objects.create_user(f"m{n}@example.org", f"M {n}", confirmed=True, is_member=True)
            for n in range(6)
        ]
        registered(few, *people[:4])
        registered(many, *people)
    with time_machine.travel(many.ends_at + timedelta(hours=1), tick=False):
        for registration in many.registrations.all()[:5]:
            registration.arrive(by=cast.cora)
    client.force_login(cast.dev)
    assert "5 people came." in client.get(many.get_absolute_url()).text
    page = client.get(few.get_absolute_url()).text
    assert "4 people" not in page
    assert "Few came" in page
