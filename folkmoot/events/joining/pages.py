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


def answered(request, event, registration, *, by, runs=False, **more):
    """The page of joining for this registration (of a user, or a guest): a GET shows it, a POST leads on.

    Whoever runs the event is led on at any time, and is not counted as having come. `more` is for the page:
    where its reader finds the `event_page`, and whether it is a `guest`.
    """
    if not has_online(event):
        raise Http404
    takes_part = may_be_led_on(registration)
    link = JoinLink.objects.of(event)
    if request.method == "POST":
        own = registration if takes_part else None
        return _led_on(request, event, link, own, by=by, runs=runs, more=more)
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
    page = render(request, "events/join.html", context | more, status=403 if state == "elsewhere" else 200)
    return _private(page, "same-origin")  # with none at all, browsers do not say where its button was pressed


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


def _led_on(request, event, link, registration, *, by, runs, more):
    if registration is None and not runs:
        raise Refused(_("You have no place online at this event."))
    state = _state(event, link)
    if state in ("cancelled", "over", "unset"):
        raise Refused(_("There is nothing to join at the moment."))
    if state != "live" and not runs:
        raise Refused(_("It is too early to join. The page says from when."))
    if registration is not None and state == "live":
        registration.arrive(by=by, how="join")
    context = {"event": event, "url": link.url} | more
    return _private(render(request, "events/led_on.html", context), "no-referrer")


def _private(response, tells):
    """Nobody keeps it, and where it leads does not learn from where."""
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = tells
    return response
