"""What has been, with what came of it: marks in the list of past events, and narrowing it to those."""

from collections import defaultdict

from django.db.models import Count
from django.utils.translation import gettext as _

from ..models import Material

NAME = "with"  # in the address of the list


def narrowed(events, user, kind):
    """Of these events, those of which something of this kind can be seen by this person."""
    return events.filter(pk__in=_seen(user).filter(kind=kind).values("event"))


def narrowing(chosen, user):
    """Kinds of what came of past events, as links with how many events have some."""
    there = _seen(user).filter(event__in=chosen.all.order_by().values("pk"))
    counts = dict(there.order_by().values_list("kind").annotate(many=Count("event", distinct=True)))
    now = chosen.values[NAME]
    links = [
        {
            "label": label,
            "url": chosen.url(**{NAME: "" if now == kind else kind}),
            "current": now == kind,
            "count": counts.get(kind, 0),
        }
        for kind, label in Material.Kind.choices
        if counts.get(kind) or now == kind
    ]
    return [{"title": _("What came of it"), "links": links}] if links else []


def mark(events, user):
    """Set on each of these events what came of it, in words: one query."""
    labels, found = dict(Material.Kind.choices), defaultdict(set)
    for event, kind in (
        _seen(user).filter(event__in=[event.pk for event in events]).values_list("event", "kind")
    ):
        found[event].add(kind)
    for event in events:
        event.came_of_it = [label for kind, label in labels.items() if kind in found[event.pk]]


def _seen(user):
    return Material.objects.standing().visible_to(user)
