"""What this room gives to rooms that ask by name."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from folkmoot.accounts.policy import belongs
from folkmoot.groups.models import Group
from folkmoot.groups.policy import is_in
from folkmoot.ui import times

from . import policy
from .models import CalendarAddress, Event, Registration

SENTENCES = {
    "events.venue_added": gettext_lazy("%(by)s added the place %(name)s"),
    "events.planned": gettext_lazy("%(by)s planned the event %(thing)s"),
    "events.published": gettext_lazy("%(by)s published the event %(thing)s"),
    "events.edited": gettext_lazy("%(by)s changed the event %(thing)s: %(fields)s"),
    "events.cancelled": gettext_lazy("%(by)s cancelled the event %(thing)s"),
    "events.finished": gettext_lazy("The event %(thing)s is over"),
    "events.registered": gettext_lazy("%(by)s registered for the event %(thing)s: %(state)s"),
    "events.registration_cancelled": gettext_lazy(
        "%(by)s cannot come to the event %(thing)s; before: %(state)s"
    ),
    "events.accepted": gettext_lazy("%(by)s took the place that was offered at the event %(thing)s"),
    "events.claimed": gettext_lazy("%(by)s took a free place at the event %(thing)s on the last day"),
    "events.declined": gettext_lazy(
        "%(by)s left the place that was offered at the event %(thing)s to the next"
    ),
    "events.lapsed": gettext_lazy(
        "Nobody answered an offer of a place at the event %(thing)s: it went to the next"
    ),
    "events.promoted": gettext_lazy("%(by)s offered a place at the event %(thing)s out of turn"),
}
_STATES = dict(Registration.State.choices)
VALUES = {
    "events.registered": {"state": _STATES},
    "events.registration_cancelled": {"state": _STATES},
    "events.edited": {"fields": {field.name: field.verbose_name for field in Event._meta.concrete_fields}},
}
SOON = timedelta(days=7)
IN_A_DIGEST = 5
OF_A_GROUP = 5


def doors(request):
    """What is on, for everybody; one's own, for who is signed in."""
    found = [{"url": reverse("events:events"), "label": _("Events"), "order": 40, "place": "doors"}]
    if request.user.is_authenticated:
        found.append(
            {"url": reverse("events:mine"), "label": _("Your events"), "order": 45, "place": "account"}
        )
    return found


def today(user):
    """A place that is offered, and what one comes to within a week: one query."""
    now = timezone.now()
    visible = Event.objects.visible_to(user).filter(state="published")
    rows = Registration.objects.of(user).filter(event__in=visible).select_related("event")
    offered = Q(state="offered", event__starts_at__gt=now)
    coming = Q(state="confirmed", event__ends_at__gte=now, event__starts_at__lte=now + SOON)
    return [_line(one) for one in rows.filter(offered | coming).order_by("event__starts_at", "pk")]


def _line(registration):
    event = registration.event
    line = {
        "label": event.title,
        "url": event.get_absolute_url(),
        "words": _("You have a place."),
        "order": 25,
    }
    if registration.state == "offered":
        label = _("A place is held for you: %(title)s") % {"title": event.title}
        line |= {"label": label, "words": _("Please answer."), "order": 8}
    return line


def digest_extras(user, since):
    """Events published since this person's last digest, to which they may come: near them, or of all."""
    if not Event.objects.filter(published_at__gt=since).exists() or not belongs(user):
        return None
    rows = Event.objects.visible_to(user).coming().filter(state="published", published_at__gt=since)
    rows = rows.exclude(registrations__user=user)[:IN_A_DIGEST]
    lines = [
        {
            "label": event.title,
            "words": times.in_words(event.starts_at, zone=event.zone),
            "url": event.get_absolute_url(),
        }
        for event in rows
    ]
    return {"title": _("New events"), "lines": lines, "order": 15} if lines else None


def group_section(group, request):
    """What the group has planned, as far as this reader sees it; for its convenors, where they plan more."""
    user = request.user
    coming = list(Event.objects.visible_to(user).coming().filter(group=group, state="published")[:OF_A_GROUP])
    may_plan = policy.may_plan(user, group)
    if not (coming or may_plan):
        return None
    address = CalendarAddress.objects.filter(user=user).first() if is_in(user, group) else None
    context = {
        "events": coming,
        "group": group,
        "may_plan": may_plan,
        "address": address and address.of_group(group),
    }
    return {
        "title": _("Events"),
        "order": 10,
        "html": render_to_string("events/of_group.html", context, request),
    }


def calls_planned(keys):
    """Of these groups (keys), those that meet again."""
    coming = Event.objects.coming().filter(state="published", group__in=keys)
    return set(coming.order_by().values_list("group", flat=True))


def data_held(user):
    many = Registration.objects.of(user).count()
    if not many:
        return []
    value = ngettext("%(many)s registration", "%(many)s registrations", many) % {"many": many}
    return [{"label": _("Events"), "value": value, "url": reverse("events:mine")}]


def record_words():
    return SENTENCES


def record_values():
    return VALUES


def record_hides(user):
    """What happened at events of hidden groups this person is not in, and to drafts they do not see."""
    if not user.is_authenticated:
        return None
    unseen = Q(group__in=Group.objects.secret_to(user)) | Q(state=Event.State.DRAFT, group__isnull=False)
    unseen = Event.objects.filter(unseen).exclude(pk__in=Event.objects.run_by(user).values("pk"))
    keys = [str(key) for key in unseen.values_list("pk", flat=True)]
    kind = ContentType.objects.get_for_model(Event)
    return Q(content_type=kind, object_id__in=keys) if keys else None
