"""The page that leads on to the meeting: of a registration, or of who runs it."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from folkmoot.core.lifecycle import Refused

from ..models import Event, JoinLink, Registration


def has_online(event):
    return event.mode != Event.Mode.IN_PERSON


def may_be_led_on(registration):
    """Who has a place online."""
    return (
        registration is not None
        and registration.state == Registration.State.CONFIRMED
        and registration.pool.mode == Event.Mode.ONLINE
    )


def answered(request, event, registration, *, by, runs=False):
    """The page of joining for this registration (of a user, or a guest): a GET shows it, a POST leads on.

    Whoever runs the event is led on at any time, and is not counted as having come.
    """
    if not has_online(event):
        raise Http404
    takes_part = may_be_led_on(registration)
    link = JoinLink.objects.of(event)
    if request.method == "POST":
        return _led_on(request, event, link, registration if takes_part else None, by=by, runs=runs)
    state = _state(event, link) if takes_part or runs else "elsewhere"
    context = {
        "event": event,
        "own": registration,
        "state": state,
        "link": link,
        "runs": runs,
        "leads_on": state == "live" or (runs and link and state in ("before", "shown")),
        "shows": link.url if state in ("shown", "live") else "",
    }
    return _private(render(request, "events/join.html", context, status=403 if state == "elsewhere" else 200))


def _state(event, link):
    """What this moment is to those who have a place."""
    if event.state == Event.State.CANCELLED:
        return "cancelled"
    if event.is_over:
        return "over"
    if link is None:
        return "unset"
    if link.is_live:
        return "live"
    return "shown" if timezone.now() >= link.shown_from else "before"


def _led_on(request, event, link, registration, *, by, runs):
    if registration is None and not runs:
        raise Refused(_("You have no place online at this event."))
    state = _state(event, link)
    if state in ("cancelled", "over", "unset"):
        raise Refused(_("There is nothing to join at the moment."))
    if state != "live" and not runs:
        raise Refused(_("It is too early to join. The page says from when."))
    if registration is not None and state == "live":
        registration.arrive(by=by, how="join")
    return _private(render(request, "events/led_on.html", {"event": event, "url": link.url}))


def _private(response):
    """Nobody keeps it, and where it leads does not learn from where."""
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = "no-referrer"
    return response
