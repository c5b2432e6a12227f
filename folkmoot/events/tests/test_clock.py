"""What the clock looks for each minute is found without reading all that ever was."""

import uuid

import pytest
from django.db import connection
from django.utils import timezone

from folkmoot.events.models import Draw, Event, PrintOut, Registration

from .events import published

MANY = 400


@pytest.fixture
def years(cast):
    """Hundreds of events that are over, each with all that was done for it."""
    event, now = published(cast.cora), timezone.now()
    pool = event.pools.get()
    facts = {"state": "finished", "facts": {}, "audience_id": event.audience_id}
    times = {"starts_at": event.starts_at, "ends_at": event.ends_at}
    over = Event.objects.bulk_create(
        Event(title="Over", slug=f"over-{number}", uid=uuid.uuid4(), **facts, **times)
        for number in range(MANY)
    )
    Draw.objects.bulk_create(Draw(event=one, frozen_at=now) for one in over)
    PrintOut.objects.bulk_create(PrintOut(event=one, kind="badges", state="gone") for one in over)
    Registration.objects.bulk_create(
        Registration(event=one, pool=pool, user=cast.hana, state="confirmed") for one in over
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@pytest.mark.on_postgresql  # SQLite plans before it knows what is asked
@pytest.mark.usefixtures("years")
def test_each_has_its_index():
    asked = {
        "print_outs_asked": PrintOut.objects.lost(),
        "print_outs_ready": PrintOut.objects.past(),
        "draws_to_freeze": Draw.objects.to_freeze(),
        "events_uncounted": Event.objects.to_freeze(),
        "shown_until_a_day": Registration.objects.shown_too_long(),
    }
    plans = {name: rows.explain() for name, rows in asked.items()}
    assert {name: plan for name, plan in plans.items() if name not in plan} == {}
