"""Events for tests, made by the verbs people use."""

from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from folkmoot.events import claiming, stepping, telling
from folkmoot.events.models import Event, FreePlace, Material, Series, Strand, Venue
from folkmoot.events.models.times import WALL
from folkmoot.files.ready import made_ready


def wall(moment):
    return timezone.localtime(moment).strftime(WALL)


def planned(by, title="Night shifts, one day", *, days=30, caps=None, **facts):
    """A draft, in so many days, online unless it says otherwise."""
    begins = (timezone.now() + timedelta(days=days)).replace(minute=0, second=0, microsecond=0)
    usual = {
        "title": title, "about": "We **compare** rotas.", "mode": "online", "zone": "Europe/London",
        "starts_wall": wall(begins), "ends_wall": wall(begins + timedelta(hours=3)),
    }  # fmt: skip
    if facts.get("mode", "online") != "online" and "venue" not in facts:
        facts["venue"] = Venue.objects.get_or_create(name="Friends' Meeting House", address="Hull")[0]
    event = Event.objects.plan(by=by, **usual | facts)
    event.make_pools(caps)
    return event


def published(by, title="Night shifts, one day", *, places=None, **facts):
    """Published, with so many places in its first mode."""
    event = planned(by, title, **facts)
    event.make_pools({event.modes[0]: places})
    event.publish(by=by)
    return event


def states(event):
    """Of all who registered, in the order in which they did."""
    return list(event.registrations.order_by("pk").values_list("state", flat=True))


def repeated(event, by, *, times=3, cadence="week", publish=True, **how):
    """More dates like this event. Answers (the series, the events, the days left out)."""
    days = stepping.days_after(date.fromisoformat(event.starts_wall[:10]), cadence, times=times)
    return Series.objects.repeat(event, by=by, cadence=cadence, days=days, publish=publish, **how)


def strands(cast):
    """One that runs, and one that the team thinks about."""
    runs = Strand.objects.scope(
        by=cast.cora, title="Community days", purpose="That people meet.",
        run_by_words="The school in Bangor", owner=cast.cora, budget_note="Nine thousand.",
    )  # fmt: skip
    runs.commission(by=cast.cora)
    runs.start(by=cast.cora)
    return runs, Strand.objects.scope(by=cast.cora, title="A winter school", purpose="To teach.")


def registered(event, *people, mode=None):
    """These people register, in this order; answers their registrations."""
    pool = event.pools.get(mode=mode or event.modes[0])
    return [pool.register(person) for person in people]


def tell(event):
    """As the worker does after something of it has changed."""
    telling.tell(event.pk)
    event.refresh_from_db()


def tell_who_waits():
    """As the worker does once a place is free on the last day."""
    for free in FreePlace.objects.unfinished().order_by("pk"):
        while claiming.step(free.pk):
            pass


def added(event, by, title="Slides", **facts):
    """Something that came of it: a text, unless an address is given."""
    usual = {"kind": "slides", "title": title, "seen_by": "came"}
    if "url" not in facts:
        usual["file"] = made_ready(SimpleUploadedFile(f"{title}.txt", b"What was said."))
    return Material.objects.add(event, by=by, **usual | facts)
