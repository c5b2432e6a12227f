"""What is on, the page of one event, and the calendar that everyone may follow."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.accounts.models import Community
from folkmoot.core.gathering import gather
from folkmoot.core.page_cache import cacheable

from .. import calendars, clashes, door, finding, listing, month, policy, reserving, running
from ..after import parts as after
from ..after import past
from ..map import drawing
from ..models import Event

A_PAGE = 20
IN_A_CALENDAR = 200
ON_A_MAP = 500


@login_not_required
@require_safe
def events(request):
    """What is to come, as a list or on a map; a month; what has been. Narrowed by mode, kind and more."""
    chosen = listing.chosen(request)
    context = {
        "chosen": chosen,
        "tabs": listing.tabs(request, chosen),
        "narrowing": listing.narrowing(chosen),
        "may_plan": request.user.is_authenticated and policy.may_plan(request.user),
        "programme": policy.may_see_programme(request.user),
    }
    if chosen.first:
        laid_out = month.laid_out(chosen.events, chosen.first)
        context |= {"month": laid_out, "before": chosen.url(month=laid_out.before)}
        context |= {"after": chosen.url(month=laid_out.after), "now": chosen.url(month="")}
        return render(request, "events/month.html", context)
    if chosen.values["show"] == "map":
        coming = list(chosen.events.select_related("venue")[:ON_A_MAP])
        drawn, elsewhere = drawing.drawn(coming)
        return render(request, "events/map.html", context | {"map": drawn, "elsewhere": elsewhere})
    pages = Paginator(
        chosen.events.select_related("venue", "region", "group", "partner__organisation"), A_PAGE
    )
    page = pages.get_page(request.GET.get("page"))
    context |= {"page": page, "groups_shown": finding.groups_shown(request.user, page.object_list)}
    if chosen.values["show"] == "past":
        past.mark(page, request.user)
        context["narrowing"] += past.narrowing(chosen, request.user)
    return render(request, "events/events.html", context)


@login_not_required
@require_safe
def event(request, slug):
    """What it is, when and where, who it is for, and how one comes."""
    return event_page(request, finding.seen(request, slug))


def event_page(request, event):
    user, own = request.user, None
    waits = Count("registrations", filter=Q(registrations__state="waiting"))
    pools = list(event.pools.filter(is_open=True).annotate(waiting=waits).order_by("mode"))
    if user.is_authenticated:
        rows = event.registrations.of(user).live_first().with_owed()
        own = rows.select_related("pool", "ticket", "attendance").first()
    for one in [*pools, own, own.pool] if own else pools:
        one.event = event
    may_register = policy.may_register(user, event)
    reserved, for_me = reserving.shown(pools, user)
    context = {
        "event": event,
        "groups_shown": finding.groups_shown(user, [event]),
        "pools": pools,
        "reserved": reserved,
        "reserved_for_me": for_me,
        "others": [pool for pool in pools if own and own.state == "confirmed" and pool.pk != own.pool_id],
        "own": own,
        "position": own.position if own and own.state == "waiting" else None,
        "waiting": sum(pool.waiting for pool in pools),
        "runs": policy.runs(user, event),
        "programme": policy.may_see_programme(user)
        and (not event.strand_id or event.strand.is_shown_to(user)),
        "running": running.tabs(request, event),
        "own_code": door.code_of(event, own),
        "may_register": may_register,
        "own_clashes": clashes.own(user, event) if may_register and not (own and own.is_live) else [],
        "may_come": may_register or policy.may_come(user, event),
        "takes_guests": policy.takes_guests(event),
        "may_claim": own and own.can_be_claimed,
        "hosts": hosts_of(event),
        "draw": event.draws.current() if event.registering == "interest" else None,
        "asks": event.asks_after_needs or event.questions.asked().exists(),
    }
    sections = sorted(gather("event section", event, request), key=lambda section: section["order"])
    context |= {"sections": sections}
    context |= after.on_the_page(request, event, own, runs=context["runs"])
    return render(request, "events/event.html", context)


def hosts_of(event):
    return [host.user for host in policy.hosts_of(event) if host.role == "host"]


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
