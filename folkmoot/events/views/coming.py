"""Coming to an event, or not: what one person does about their own place."""

import re
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.accounts.limits import RATES, spend
from folkmoot.activity import links
from folkmoot.core.http import typed
from folkmoot.core.policy import require
from folkmoot.groups.models import Group

from .. import calendars, clashes, finding, policy
from ..asking import pages
from ..asking.registering import Asked
from ..models import CalendarAddress, Event, Registration
from .events import IN_A_CALENDAR, as_calendar, hosts_of

SECRET = re.compile(r"[A-Za-z0-9]{32}")
RATES |= {"event-register": (30, 3600)}


@require_http_methods(["GET", "HEAD", "POST"])
def register(request, slug):
    """Come, in this mode; where no place is free, wait for one.

    Where the event asks something, on a page of its own; what one answered can be changed on it.
    """
    event = finding.seen(request, slug)
    require(policy.may_come(request.user, event))
    own = event.registrations.of(request.user).live_first().select_related("pool").first()
    asked = Asked(event, own)
    if request.method == "POST":
        spend("event-register", request.user.pk)
        if not (asked.anything or pages.was_filled_in(request)):
            pool = pages.pool_of(event, typed(request, "mode", 9))
            return _registered(request, event, pool.register(request.user))
    form, registration = pages.sent(request, asked, request.user)
    if registration:
        return _registered(request, event, registration, again=bool(own and own.is_live))
    around = {"hosts": hosts_of(event), "own_clashes": clashes.own(request.user, event)}
    return pages.page(request, "events/register.html", asked, form, **around)


def _registered(request, event, registration, *, again=False):
    if again:
        words = _("What you answered is kept.")
    elif registration.state == "confirmed":
        words = _("You have a place. The entry for your calendar is on its way by mail.")
    elif registration.state == "applied":
        words = _("You have asked for a place. The hosts decide, and you hear by mail.")
    elif registration.state == "interested":
        words = _("You are in the draw. Your ticket is %(name)s.") % {"name": registration.ticket.name}
    else:
        words = _("You are on the waiting list, number %(number)s. We write as soon as a place is free.")
        words %= {"number": registration.position}
    messages.success(request, words)
    return redirect(event)


@require_POST
def cannot(request, slug):
    """Not to come after all, or to wait no longer."""
    event, registration = finding.own(request, slug)
    had_place = registration.state == "confirmed"
    registration.cancel(by=request.user)
    gone = _("Thank you for saying so. Your place goes to the next.")
    messages.success(request, gone if had_place else _("You are no longer on the list."))
    still_seen = Event.objects.visible_to(request.user).filter(pk=event.pk).exists()
    return redirect(event if still_seen else "events:mine")


@require_POST
def still(request, slug):
    """It was moved, and they come then and there."""
    return _answered(
        request, slug, Registration.still_come, _("Thank you for saying so. We look forward to you.")
    )


@require_POST
def accept(request, slug):
    """Take the place that was offered."""
    return _answered(request, slug, Registration.accept, _("You have a place. We look forward to you."))


@require_POST
def decline(request, slug):
    """Leave the place that was offered to the next."""
    return _answered(
        request, slug, Registration.decline, _("Thank you for saying so. The next is offered it.")
    )


@require_POST
def claim(request, slug):
    """On the last day: take a place that is free."""
    return _answered(request, slug, Registration.claim, _("You have a place. We look forward to you."))


def _answered(request, slug, verb, words):
    event, registration = finding.own(request, slug)
    require(verb is Registration.decline or policy.may_come(request.user, event))
    verb(registration, by=request.user)
    messages.success(request, words)
    return redirect(event)


@require_safe
def mine(request):
    """The events one comes to or waits for, those one hosts, and the address for one's calendar."""
    visible = Event.objects.visible_to(request.user).filter(state="published", ends_at__gte=timezone.now())
    live = Registration.objects.live().of(request.user).filter(event__in=visible)
    rows = live.select_related("event__venue", "pool").order_by("event__starts_at", "pk")
    address = CalendarAddress.objects.filter(user=request.user).first()
    context = {
        "registrations": list(rows[:IN_A_CALENDAR]),
        "hosted": list(
            Event.objects.run_by(request.user).coming().filter(hosts__user=request.user)[:IN_A_CALENDAR]
        ),
        "drafts": list(Event.objects.drafts_of(request.user)),
        "address": links.absolute(address.get_absolute_url()) if address else "",
    }
    return render(request, "events/mine.html", context)


@require_POST
def new_address(request):
    """Make the address for one's calendar, or another one: the old one shows nothing more."""
    had = CalendarAddress.objects.filter(user=request.user).first()
    if had:
        had.renew()
        messages.success(request, _("This is your new address. The old one shows nothing more."))
    else:
        CalendarAddress.objects.of(request.user)
        messages.success(request, _("This is your address. Whoever has it sees which events you come to."))
    return redirect("events:mine")


@login_not_required  # the address itself is the secret: calendar programmes cannot sign in
@never_cache
@require_safe
def personal_calendar(request, secret):
    """What one person comes to, for their calendar programme; what was cancelled stays in it for a month."""
    user = _whose(secret)
    rows = _lately(user).filter(registrations__user=user, registrations__state="confirmed")
    return as_calendar(calendars.feed(rows[:IN_A_CALENDAR], _("My events")))


@login_not_required  # as above
@never_cache
@require_safe
def group_calendar(request, secret, slug):
    """All events of one group that this person sees, for their calendar programme."""
    user = _whose(secret)
    group = get_object_or_404(Group.objects.visible_to(user).opened(), slug=slug)
    rows = _lately(user).filter(group=group)
    return as_calendar(calendars.feed(rows[:IN_A_CALENDAR], group.name))


def _whose(secret):
    """Whose address this is; 404 for nobody's."""
    addresses = CalendarAddress.objects.filter(user__is_active=True).select_related("user")
    address = addresses.filter(secret=secret).first() if SECRET.fullmatch(secret) else None
    if address is None:
        raise Http404
    return address.user


def _lately(user):
    since = timezone.now() - timedelta(days=30)
    rows = Event.objects.visible_to(user).published().filter(ends_at__gte=since)
    return rows.select_related("venue").order_by("starts_at", "pk")
