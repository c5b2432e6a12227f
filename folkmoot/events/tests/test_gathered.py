"""What other rooms are given of events: Today, the digest."""

from datetime import timedelta

from django.utils import timezone

from folkmoot.events import gathered, today
from folkmoot.groups.tests import groups
from folkmoot.members.models import Profile, Region
from folkmoot.ui import times

from .events import published, registered


def test_a_digest_tells_of_what_concerns_its_reader_when_it_is_and_why(cast):
    since = timezone.now() - timedelta(minutes=5)
    here, there = (Region.objects.create(name=name, slug=name.lower()) for name in ("Yorkshire", "Kent"))
    Profile.objects.filter(user=cast.hana).update(region=here)
    nights, days = groups.opened(cast.ada, "Nights"), groups.opened(cast.ada, "Days", reading="public")
    groups.joined(nights, cast.hana)
    told = [
        published(cast.cora, "For all", days=10),
        published(cast.cora, "Near her", days=11, region=here),
        published(cast.ada, "Of her group", days=12, group=nights, comers="group"),
    ]
    published(cast.cora, "Far away", days=13, region=there)
    published(cast.ada, "Of another group", days=14, group=days, comers="members")
    registered(published(cast.cora, "She comes already", days=15), cast.hana)
    whys = [
        "It is for the whole community.",
        "It is in Yorkshire, as you are.",
        "It is of your group Nights.",
    ]
    assert gathered.digest_extras(cast.hana, since) == {
        "title": "New events",
        "order": 15,
        "lines": [
            {
                "label": event.title,
                "words": f"{times.in_words(event.starts_at, zone=event.zone)}. {why}",
                "url": event.get_absolute_url(),
            }
            for event, why in zip(told, whys, strict=True)
        ],
    }
    assert gathered.digest_extras(cast.hana, timezone.now()) is None
    assert gathered.digest_extras(cast.ben, since) is None


def test_today_says_when_what_one_comes_to_begins(cast):
    event = published(cast.cora, days=3)
    registered(event, cast.hana)
    begins = times.in_words(event.starts_at, zone=event.zone)
    assert [line["words"] for line in today.lines(cast.hana)] == [f"You have a place: {begins}."]
    assert today.lines(cast.dev) == []
