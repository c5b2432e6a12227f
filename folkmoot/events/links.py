"""The links of a guest: signed for one guest and one event, each opens a page and changes nothing.

Two of them: the page of their place, which stands in their letters alone; and the way in online, which stands
in their calendar, too. Calendars are shared: with that one nobody gives the place back or erases a name. They
lead nowhere once the event is long over, or their guest is forgotten: see `guests.found`.
"""

from django.core import signing
from django.urls import reverse

PLACE = signing.Signer(salt="folkmoot.events.guest")
WAY_IN = signing.Signer(salt="folkmoot.events.guest.way-in")


def token_for(event, guest, kind=PLACE):
    return kind.sign(f"{event.pk}-{guest.pk}").replace(":", "~")


def path_for(event, guest):
    """Where this guest sees their place at this event, takes it, leaves it or is forgotten."""
    return reverse("events:guest_place", args=[event.slug, token_for(event, guest)])


def way_in_for(event, guest):
    """Where this guest joins it online."""
    return reverse("events:guest_join", args=[event.slug, token_for(event, guest, WAY_IN)])


def way_in_of(registration):
    """Where whoever has this place joins online: the page for all, or a guest's own."""
    if registration.guest_id:
        return way_in_for(registration.event, registration.guest)
    return reverse("events:join", args=[registration.event.slug])


def read(token, kind=PLACE):
    """The keys of the event and the guest a link was made for; nothing of a forged one, or another kind."""
    try:
        event, guest = map(int, kind.unsign(token.replace("~", ":")).split("-"))
    except (signing.BadSignature, ValueError):
        return None, None
    return event, guest
