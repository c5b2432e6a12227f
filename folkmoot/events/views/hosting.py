"""Running an event: planning, publishing, changing, cancelling it; who comes."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.core.http import kept
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require
from folkmoot.groups import finding as groups

from .. import finding, policy
from ..forms import CancelForm, EventForm, VenueForm
from ..models import Event

PEOPLE_A_PAGE = 100


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request):
    """A new event, as a draft: of the community, or of the group that the address names."""
    slug = request.GET.get("group", "")
    group = groups.seen(request, slug) if slug else None
    require(policy.may_plan(request.user, group))
    form = EventForm(request.POST or None, group=group, initial=_usual(request, group) | kept(request))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            event = Event.objects.plan(by=request.user, group=group, **form.facts)
            event.make_pools(form.caps)
        messages.success(request, _("The draft is kept. Look it through, then publish it."))
        return redirect(event)
    return render(
        request, "events/plan.html", {"form": form, "group": group}, status=422 if form.errors else 200
    )


def _usual(request, group):
    here = timezone.get_current_timezone_name()
    return {"zone": here, "comers": "group" if group and group.is_hidden else "members"}


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """What it says, when and where it is: of a draft, and of what is published."""
    event = finding.planned(request, pk)
    form = EventForm(request.POST or None, instance=event, group=event.group, initial=kept(request))
    if request.method == "POST" and form.is_valid() and _saved(request, event, form):
        messages.success(request, _("The event is changed."))
        return redirect(event)
    context = {"form": form, "event": event, "group": event.group, "lacks": event.lacks()}
    return render(request, "events/plan.html", context, status=422 if form.errors else 200)


def _saved(request, event, form):
    try:
        Event.objects.get(pk=event.pk).edit(by=request.user, caps=form.caps, **form.facts)
    except Refused as refused:
        form.add_error(None, refused.words)
        return False
    event.refresh_from_db()
    return True


@require_POST
def publish(request, pk):
    """The draft becomes an event that people see and register for."""
    event = finding.planned(request, pk)
    event.publish(by=request.user)
    messages.success(request, _("The event is published."))
    return redirect(event)


@require_POST
def throw_away(request, pk):
    """The draft goes."""
    finding.planned(request, pk).throw_away()
    messages.success(request, _("The draft is gone."))
    return redirect("events:events")


@require_http_methods(["GET", "HEAD", "POST"])
def add_venue(request):
    """A place that events are held at."""
    convenes = groups.Group.objects.convened_by(request.user).living().exists()
    require(convenes or policy.may_plan(request.user))
    form = VenueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        venue = form.keep(by=request.user)
        messages.success(request, _("“%(venue)s” can be chosen now.") % {"venue": venue.name})
        return redirect("events:plan") if policy.may_plan(request.user) else redirect("events:mine")
    return render(request, "events/venue.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request, slug):
    """It does not happen: say why, and everybody who registered is told."""
    event = finding.run(request, slug)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        event.cancel(form.cleaned_data["why"], by=request.user)
        messages.success(request, _("The event is cancelled, and whoever registered is told."))
        return redirect(event)
    many = event.registrations.live().count()
    context = {"event": event, "form": form, "many": many}
    return render(request, "events/cancel.html", context, status=422 if form.errors else 200)


@require_safe
def people(request, slug):
    """Who comes, who waits and who cannot: for those who run it."""
    event = finding.seen(request, slug)
    require(policy.may_see_people(request.user, event))
    rows = event.registrations.select_related("user", "pool")
    page = Paginator(rows.confirmed().order_by("user__name", "pk"), PEOPLE_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "event": event,
        "pools": list(event.pools.filter(is_open=True).order_by("mode")),
        "page": page,
        "waiting": list(rows.open().order_by("pool", "number")[:PEOPLE_A_PAGE]),
        "many_waiting": rows.open().count(),
        "cannot": rows.filter(state="cancelled")
        .exclude(user__in=event.registrations.live().values("user"))
        .values("user")
        .distinct()
        .count(),
        "runs": policy.runs(request.user, event),
    }
    return render(request, "events/people.html", context)


@require_POST
def promote(request, slug, pk):
    """Offer a free place to somebody who waits, before the others."""
    event = finding.run(request, slug)
    registration = get_object_or_404(event.registrations.select_related("user", "pool__event"), pk=pk)
    registration.promote(by=request.user)
    messages.success(request, _("%(name)s is offered the place.") % {"name": registration.user.name})
    return redirect("events:people", slug)
