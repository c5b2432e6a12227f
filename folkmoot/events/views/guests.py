"""Coming without an account: asking for the link, and the page it opens.

Link scanners open every link: a GET shows, only the buttons act.
"""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from folkmoot.accounts.limits import RATES, machine, spend
from folkmoot.conversations import guests as writers
from folkmoot.core.http import typed
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require

from .. import door, finding, guests, links, policy
from ..after import parts as after
from ..asking.pages import pool_of
from ..asking.registering import Asked
from ..forms import GuestForm
from ..models import Event, Registration

RATES |= {"event-guest-machine": (20, 3600), "event-guest-address": (5, 3600)}
VERBS = {
    "accept": Registration.accept,
    "claim": Registration.claim,
    "decline": Registration.decline,
    "cannot": Registration.cancel,
}


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guest(request, slug):
    """Ask for the link by which one comes without an account. Each address is answered the same."""
    event = finding.seen(request, slug)
    if request.user.is_authenticated or not policy.takes_guests(event):
        return redirect(event)
    form = GuestForm(request.POST or None, salt=f"folkmoot.events.guest.{event.pk}")
    sent_to = ""
    if request.method == "POST" and form.is_valid() and _asked(request, event, form):
        sent_to = form.cleaned_data["email"]
    context = {"event": event, "form": form, "sent_to": sent_to}
    return render(request, "events/guest.html", context, status=422 if form.errors else 200)


def _asked(request, event, form):
    said = form.cleaned_data
    try:
        spend("event-guest-machine", machine(request))
        spend("event-guest-address", said["email"])
    except Refused as refused:
        form.add_error(None, refused.words)
        return False
    guests.ask(event, name=said["name"], email=said["email"], language=get_language(), key=form.key(event.pk))
    return True


def with_guest(view, kind=links.PLACE):
    """The event and the guest of the link; a page that says so where it leads nowhere (any more)."""

    @login_not_required
    @never_cache
    @wraps(view)
    def open_link(request, slug, token, **more):
        event, guest = guests.found(token, kind)
        own = guests.place_of(event, guest) if event and event.slug == slug else None
        holds = own and own.is_live
        if holds or (event and event.slug == slug and policy.may_come_as_guest(guest, event)):
            response = view(request, event, guest, own, token, **more)
        else:
            response = render(request, "events/guest_link_used_up.html", status=410)
        response.setdefault("Referrer-Policy", "same-origin")  # the address of this page is a key
        response["X-Robots-Tag"] = "noindex"
        return response

    return open_link


@with_guest
@require_http_methods(["GET", "HEAD", "POST"])
def guest_place(request, event, guest, own, token):
    """A guest's place at one event: taken, waited for, answered, given back; or all forgotten."""
    if request.method == "POST":
        return _acted(request, event, guest, own, token) or redirect("events:guest_place", event.slug, token)
    pools = list(event.pools.filter(is_open=True).order_by("mode"))
    for pool in pools:
        pool.event = event
    may_come = policy.may_come_as_guest(guest, event)
    is_live, asked = bool(own and own.is_live), Asked(event, own)
    context = {
        "event": event,
        "guest": guest,
        "own": own,
        "is_live": is_live,
        "position": own.position if own and own.state == "waiting" else None,
        "pools": [pool for pool in pools if not (is_live and pool.pk == own.pool_id)],
        "may_register": may_come and event.takes_registrations and (not is_live or own.state == "confirmed"),
        "asked": asked,
        "asks": asked.anything,
        "may_change": may_come and is_live and asked.anything and event.is_coming,
        "draw": event.draws.current() if event.registering == "interest" else None,
        "may_claim": bool(own and own.state == "waiting" and own.can_be_claimed),
        "is_seen": Event.objects.visible_to(request.user).filter(pk=event.pk).exists(),
        "has_account": guests.account_at(guest.email) is not None,
        "way_in": links.way_in_for(event, guest),
        "own_code": door.code_of(event, own),
        "token": token,
        **after.on_the_page_of_a_guest(event, own),
    }
    return render(request, "events/guest_place.html", context)


def _acted(request, event, guest, own, token):
    """What the button says. Answers where to go, or nothing: back to the page."""
    act = typed(request, "act", 10)
    spend("event-register", f"guest {guest.pk}")
    if act == "forget":
        writers.erase(guest)
        messages.success(request, _("Your name and address are erased. No more letters come."))
        return redirect("events:events")
    if act == "register":
        require(policy.may_come_as_guest(guest, event))
        mode = typed(request, "mode", 9)
        if Asked(event, own).anything:
            form = reverse("events:guest_register", args=[event.slug, token])
            return redirect(f"{form}?{urlencode({'mode': mode})}")
        guests.register(pool_of(event, mode), guest)
    elif act in VERBS and own:
        require(act in ("decline", "cannot") or policy.may_come_as_guest(guest, event))
        VERBS[act](own, by=guest)
    return None
