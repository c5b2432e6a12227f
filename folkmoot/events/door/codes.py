"""The code of a place: a key and a seal that nobody can make who does not know ours.

It opens nothing by itself: only who is at the door can do something with it.
"""

import re

from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from folkmoot.activity import links

SALT = "folkmoot.events.door"
CODE = re.compile(r"(?P<key>[1-9][0-9]{0,17})-(?P<seal>[0-9a-f]{16})")


def code_for(registration):
    """What the QR code of this registration says at the end of its address."""
    return f"{registration.pk}-{_seal(registration.pk)}"


def url_for(registration, slug):
    return links.absolute(reverse("events:door_code", args=[slug, code_for(registration)]))


def code_of(event, own):
    """The QR code to be shown by who comes in person, until it is over; nothing for others."""
    comes = own and own.state == "confirmed" and own.pool.mode == "in_person" and not event.is_over
    return qr_for(url_for(own, event.slug), label=_("Your code for the door")) if comes else ""


def registration_of(event, code):
    """Whose code this is: what holds of this person now, where they have registered anew since; None."""
    found = CODE.fullmatch(code)
    if not found or not constant_time_compare(found["seal"], _seal(found["key"])):
        return None
    rows = event.registrations.select_related("user", "guest", "pool", "attendance")
    registration = rows.filter(pk=found["key"]).first()
    if registration is None or registration.is_live:
        return registration
    same = {"user": registration.user_id} if registration.user_id else {"guest": registration.guest_id}
    return rows.live().filter(**same).first() or registration


def qr_for(address, *, label=""):
    """The address as a QR code: inline SVG, dark on light in any theme."""
    import segno

    drawn = segno.make(address, error="m", micro=False).svg_inline(
        scale=5, border=4, light="white", svgclass="qr", lineclass=None
    )
    return mark_safe(drawn.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1) if label else drawn)


def qr_picture(address):
    """The same as a small picture, `data:`: for paper, where hundreds are drawn at once.

    All of them have one mask: to try each of the eight takes four times as long, and each can be read.
    """
    import segno

    return segno.make(address, error="m", micro=False, mask=3).png_data_uri(scale=1, border=4)


def _seal(key):
    return salted_hmac(SALT, str(key), algorithm="sha256").hexdigest()[:16]
