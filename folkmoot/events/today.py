"""What this room puts on somebody's Today: what to answer, where to go, whom to let in, how it was."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db.models import Case, Exists, OuterRef, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from folkmoot.accounts.policy import belongs
from folkmoot.groups.models import Group
from folkmoot.ui import times

from .models import Attendance, Event, Registration
from .models.feedback import OPEN_FOR

SOON = timedelta(days=7)
A_DAY = timedelta(days=1)
ASKED = 3  # events at most, about which one is asked how they were


def lines(user):
    """In two questions to the database, however many events there are."""
    now, rows = timezone.now(), list(_registrations(user))
    over = [one for one in rows if one.event.ends_at < now]
    return [*map(_place, rows[: len(rows) - len(over)]), *_doors(user), *map(_asked, over[:ASKED])]


def _registrations(user):
    """A place that is offered, what one comes to within a week; then, the newest first, what one came to and
    has not said how it was.
    """
    now = timezone.now()
    visible = Event.objects.visible_to(user).filter(state__in=["published", "finished"])
    offered = Q(state="offered", event__state="published", event__starts_at__gt=now)
    coming = Q(
        state="confirmed", event__state="published", event__ends_at__gte=now, event__starts_at__lte=now + SOON
    )
    noted = Attendance.objects.filter(registration__event=OuterRef("event"))
    unsaid = Q(
        Q(attendance__isnull=False) | ~Exists(noted),
        state="confirmed", feedback_given=None, event__ends_at__lt=now, event__starts_at__gt=now - OPEN_FOR,
    )  # fmt: skip
    rows = Registration.objects.of(user).filter(offered | coming | unsaid, event__in=visible)
    is_over = Case(When(event__ends_at__lt=now, then=1), default=0)
    ahead = Case(When(event__ends_at__gte=now, then="event__starts_at"))
    return rows.select_related("event", "pool").order_by(is_over, ahead, "-event__ends_at", "pk")


def _place(registration):
    event = registration.event
    line = {
        "label": event.title,
        "url": event.get_absolute_url(),
        "words": _("You have a place: %(when)s.")
        % {"when": times.in_words(event.starts_at, zone=event.zone)},
        "order": 25,
    }
    if registration.state == "offered":
        until = times.in_words(registration.offered_until, zone=event.zone)
        line["label"] = _("A place is held for you: %(title)s") % {"title": event.title}
        line |= {"words": _("Please answer by %(until)s.") % {"until": until}, "order": 8}
    elif is_its_day(event):
        line |= _today(registration)
    return line


def _today(registration):
    """On its day the line leads on: to the page on which one joins, or to the code for the door."""
    event = registration.event
    when = {"when": times.in_words(event.starts_at, zone=event.zone)}
    if registration.pool.mode == Event.Mode.ONLINE:
        label = _("Today: join “%(title)s”") % {"title": event.title}
        url = reverse("events:join", args=[event.slug])
        return {"label": label, "url": url, "words": f"{when['when']}.", "order": 9}
    label = _("Today: “%(title)s”") % {"title": event.title}
    words = _("%(when)s. Your code for the door is on its page.") % when
    return {"label": label, "words": words, "order": 9}


def _doors(user):
    """The list at the door of what one looks after, on its day."""
    if not belongs(user):
        return []
    now = timezone.now()
    ours = Q(group=None) | Q(group__in=Group.objects.of(user))
    rows = Event.objects.filter(ours, hosts__user=user, state="published", ends_at__gte=now)
    rows = rows.filter(starts_at__lte=now + A_DAY).order_by("starts_at", "pk")
    return [
        {
            "label": _("At the door today: %(title)s") % {"title": event.title},
            "url": reverse("events:door", args=[event.slug]),
            "words": _("Who is expected, and who is here."),
            "order": 9,
        }
        for event in rows
        if is_its_day(event)
    ]


def _asked(registration):
    return {
        "label": _("How was “%(title)s”?") % {"title": registration.event.title},
        "url": reverse("events:feedback", args=[registration.event.slug]),
        "words": _("Your answers stand without your name."),
        "order": 30,
    }


def is_its_day(event):
    """By the wall of its zone, it is today; or it is under way."""
    now = timezone.now()
    today = now.astimezone(ZoneInfo(event.zone)).date()
    return event.starts_at <= now < event.ends_at or event.starts.date() == today
