"""The list of events, the month and the map: what one can narrow them to."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.core.http import number
from folkmoot.members.models import Partner, Region

from . import month
from .after import past
from .models import Event, Material, Pool, Registration

SHOWN = ["month", "map", "yours", "past"]
SHORT = 30  # minutes
ONLY = {"evening": gettext_lazy("In the evening, from 17:00"), "short": gettext_lazy("Half an hour or less")}
ONLY |= {"free": gettext_lazy("With places free")}
NAMES = ["show", "month", "mode", "kind", "region", "partner", "with", *ONLY]


@dataclass
class Chosen:
    """What somebody chose, and the events that are left; what they made up is not chosen."""

    values: dict
    all: object  # before it was narrowed
    events: object
    first: object = None  # day of the month that is shown

    def url(self, **changes):
        """The list with these choices instead."""
        values = {name: value for name, value in (self.values | changes).items() if value}
        return f"{reverse('events:events')}?{urlencode(values)}" if values else reverse("events:events")


def chosen(request):
    values = {name: request.GET.get(name, "") for name in NAMES}
    visible, show, first = Event.objects.visible_to(request.user), values["show"], None
    if show not in SHOWN or (show == "yours" and not request.user.is_authenticated):
        show = values["show"] = ""
    if show == "month":
        first = month.chosen(values["month"])
        rows = month.within(visible.published(), first)
    else:
        rows = visible.past() if show == "past" else visible.coming()
    values["month"] = month.written(first) if first else ""
    if show == "yours":
        rows = rows.filter(registrations__user=request.user, registrations__state__in=Registration.LIVE)
    everything = rows
    if values["mode"] in Event.Mode:
        rows = rows.filter(mode__in=[values["mode"], Event.Mode.HYBRID])
    else:
        values["mode"] = ""
    if values["kind"] in Event.Kind:
        rows = rows.filter(kind=values["kind"])
    else:
        values["kind"] = ""
    if region := number(values["region"]):
        rows = rows.filter(region=region)
    else:
        values["region"] = ""
    if partner := number(values["partner"]):
        rows = rows.filter(partner=partner)
    else:
        values["partner"] = ""
    values["with"] = values["with"] if values["show"] == "past" and values["with"] in Material.Kind else ""
    if values["with"]:
        rows = past.narrowed(rows, request.user, values["with"])
    for name in ONLY:
        if values[name] == "yes":
            rows = rows.filter(_is(name))
        else:
            values[name] = ""
    return Chosen(values, everything, rows, first)


def _is(name):
    """Whether an event is one of `ONLY`, as a condition of a query."""
    if name == "evening":
        return Q(is_evening=True)
    return (
        Q(minutes__lte=SHORT)
        if name == "short"
        else Exists(Pool.objects.with_room().filter(event=OuterRef("pk")))
    )


def tabs(request, chosen):
    labels = {"": _("List"), "month": _("Month"), "map": _("Map"), "yours": _("Yours"), "past": _("Past")}
    if not request.user.is_authenticated:
        del labels["yours"]
    return [
        {"label": label, "url": chosen.url(show=show, month=""), "current": show == chosen.values["show"]}
        for show, label in labels.items()
    ]


def narrowing(chosen):
    """Mode, kind, region, partner and the rest, as links with how many there are: one query."""
    found = {name: Counter() for name in ("mode", "kind", "region", "partner", "only")}
    facts = {f"is_{name}_now": ExpressionWrapper(_is(name), BooleanField()) for name in ONLY}
    rows = chosen.all.order_by().annotate(**facts).values_list("mode", "kind", "region", "partner", *facts)
    for mode, kind, region, partner, *those, many in rows.annotate(many=Count("pk", distinct=True)):
        found["only"].update({name: many for name, holds in zip(ONLY, those, strict=True) if holds})
        for one in [Event.Mode.IN_PERSON, Event.Mode.ONLINE] if mode == Event.Mode.HYBRID else [mode]:
            found["mode"][one] += many
        found["kind"][kind] += many
        if region:
            found["region"][str(region)] += many
        if partner:
            found["partner"][str(partner)] += many
    labels = {
        "mode": (_("Where people meet"), Event.Mode.choices),
        "kind": (_("Kind"), Event.Kind.choices),
        "region": (_("Region"), [(str(region.pk), region.name) for region in Region.objects.by_name()]),
    }
    if found["partner"]:
        partners = Partner.objects.filter(pk__in=found["partner"]).by_name()
        labels["partner"] = _("Partner"), [(str(partner.pk), str(partner)) for partner in partners]
    groups = [
        {"title": title, "links": _links(chosen, name, choices, found[name])}
        for name, (title, choices) in labels.items()
        if found[name]
    ]
    only = []
    for name, label in ONLY.items():
        only += _links(chosen, name, [("yes", label)], {"yes": found["only"][name]})
    return [*groups, {"title": _("Only those"), "links": only}] if only else groups


def _links(chosen, name, choices, counts):
    """Those that there are, and one that chooses none of them where one is chosen."""
    links = [
        {
            "label": label,
            "url": chosen.url(**{name: "" if chosen.values[name] == value else value}),
            "current": chosen.values[name] == value,
            "count": counts[value],
        }
        for value, label in choices
        if counts[value] or chosen.values[name] == value
    ]
    return links
