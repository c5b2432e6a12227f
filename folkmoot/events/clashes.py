"""Other events at the same time that share people with one: said to those who plan it, never in the way."""

import copy
from dataclasses import dataclass

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Event, Host, Registration

MOST = 5
LOOKED_AT = 50  # what the reader does not see, and shares no people, is not even hinted at
MANY = 5  # people in common from whom on they are told of, as a number
ASKED_OF = ["starts_wall", "ends_wall", "zone", "mode", "region"]


@dataclass
class Clash:
    """One of them, and why it is told; `event` is None where the reader may not know of it."""

    event: object
    why: list


def found(event, user):
    """The first few events that clash with this one, as its planner may know of them: two queries."""
    if event.state not in (event.State.DRAFT, event.State.PUBLISHED) or event.is_over:
        return []
    rows = list(_sharing(event).order_by("starts_at", "pk")[:LOOKED_AT])
    if not rows:
        return []
    keys = [row.pk for row in rows]
    seen = set(Event.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
    rows = [row for row in rows if row.pk in seen or row.same_hosts or row.both >= MANY][:MOST]
    return [Clash(row, _why(row, event)) if row.pk in seen else Clash(None, []) for row in rows]


def ahead(event, user, facts):
    """Those it would have if it were changed like this, in time, mode or region; nothing is changed."""
    changed = {
        name: facts[name] for name in ASKED_OF if name in facts and facts[name] != getattr(event, name)
    }
    if not changed or event.state != event.State.PUBLISHED:
        return []
    moved = copy.copy(event)
    for name, value in changed.items():
        setattr(moved, name, value)
    moved.count_times()
    return found(moved, user)


def own(user, event):
    """What this person has a place at while this event is on, the first few: one query."""
    rows = Registration.objects.of(user).filter(state__in=Registration.HOLDS_A_PLACE)
    rows = rows.filter(event__in=_at_the_time_of(event)).select_related("event")
    return [row.event for row in rows.order_by("event__starts_at", "pk")[:MOST]]


def _at_the_time_of(event):
    rows = Event.objects.filter(state="published", ends_at__gt=event.starts_at, starts_at__lt=event.ends_at)
    return rows.exclude(pk=event.pk)


def _sharing(event):
    """Those at its time with its hosts, of its group, near it in person, or with many of its people."""
    hosts = Host.objects.hosting().filter(event=OuterRef("pk"))
    here = event.registrations.live().exclude(user=None)
    ours = Q(user__in=here.values("user"))
    if event.group_id:
        ours |= Q(user__in=event.group.circle.people.values("pk"))
    both = Registration.objects.live().filter(ours, event=OuterRef("pk")).order_by().values("event")
    both = both.annotate(many=Count("user", distinct=True)).values("many")
    is_near = Q(pk=None)
    if event.region_id and event.mode != Event.Mode.ONLINE:
        is_near = Q(region=event.region_id) & ~Q(mode=Event.Mode.ONLINE)
    of_group = Q(group=event.group_id) if event.group_id else Q(pk=None)
    rows = _at_the_time_of(event).annotate(
        same_hosts=Exists(hosts.filter(user__in=event.hosts.hosting().values("user"))),
        both=Coalesce(Subquery(both, output_field=IntegerField()), Value(0)),
    )
    return rows.filter(Q(same_hosts=True) | of_group | is_near | Q(both__gte=MANY))


def _why(row, event):
    why = [_("the same people host it")] if row.same_hosts else []
    if event.group_id and row.group_id == event.group_id:
        why.append(_("it is of the same group"))
    is_online = Event.Mode.ONLINE in (row.mode, event.mode)
    if event.region_id and row.region_id == event.region_id and not is_online:
        why.append(_("it is in the same region"))
    if row.both >= MANY:
        if event.group_id:
            words = ngettext(
                "%(many)s who registered for it is in this group or comes to this event",
                "%(many)s who registered for it are in this group or come to this event",
                row.both,
            )
        else:
            words = ngettext(
                "%(many)s who registered for it comes to this event as well",
                "%(many)s who registered for it come to this event as well",
                row.both,
            )
        why.append(words % {"many": row.both})
    return why
