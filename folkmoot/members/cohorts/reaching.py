"""Whether somebody has spoken with the newcomers of a cohort: one number, and who is still without."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from ..models import Buddy, Connection, Member, Note

WITHIN = timedelta(days=14)


@dataclass
class Reached:
    """`counted`: members reached within two weeks, or whose two weeks are over; `reached`: those reached.

    `without`: members nobody has spoken with yet, the earliest first.
    """

    counted: int
    reached: int
    without: list

    @property
    def share(self):
        """In per cent; None where nobody is counted yet."""
        return round(100 * self.reached / self.counted) if self.counted else None


def reached(cohort):
    """In touch with a member, met by their buddy, or spoken with by the team."""
    rows = Member.objects.current().filter(cohort=cohort)
    members = list(rows.select_related("user__profile").order_by("since", "pk"))
    first = _first_contact({member.user_id: member.since for member in members})
    today = timezone.localdate()
    in_time = {pk for pk, (since, day) in first.items() if day <= since + WITHIN}
    over = {member.user_id for member in members if member.since + WITHIN < today}
    return Reached(
        counted=len(in_time | over),
        reached=len(in_time),
        without=[member for member in members if member.user_id not in first],
    )


def _first_contact(since):
    """{user: (since, day)} of the first contact after they came; those without one are not there."""
    found = {}

    def hear(pk, day):
        if pk in since and day >= since[pk]:
            found[pk] = (since[pk], min(day, found.get(pk, (None, day))[1]))

    of = list(since)
    connected = Connection.objects.filter(Q(first__in=of) | Q(second__in=of))
    for first, second, moment in connected.values_list("first", "second", "made_at"):
        hear(first, timezone.localdate(moment))
        hear(second, timezone.localdate(moment))
    met = Buddy.objects.filter(newcomer__in=of).exclude(met_at=None)
    for pk, moment in met.values_list("newcomer", "met_at"):
        hear(pk, timezone.localdate(moment))
    for pk, day in Note.objects.filter(user__in=of, kind__in=Note.TOUCHING).values_list("user", "on"):
        hear(pk, day)
    return found
