"""What is planned is seen by those who plan it: search finds an event once it is published."""

from datetime import date
from importlib import import_module

from django.apps import apps
from django.urls import reverse

from folkmoot.events import found, stepping
from folkmoot.events.models import Event, Series
from folkmoot.search.models import Document

from .events import planned, published


def titles():
    return sorted(Document.objects.filter(kind="event").values_list("title", flat=True))


def test_a_draft_is_found_by_nobody(client, cast):
    draft = planned(cast.cora, "Zebra crossings")
    draft.give_places("approval", by=cast.cora)
    days = stepping.days_after(date.fromisoformat(draft.starts_wall[:10]), "week", times=2)
    Series.objects.repeat(draft, by=cast.cora, cadence="week", days=days)
    assert titles() == []
    client.force_login(cast.dev)
    assert "Zebra crossings" not in client.get(reverse("home:search"), {"q": "zebra"}).text
    draft.publish(by=cast.cora)
    assert titles() == ["Zebra crossings"]


def test_drafts_that_were_found_are_so_no_longer(cast):
    """As rows: search knows a draft, one that was thrown away without its hearing of it, and an event."""
    draft, thrown = planned(cast.cora, "A draft"), planned(cast.cora, "Thrown away")
    published(cast.cora, "An event")
    for event in (draft, thrown):
        Document.objects.put(event, **found.facts(event))
    Event.objects.filter(pk=thrown.pk).delete()
    assert titles() == ["A draft", "An event", "Thrown away"]
    moved = import_module("folkmoot.events.migrations.0019_drafts_are_not_found")
    moved.forget_drafts(apps, None)
    assert titles() == ["An event"]
    Document.objects.put(draft, **found.facts(draft))
    draft.throw_away()
    assert titles() == ["An event"]
