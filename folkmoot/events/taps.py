"""What somebody does about an event from a letter, in one tap: take a place, leave it, not come."""

from django.utils.translation import gettext as _

from folkmoot.activity.telling.taps import Tap

from . import policy
from .models import Registration

CLAIM, ACCEPT, DECLINE, CANNOT = "event_claim", "event_accept", "event_decline", "event_cannot"
STILL = "event_still"


def tap(reader, name, key):
    """The Tap of one of these names; None for another name, or where there is nothing to answer any more."""
    if name not in (CLAIM, ACCEPT, DECLINE, CANNOT, STILL):
        return None
    rows = Registration.objects.of(reader).select_related("event__audience", "pool__event")
    registration = rows.filter(pk=int(key)).first()
    if registration is None or registration.event.is_over or registration.event.state != "published":
        return None
    if name in (CLAIM, ACCEPT):
        return _take(registration, reader, name) if policy.may_come(reader, registration.event) else None
    if not registration.is_live:  # since then they may have come again
        registration = rows.live().filter(event=registration.event).first() or registration
    return _stay(registration, reader) if name == STILL else _leave(registration, reader, name)


def _stay(registration, reader):
    event = registration.event
    if registration.state != "confirmed" or not event.is_coming:
        return None
    return Tap(
        title=_("Say that you still come to “%(event)s”") % {"event": event.title},
        words=_("Those who prepare it know then how many they can count on."),
        button=_("Yes, I still come"),
        url=event.get_absolute_url(),
        do=lambda: registration.still_come(by=reader),
        is_done=not registration.is_asked_again,
        done=_("Thank you for saying so. We look forward to you."),
    )


def _take(registration, reader, name):
    may = {"offered", "confirmed"} if name == ACCEPT else {"waiting", "confirmed"}
    if registration.state not in may:
        return None
    told = {"event": registration.event.title}
    return Tap(
        title=_("Take the place at “%(event)s”") % told,
        words=_("You are on the list of those who come then, and get the entry for your calendar by mail."),
        button=_("Yes, I come"),
        url=registration.event.get_absolute_url(),
        do=lambda: (registration.accept if name == ACCEPT else registration.claim)(by=reader),
        is_done=registration.state == "confirmed",
        done=_("You have a place. The entry for your calendar is on its way by mail."),
    )


def _leave(registration, reader, name):
    gone = {"declined", "cancelled"}
    may = {"offered"} if name == DECLINE else {*Registration.LIVE}
    if registration.state not in may | gone:
        return None
    told = {"event": registration.event.title}
    return Tap(
        title=_("Leave the place at “%(event)s” to somebody else") % told,
        words=_("It goes to the next who waits. Those who say so early are the best of guests."),
        button=_("I cannot come"),
        url=registration.event.get_absolute_url(),
        do=lambda: (registration.decline if name == DECLINE else registration.cancel)(by=reader),
        is_done=registration.state in gone,
        done=_("Thank you for saying so. Your place goes to the next."),
    )
