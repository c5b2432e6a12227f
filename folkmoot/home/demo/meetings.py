"""The events of the demo: what is to come, with people who wait; what has been; one that did not happen."""

import random
from datetime import datetime, time, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.core import freshness
from folkmoot.events import telling
from folkmoot.events.models import CalendarAddress, Event, Venue
from folkmoot.events.models.times import WALL
from folkmoot.groups.models import Group

from . import afterwards, asking, comers, kept_places, of_partners, open_spaces, programme, soon
from .days import nothing_leaves, story_time

VENUES = [
    (
        "Friends' Meeting House",
        "12 Percy Street",
        "Hull",
        "yes yes yes no yes",
        "The loop works in the large room only.",
    ),
    (
        "Neuadd Goffa",
        "Penrhyn Road",
        "Bangor",
        "yes unknown yes yes unknown",
        "The ramp is at the side, past the bins.",
    ),
    (
        "The Old Fire Station",
        "Gipton Approach",
        "Leeds",
        "no no yes no no",
        "Eleven steps and no lift. We ring before you come.",
    ),
]
ABOUTS = dict(  # a title, and what happens then
    block.split("\n", 1)
    for block in Path(__file__).with_suffix(".txt").read_text("utf-8").removeprefix("# ").split("\n\n# ")
)
EVENTS = [  # title, kind, mode, days from now, begins, hours, venue, places, come of ten members, purpose
    ("A day on what did not work", "community_day", "hybrid", 38, 10, 6, 0, 50, 10,
     "To learn from what nobody writes a report about."),
    ("Visit: the falls team of Hull", "visit", "in_person", 19, 13, 3, 0, 12, 4, "To see one ward, and ask."),
    ("Run charts in forty minutes", "webinar", "online", 6, 12, 1, None, None, 5, "To read and draw one."),
    ("Welcome to those who joined this autumn", "welcome_day", "online", 12, 9, 2, None, 80, 3,
     "To know three people by name."),
    ("Whose shoes? A masterclass", "masterclass", "in_person", 26, 10, 5, 1, 16, 4,
     "To design a service with those who use it."),
    ("Visit: a ward that is quiet at night", "visit", "in_person", 33, 13, 3, 1, 8, 2,
     "To hear what they switched off."),
    ("Questions with the ambulance service", "workshop", "online", 3, 17, 1, None, 20, 2, ""),
    ("Open space on the night shift", "open_space", "in_person", 61, 9, 7, 2, 60, 6,
     "What would make nights bearable?"),
    ("Slippers, counted", "webinar", "online", -12, 12, 1, None, None, 4, "To hear what six months showed."),
    ("Visit: a corridor without chairs", "visit", "in_person", -40, 13, 3, 0, 12, 3, "To walk it."),
    ("Spring community day", "community_day", "in_person", -75, 10, 6, 2, 40, 7, "To meet."),
    ("First steps with data", "workshop", "online", -110, 16, 2, None, 25, 3, ""),
]  # fmt: skip
OF_GROUPS = [
    ("Falls and footwear", "A call: who counts what?", 9, 12, "Each of us says in a sentence what we count."),
    ("Nights", "Half an hour before the shift", 4, 20, "Tea, and what the last night was like."),
]
STORM = "A walk through three wards in winter, with what each has done against the cold."
DRAFT = "Half a day on corridors"
CALLED_OFF = "The storm closed the line. We look for a day in spring and write to all of you first."
BEFORE = timedelta(days=35)  # when people hear of an event
LATELY = timedelta(hours=20)  # when they registered for what is to come


@transaction.atomic
def meet(people):
    """Everything, by the verbs people use, each on its day."""
    venues = [_venue(*facts) for facts in VENUES]
    members = list(User.objects.active().filter(is_member=True).exclude(pk=people.cora.pk).order_by("pk"))
    chance = random.Random("meetings")  # noqa: S311 - the same each time
    told_on = timezone.now() - BEFORE
    begin = [_on(facts[3], facts[4]) for facts in EVENTS]
    calls = [(name, title, _on(days, hour), about) for name, title, days, hour, about in OF_GROUPS]
    lately = timezone.now() - LATELY
    called_off = _on(8, 10)
    back_then, near = _on(-130, 9), _on(5, 9)
    with story_time() as at:
        at(min(told_on, *begin) - BEFORE)
        strands = programme.scope(people)
        for facts, begins in zip(EVENTS, begin, strict=True):
            at(min(told_on, begins - BEFORE))
            _held(facts, begins, venues, members, people, chance, at, lately, strands)
        at(told_on)
        for name, title, begins, about in calls:
            _called(name, title, begins, about)
        _called_off(called_off, people, members, venues)
        at(lately)
        _begun(people)
        afterwards.tell(people, at)
        coming = Event.objects.get(title=open_spaces.COMING)
        open_spaces.pitch_to(coming, people)
        open_spaces.leave_a_choice(Event.objects.get(title="A day on what did not work"), people)
        open_spaces.look_back(people, back_then, venues[2], at)
        at(lately)
        comers.come(people)
        kept_places.keep(people)
        of_partners.plan(people)
        soon.come_near(people, near, venues[2])
    nothing_leaves()
    freshness.touch()


