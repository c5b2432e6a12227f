"""Pages of events: what was and is on, at a hundred times as many; events of 4 and of 400, and its door."""

import sys
import uuid
from datetime import timedelta
from types import SimpleNamespace

from bench.apart import migrated, on_both, tell
from bench.groups import page

PAST, COMING, PEOPLE = 2_000, 200, 400
KINDS = ("community_day", "webinar", "visit", "workshop")


def run():
    return on_both("events")


def measured(*_place):
    migrated()
    from django.core.management import call_command
    from django.urls import reverse

    from folkmoot.cast import assemble

    call_command("collectstatic", verbosity=0, interactive=False)
    people = assemble()
    small = attended(people, "A small day", many=4)
    past(people, 5)
    rows = lists(people)
    rows += of_event(people, small, 4)
    large = attended(people, "A large day", many=PEOPLE)
    past(people, PAST)
    coming(people, COMING)
    rows += lists(people)
    rows += of_event(people, large, PEOPLE)
    host = SimpleNamespace(hana=people.cora)  # who runs both, where `page` looks for its reader
    for event, many in ((small, 4), (large, PEOPLE)):
        rows.append(page(host, f"its door, {many}", reverse("events:door", args=[event.slug])))
        rows.append(
            page(host, f"its people as a host sees them, {many}", f"{event.get_absolute_url()}people/")
        )
    return rows


def lists(people):
    from folkmoot.events.models import Event

    over = Event.objects.filter(state="finished").count()
    still = Event.objects.filter(state="published").count()
    return [
        page(people, f"what is on, {still} coming", "/events/"),
        page(people, f"past events, {over}", "/events/", show="past"),
        page(people, f"past events, {over}, one kind", "/events/", show="past", kind="visit"),
        page(people, f"month, {still} coming", "/events/", show="month"),
        page(people, f"map, {still} coming", "/events/", show="map"),
    ]


def of_event(people, event, many):
    return [page(people, f"event, {many} registered", event.get_absolute_url())]


def attended(people, title, *, many):
    """A day in person tomorrow with so many who come; Hana is one of them."""
    from django.utils import timezone

    from folkmoot.accounts.models import User
    from folkmoot.events.tests.events import published, registered

    event = published(people.cora, title, mode="in_person", days=1, places=many + 10)
    registered(event, people.hana)
    users = User.objects.bulk_create(
        User(email=f"{event.pk}-{number}@example.org", name=f"Guest {number}", is_member=True, password="!")
        for number in range(many - 1)
    )
    pool, facts = event.pools.get(), {"state": "confirmed", "moved_at": timezone.now(), "shown_to": "comers"}
    rows = (event.registrations.model(event=event, pool=pool, user=user, **facts) for user in users)
    event.registrations.bulk_create(rows, batch_size=500)
    pool.take(many - 1)
    return event


def past(people, many):
    """So many events that are over, one every other day, each with its learning still to come."""
    _copies(people, many, step=timedelta(days=-2), state="finished", title="Past")


def coming(people, many):
    _copies(people, many, step=timedelta(hours=7), state="published", title="Coming")


def _copies(people, many, *, step, state, title):
    from django.utils import timezone

    from folkmoot.events.models import Event
    from folkmoot.events.models.times import WALL
    from folkmoot.events.tests.events import published

    first = published(people.cora, f"{title} {many}", mode="in_person", days=3)
    rows = []
    for number in range(1, many):
        begins = timezone.now() + step * number
        row = Event.objects.get(pk=first.pk)
        row.pk, row.uid = None, uuid.uuid4()
        row.title, row.slug = f"{title} {number} of {many}", f"{title}-{number}-of-{many}".lower()
        row.kind, row.state = KINDS[number % len(KINDS)], state
        row.starts_at, row.ends_at = begins, begins + timedelta(hours=3)
        row.starts_wall = timezone.localtime(row.starts_at).strftime(WALL)
        row.ends_wall = timezone.localtime(row.ends_at).strftime(WALL)
        row._state.adding = True
        rows.append(row)
    made = Event.objects.bulk_create(rows, batch_size=500)
    pools = (first.pools.model(event=event, mode="in_person", cap=30) for event in made)
    first.pools.bulk_create(pools, batch_size=500)


if __name__ == "__main__":
    tell(measured(*sys.argv[1:]))
