"""Places that are kept for the people of a partner or a region, on the page of their event."""

from django.db.models import Exists, OuterRef

from ..models import ReservedPlaces


def shown(pools, user):
    """(what is reserved there and not used up, the keys of what this person belongs to).

    No query where nothing is kept. Each pool knows afterwards whether a place of it is kept for this person.
    """
    keeping = {pool.pk: pool for pool in pools if pool.keeps}
    if not keeping:
        return [], set()
    rows = ReservedPlaces.objects.filter(pool__in=keeping).with_room().shown()
    if user.is_authenticated:
        theirs = ReservedPlaces.objects.filter(pk=OuterRef("pk")).meant_for(user.pk)
        rows = rows.annotate(is_mine=Exists(theirs))
    reserved = list(rows)
    mine = {one.pk for one in reserved if getattr(one, "is_mine", False)}
    for one in reserved:
        keeping[one.pool_id].is_kept_for_me |= one.pk in mine
    return reserved, mine
