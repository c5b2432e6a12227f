"""What is near in the demo: sessions that have found their rooms, a call each week, a letter to who comes."""

from datetime import date, timedelta

from folkmoot.events.models import Event, Letter, Series
from folkmoot.events.models.times import WALL

from . import open_spaces

TITLE = "Open space: the first hour of a shift"
ABOUT = "Half a day without a programme, on what is said, seen and signed between seven and eight."
QUESTION = "What would we do in the first hour, if nobody had told us?"
WEEKLY = "Questions with the ambulance service"
LETTER = (
    "Before Leeds",
    "The eleven steps are still there, and so is Sam, who carries chairs, bags and people's coats.\n\n"
    "Bring **one thing** that you do in your first hour and could not explain to a stranger.",
)


def come_near(people, begins, venue):
    """By the verbs people use."""
    day = _planned(people, begins, venue)
    open_spaces.place(day, QUESTION, people)
    subject, text = LETTER
    Letter.objects.send(day, to="in_person", subject=subject, text=text, by=people.cora)
    call = Event.objects.get(title=WEEKLY)
    first = date.fromisoformat(call.starts_wall[:10])
    days = [first + timedelta(weeks=number) for number in (1, 2, 3)]
    Series.objects.repeat(call, by=people.cora, cadence="week", days=days, publish=True)


def _planned(people, begins, venue):
    day = Event.objects.plan(
        by=people.cora, title=TITLE, kind="open_space", mode="in_person", comers="everyone",
        zone="Europe/London", about=ABOUT, purpose="To drop one thing, each.", venue=venue,
        starts_wall=begins.strftime(WALL), ends_wall=(begins + timedelta(hours=7)).strftime(WALL),
    )  # fmt: skip
    day.make_pools({"in_person": 40})
    day.publish(by=people.cora)
    others = (
        Event.objects.get(title=open_spaces.COMING)
        .registrations.confirmed()
        .exclude(user__in=[people.ada, people.hana])
    )
    for person in [people.ada, people.hana, *(row.user for row in others.order_by("pk")[:14])]:
        day.pools.get().register(person)
    return day
