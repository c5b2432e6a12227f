"""What a guest without an account reaches by a link, beside the page of their place: the way in online, and
after the event what came of it and a certificate.
"""

from functools import partial

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.accounts.limits import spend

from .. import guests, links, policy
from ..after import certificates, materials
from ..joining import pages
from ..models import Event
from .guests import with_guest

with_way_in = partial(with_guest, kind=links.WAY_IN)


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
