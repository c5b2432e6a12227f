"""The list of groups: what one can narrow it to, and which fit this person, for a reason."""

from django.db.models import Count
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from .models import Group

MOST_THAT_FIT = 3
SHOWN = ["interest", "local", "cohort"]


def chosen(request):
    """(what is shown, the groups of it that this person sees)."""
    show = request.GET.get("show", "")
    groups = Group.objects.visible_to(request.user)
    if show == "yours" and request.user.is_authenticated:
        return show, groups.of(request.user)
    if show == "closed":
        return show, groups.filter(state="closed")
    if show in SHOWN:
        return show, groups.living().filter(kind=show)
    return "", groups.living()


def entries(keys):
    """The groups of a page, in this order, with what the list says of each; counted for these alone."""
    groups = Group.objects.with_counts().select_related("region", "theme", "cohort").in_bulk(list(keys))
    return [groups[key] for key in keys if key in groups]


def tabs(request, show):
    """The kinds that there are, with how many; one's own; the closed."""
    user = request.user
    visible = Group.objects.visible_to(user).opened()
    rows = visible.order_by().values_list("state", "kind").annotate(many=Count("pk"))
    counts = {"": 0, "closed": 0, **dict.fromkeys(SHOWN, 0)}
    for state, kind, many in rows:
        if state == Group.State.CLOSED:
            counts["closed"] += many
        else:
            counts[""] += many
            counts[kind] += many
    labels = {"": _("All"), "interest": _("Special interest"), "local": _("Local"), "cohort": _("Cohort")}
    found = [
        _tab(name, label, counts[name], show) for name, label in labels.items() if counts[name] or not name
    ]
    if user.is_authenticated:
        found.insert(1, _tab("yours", _("Yours"), Group.objects.of(user).count(), show))
    if counts["closed"] or show == "closed":
        found.append(_tab("closed", _("Closed"), counts["closed"], show))
    return found


def _tab(name, label, count, show):
    url = reverse("groups:groups")
    url = f"{url}?{urlencode({'show': name})}" if name else url
    return {"label": label, "url": url, "count": count, "current": name == show}


def fitting(user):
    """[(group, why)]: groups of this person's region, or about what they are interested in; one query."""
    if not user.is_authenticated:
        return []
    groups = Group.objects.visible_to(user).near(user).without(user).filter(state__in=["forming", "active"])
    groups = groups.select_related("theme", "region").order_by("-opened_at", "pk")[:MOST_THAT_FIT]
    return [(group, _why(group)) for group in groups]


def _why(group):
    if group.is_of_interest:
        return _("You are interested in %(theme)s.") % {"theme": group.theme.name}
    return _("It is in %(region)s, as you are.") % {"region": group.region.name}
