"""The list of events: what one can narrow it to."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from folkmoot.core.http import number
from folkmoot.members.models import Region

from .models import Event

NAMES = ["show", "mode", "kind", "region"]


@dataclass
class Chosen:
    """What somebody chose, and the events that are left; what they made up is not chosen."""

    values: dict
    all: object  # before it was narrowed
    events: object

    def url(self, **changes):
        """The list with these choices instead."""
        values = {name: value for name, value in (self.values | changes).items() if value}
        return f"{reverse('events:events')}?{urlencode(values)}" if values else reverse("events:events")


def chosen(request):
    values = {name: request.GET.get(name, "") for name in NAMES}
    visible = Event.objects.visible_to(request.user)
    if values["show"] not in ("past", "yours") or (
        values["show"] == "yours" and not request.user.is_authenticated
    ):
        values["show"] = ""
    rows = visible.past() if values["show"] == "past" else visible.coming()
    if values["show"] == "yours":
        rows = rows.filter(
            registrations__user=request.user, registrations__state__in=["waiting", "offered", "confirmed"]
        )
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
    return Chosen(values, everything, rows)


def tabs(request, chosen):
    labels = {"": _("To come"), "yours": _("Yours"), "past": _("Past")}
    if not request.user.is_authenticated:
        del labels["yours"]
    return [
        {"label": label, "url": chosen.url(show=show), "current": show == chosen.values["show"]}
        for show, label in labels.items()
    ]


def narrowing(chosen):
    """Mode, kind and region, as links with how many there are: one query."""
    found = {"mode": Counter(), "kind": Counter(), "region": Counter()}
    rows = (
        chosen.all.order_by().values_list("mode", "kind", "region").annotate(many=Count("pk", distinct=True))
    )
    for mode, kind, region, many in rows:
        for one in [Event.Mode.IN_PERSON, Event.Mode.ONLINE] if mode == Event.Mode.HYBRID else [mode]:
            found["mode"][one] += many
        found["kind"][kind] += many
        if region:
            found["region"][str(region)] += many
    labels = {
        "mode": (_("Where people meet"), Event.Mode.choices),
        "kind": (_("Kind"), Event.Kind.choices),
        "region": (_("Region"), [(str(region.pk), region.name) for region in Region.objects.by_name()]),
    }
    groups = [
        {"title": title, "links": _links(chosen, name, choices, found[name])}
        for name, (title, choices) in labels.items()
        if found[name]
    ]
    return groups


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
