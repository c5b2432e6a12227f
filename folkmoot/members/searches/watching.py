"""Each hour: whom saved searches newly find. Only profiles that changed since are asked about.

Whether someone was known already stands in the search itself, so that being late, or doing it twice, changes
nothing. A profile that changes takes its finds along at once; here what still holds is written down again.
"""

from collections import defaultdict
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from folkmoot.accounts.models import Community

from ..directory import OVERLAP
from ..models import Find, Listing, SavedSearch
from ..models.saved_search import MOST_FINDS
from .fitting import Fitting, level_of
from .keys import without

A_BATCH = 200


def look_over():
    """All searches with an alert that were not looked over since now; answers how many finds are new."""
    began = timezone.now()
    due = SavedSearch.objects.watched().filter(checked_at__lt=began).order_by("checked_at", "pk")
    found = 0
    with timezone.override(ZoneInfo(Community.objects.current().time_zone)):  # towns are those near home
        while batch := list(due.select_related("owner")[:A_BATCH]):
            since = batch[0].checked_at - OVERLAP
            changed = list(Listing.objects.changed_since(since).values_list("pk", flat=True))
            if not changed:
                due.update(checked_at=began)
                return found
            found += _look_over(batch, changed, began)
    return found


@transaction.atomic
def _look_over(batch, changed, began):
    """Write down who of those that changed newly fits, let go of who no longer does."""
    fitting, held = Fitting(batch, among=changed), _held(batch)
    finds, gone = [], []
    for search in batch:
        fits, found = fitting.who(search), held[search.pk]
        gone += [found[key] for key in set(found).intersection(changed).difference(fits)]
        new = without(search.known, [key for key in fits if key not in found])
        level, left = level_of(search.owner), max(0, MOST_FINDS - len(found))
        finds += [Find(search=search, profile_id=key, level=level, found_at=began) for key in new[:left]]
    Find.objects.filter(pk__in=gone).delete()
    Find.objects.bulk_create(finds, ignore_conflicts=True, batch_size=500)
    SavedSearch.objects.filter(pk__in=[search.pk for search in batch]).update(checked_at=began)
    return len(finds)


def _held(batch):
    """{search: {profile: key of its find}}"""
    held = defaultdict(dict)
    for pk, search, profile in Find.objects.filter(search__in=batch).values_list(
        "pk", "search_id", "profile_id"
    ):
        held[search][profile] = pk
    return held
