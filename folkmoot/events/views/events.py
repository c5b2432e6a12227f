"""What is on, the page of one event, and the calendar that everyone may follow."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.accounts.models import Community
from folkmoot.core.page_cache import cacheable

from .. import calendars, finding, listing, policy
from ..models import Event

A_PAGE = 20
IN_A_CALENDAR = 200


@login_not_required
@require_safe
def events(request):
    """What is to come, by day; or what has been; narrowed to a mode, a kind, a region."""
    chosen = listing.chosen(request)
    pages = Paginator(chosen.events.select_related("venue", "region", "group"), A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "page": page,
        "group_shown": finding.group_shown(request.user, page.object_list),
        "chosen": chosen,
        "tabs": listing.tabs(request, chosen),
        "narrowing": listing.narrowing(chosen),
        "may_plan": request.user.is_authenticated and policy.may_plan(request.user),
    }
    return render(request, "events/events.html", context)


@login_not_required
@require_safe
def event(request, slug):
    """What it is, when and where, who it is for, and how one comes."""
    return event_page(request, finding.seen(request, slug))


def event_page(request, event):
    user, pools, own = request.user, list(event.pools.filter(is_open=True).order_by("mode")), None
    if user.is_authenticated:
        own = event.registrations.of(user).live_first().select_related("pool").first()
    for pool in pools:
        pool.event = event
    context = {
        "event": event,
        "group_shown": finding.group_shown(user, [event]),
        "pools": pools,
        "others": [pool for pool in pools if own and own.state == "confirmed" and pool.pk != own.pool_id],
        "own": own,
        "position": own.position if own and own.state == "waiting" else None,
        "waiting": event.registrations.waiting().count(),
        "runs": policy.runs(user, event),
        "may_see_people": policy.may_see_people(user, event),
        "may_register": policy.may_register(user, event),
        "may_come": policy.may_come(user, event),
        "may_claim": own and own.state == "waiting" and _is_free_to_claim(own, pools),
        "hosts": [
            host.user for host in event.hosts.filter(role="host").select_related("user").order_by("pk")
        ],
    }
    return render(request, "events/event.html", context)


def _is_free_to_claim(registration, pools):
    pool = next(pool for pool in pools if pool.pk == registration.pool_id)
    return pool.is_first_to_claim and pool.is_free and pool.event.is_coming


@login_not_required
@require_safe
@cacheable
def calendar(request):
    """What everyone may come to, as a calendar to follow; what was cancelled stays in it for a month."""
    visible = Event.objects.visible_to(AnonymousUser()).published()
    since = timezone.now() - timedelta(days=30)
    rows = visible.filter(ends_at__gte=since).select_related("venue").order_by("starts_at", "pk")
    name = _("Events of %(community)s") % {"community": Community.objects.current()}
    return as_calendar(calendars.feed(rows[:IN_A_CALENDAR], name))


def as_calendar(content):
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")
