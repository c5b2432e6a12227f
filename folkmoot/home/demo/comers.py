"""For whom events of the demo are, besides all members: guests without an account, a region, the invited."""

from datetime import timedelta

from django.utils import timezone

from folkmoot.events.models import Event, Invitation, JoinLink
from folkmoot.events.models.times import WALL
from folkmoot.members.models import Region

from . import asking

DINNER = "What we would not say on a stage, at one table, with nothing written down."
MEETING = {
    "url": "https://meet.example.org/run-charts",
    "dial_in": "0113 496 0000 from all of the UK\nMeeting 4711 2342, then #\n*6 to speak, *9 to raise a hand",
    "captions": "Live captions in English and Welsh; a BSL interpreter is on the screen throughout.",
}
NEAR = "Who works within an hour of each other, and has not met. We walk, and then there is soup."


def come(people):
    """By the verbs people use."""
    _in_the_region(people)
    _invited(people)
    webinar = Event.objects.get(title=asking.CHARTS)
    asking.answer(webinar.pools.get().register(people.gil), 1)
    JoinLink.objects.set_for(webinar.pools.get(), by=people.cora, **MEETING)


def _in_the_region(people):
    region = (
        Region.objects.filter(profiles__user__is_member=True, nation__isnull=False).order_by("pk").first()
    )
    if region is None:
        return
    walk = _planned(
        people,
        "Neighbours: a walk and soup",
        47,
        11,
        kind="visit",
        about=NEAR,
        comers="region",
        region=region,
    )
    walk.make_pools({"online": 20})
    walk.publish(by=people.cora)


def _invited(people):
    """Ada and Hana by name, Gil by his address; Hana comes already."""
    table = _planned(people, "A round table on what went wrong", 33, 18, about=DINNER, comers="invited")
    table.publish(by=people.cora)
    for who in ({"user": people.ada}, {"user": people.hana}, {"email": people.gil.email}):
        Invitation.objects.invite(table, by=people.cora, **who)
    table.pools.get().register(people.hana)


def _planned(people, title, days, hour, **facts):
    """In so many days, for two hours, online."""
    day = timezone.localtime() + timedelta(days=days)
    begins = day.replace(hour=hour, minute=0, second=0, microsecond=0)
    walls = {"starts_wall": begins.strftime(WALL), "ends_wall": (begins + timedelta(hours=2)).strftime(WALL)}
    facts = {"kind": "workshop", "mode": "online", "zone": "Europe/London", **facts}
    return Event.objects.plan(by=people.cora, title=title, **walls, **facts)
