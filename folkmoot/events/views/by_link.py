"""What a guest without an account reaches by a link, beside the page of their place: what the event asks, the
way in online, and after the event what came of it and a certificate.
"""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.accounts.limits import spend
from folkmoot.core.policy import require

from .. import guests, links, policy
from ..after import certificates, materials
from ..asking import pages as asking
from ..asking.registering import Asked
from ..joining import pages
from ..models import Event
from .events import hosts_of
from .guests import with_guest

with_way_in = partial(with_guest, kind=links.WAY_IN)


@with_guest
@require_http_methods(["GET", "HEAD", "POST"])
def guest_register(request, event, guest, own, token):
    """What the event asks of whoever comes; sent again, a guest changes what they said."""
    require(policy.may_come_as_guest(guest, event))
    asked, is_live = Asked(event, own), bool(own and own.is_live)
    place = redirect("events:guest_place", event.slug, token)
    is_sent = asking.was_filled_in(request)
    if not is_sent and not (asked.anything and (is_live or guests.account_at(guest.email) is None)):
        return place  # one press there is enough, or it says that they sign in
    if request.method == "POST":
        spend("event-register", f"guest {guest.pk}")
    form, registration = asking.sent(request, asked, guest)
    if registration is None:
        around = {"guest": guest, "hosts": hosts_of(event), "back": place.url}
        return asking.page(request, "events/guest_register.html", asked, form, **around)
    if is_live:
        messages.success(request, _("What you answered is kept."))
    return place


@with_way_in
@require_http_methods(["GET", "HEAD", "POST"])
def guest_join(request, event, guest, own, token):
    """On to the meeting, in its time, for a guest who has a place online."""
    if request.method == "POST":
        spend("event-register", f"guest {guest.pk}")
    may_come = policy.may_come_as_guest(guest, event)
    is_seen = Event.objects.visible_to(request.user).filter(pk=event.pk).exists()
    return pages.answered(
        request, event, own if may_come else None, by=own.guest if own else guest, guest=guest,
        event_page=event.get_absolute_url() if is_seen else "",
        has_account=own is None and guests.account_at(guest.email) is not None,
    )  # fmt: skip


@with_guest
@require_safe
def guest_material(request, event, guest, own, token, pk):
    """Open what came of it: an address that is good for some minutes, or where it lies elsewhere."""
    return materials.opened(_for_guest(event, own, pk), "file")


@with_guest
@require_safe
def guest_transcript(request, event, guest, own, token, pk):
    return materials.opened(_for_guest(event, own, pk), "transcript")


@with_guest
@require_http_methods(["GET", "HEAD", "POST"])
def guest_certificate(request, event, guest, own, token):
    """A guest's certificate: for who was there, once it is over."""
    return certificates.of_registration(request, event, own, by=own and own.guest)


@with_guest
@require_safe
def guest_certificate_pdf(request, event, guest, own, token):
    return certificates.as_pdf(event, own, whose=f"guest {guest.pk}")


def _for_guest(event, own, pk):
    rows = event.materials.standing().for_guest(own).select_related("file", "transcript")
    return get_object_or_404(rows, pk=pk)
