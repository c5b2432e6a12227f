"""Places that are kept at events of the demo: for a partner's people, and for those in a region."""

from datetime import timedelta

from django.utils import timezone

from folkmoot.events.models import Event, ReservedPlaces
from folkmoot.members.models import Partner, Region

TITLE = "Whose shoes? A masterclass"
MOST = 20


def keep(people):
    """By the verbs people use; two places more for those, where all are taken already."""
    pool = Event.objects.get(title=TITLE).pools.get()
    pool.set_cap(MOST)
    until = timezone.localdate() + timedelta(days=14)
    partner = Partner.objects.by_name().filter(kind="regional").first()
    region = Region.objects.filter(nation=None).by_name().first()
    for whom in ({"partner": partner}, {"region": region}):
        pool.refresh_from_db()
        if None not in whom.values() and (pool.left or 0) > 1:
            ReservedPlaces.objects.reserve(pool, by=people.cora, places=2, until=until, **whom)
