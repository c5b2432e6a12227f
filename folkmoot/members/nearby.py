"""Who is new near somebody: members of the last weeks in the towns around, or in the same region."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from . import towns
from .asked import Asked
from .directory import directory
from .models import Profile
from .searches.fitting import level_of

NEW_FOR = timedelta(days=30)
NEAR = 50  # kilometres
MOST = 4  # faces
SPARE = 8  # read beyond those, as some of them may be left out


@dataclass
class Nearby:
    """Where it is, who is new there, and how many; without a place, nothing is known of either."""

    place: str = ""
    asked: Asked = field(default_factory=Asked)
    faces: list = field(default_factory=list)
    many: int = 0

    @property
    def others(self):
        return self.many - len(self.faces)


def nearby(user, own, since=None):
    """`own` is this person's profile, or None. Whom they may not see, or blocked, is not there. `since` is a
    day: without one, the last weeks.
    """
    town = towns.at([own.town]).get(own.town) if own and own.town else None
    if own is None or not (town or own.region):
        return Nearby()
    view = directory.view(level_of(user))
    here = view.around(town, NEAR) if town else view.having(f"region:{own.region.pk}")
    since = since or timezone.localdate() - NEW_FOR
    away = {own.pk, *Profile.objects.filter(user__blocks_met__by=user).values_list("pk", flat=True)}
    new = [pk for pk in view.joined_since(since, here) if pk not in away]
    asked = Asked(sort="newest")
    asked = asked.but(near=own.place, within=NEAR) if town else asked.with_filter("region", own.region.slug)
    place = town.name if town else own.region.name
    return Nearby(place=place, asked=asked, faces=_faces(new, user), many=len(new))


def _faces(keys, user):
    shown = Profile.objects.visible_to(user).belonging()
    people = shown.with_faces().in_bulk(keys[: MOST + SPARE])
    return [people[pk].face_for(user) for pk in keys if pk in people][:MOST]