def _venue(name, street, place, facts, words):
    answers = dict(zip(Venue.FACTS, facts.split(), strict=True))
    address = f"{street}, {place}"
    return Venue.objects.create(name=name, address=address, place=place, access_words=words, **answers)


def _held(facts, begins, venues, members, people, chance, at, lately, strands):
    """Planned, told, registered for; where its day has been, over."""
    title, kind, mode, days, _hour, hours, venue, places, of_ten, purpose = facts
    event = Event.objects.plan(
        by=people.cora, title=title, kind=kind, mode=mode, about=ABOUTS[title], purpose=purpose,
        zone="Europe/London",
        starts_wall=begins.strftime(WALL), ends_wall=(begins + timedelta(hours=hours)).strftime(WALL),
        venue=venues[venue] if venue is not None else None,
        sign="Somebody tries something of it within a month." if purpose else "",
        comers="everyone" if kind == "webinar" else "members", strand=strands.get(kind),
        closes_wall=asking.closes(title, lately),
    )  # fmt: skip
    event.make_pools({event.modes[0]: places})
    asking.prepare(event, people)
    event.publish(by=people.cora)
    many = asking.MANY.get(title) or min(
        6 * (places or 20) // 5, len(members) * of_ten // 10
    )  # a fifth more than there are places
    coming = chance.sample(members, max(1, min(len(members), many)))
    pools = list(event.pools.order_by("mode"))
    if days > 0:
        at(lately)  # what was offered since then is still held
    for number, person in enumerate(coming):
        pool = pools[number % 4 == 3] if len(pools) > 1 else pools[0]
        asking.answer(pool.register(person), number)
    asking.settle(event, people, at, lately)
    for registration in event.registrations.confirmed()[: 1 if days > 0 else 2]:
        registration.cancel(by=registration.user)
    if days < 0:
        at(begins + timedelta(hours=hours + 1))
        event.refresh_from_db()
        event.finish()


def _called(name, title, begins, about):
    """A call of a group, told by its convenor."""
    group = Group.objects.filter(name=name).first()
    convenor = group and group.belongings.convening().select_related("user").order_by("pk").first()
    if not convenor:
        return
    event = Event.objects.plan(
        by=convenor.user, group=group, title=title, kind="group_call", mode="online",
        about=about,
        starts_wall=begins.strftime(WALL), ends_wall=(begins + timedelta(hours=1)).strftime(WALL),
        zone="Europe/London", comers="group",
    )  # fmt: skip
    event.publish(by=convenor.user)
    pool = event.pools.get()
    for belonging in group.belongings.here().select_related("user").order_by("pk")[:8]:
        pool.register(belonging.user)


def _called_off(begins, people, members, venues):
    event = Event.objects.plan(
        by=people.cora, title="Winter walk through three wards", kind="visit", mode="in_person", about=STORM,
        starts_wall=begins.strftime(WALL), ends_wall=(begins + timedelta(hours=4)).strftime(WALL),
        zone="Europe/London", venue=venues[1],
    )  # fmt: skip
    event.publish(by=people.cora)
    for person in members[:6]:
        event.pools.get().register(person)
    event.cancel(CALLED_OFF, by=people.cora)
    telling.tell(event.pk)


def _begun(people):
    """A draft that still lacks its place; and somebody whose calendar follows what she comes to."""
    begins = _on(54, 13)
    Event.objects.plan(
        by=people.cora, title=DRAFT, kind="workshop", mode="in_person", comers="members",
        zone="Europe/London", starts_wall=begins.strftime(WALL),
        ends_wall=(begins + timedelta(hours=4)).strftime(WALL), about="Who waits in corridors, and for what?",
    )  # fmt: skip
    CalendarAddress.objects.of(people.ada)


def _on(days, hour):
    """So many days from today, never on a weekend, at this hour of the wall."""
    day = timezone.localdate() + timedelta(days=days)
    day += timedelta(days=(0, 0, 0, 0, 0, 2, 1)[day.weekday()])
    return timezone.make_aware(datetime.combine(day, time(hour)))
