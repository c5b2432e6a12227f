"""Running an event: planning, publishing, changing, cancelling it; who comes."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.accounts.models import User
from folkmoot.activity.models import Draft
from folkmoot.core.http import kept, number, typed
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require
from folkmoot.groups import finding as groups

from .. import clashes, finding, policy, running
from ..forms import CancelForm, EventForm
from ..models import Event
from ..models.letter import TWICE

PEOPLE_A_PAGE = 100


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request):
    """A new event, as a draft: of the community, or of the group that the address names."""
    slug = request.GET.get("group", "")
    group = groups.seen(request, slug) if slug else None
    require(policy.may_plan(request.user, group))
    draft_key = f"event-new-{group.pk}" if group else "event-new"
    words = Draft.objects.words(request.user, draft_key) | kept(request)
    form = EventForm(
        request.POST or None, group=group, by=request.user, initial=_usual(request, group) | words
    )
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            event = _planned_just_now(request.user, form.facts) or _planned(request.user, group, form)
            Draft.objects.drop(request.user, draft_key)
        messages.success(request, _("The draft is kept. Look it through, then publish it."))
        return redirect(event)
    context = {"form": form, "group": group, "draft_key": draft_key}
    return render(request, "events/plan.html", context, status=422 if form.is_bound else 200)


def _planned_just_now(user, facts):
    """The draft of the same form, where it was sent twice."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # the second waits for the first
    same = {"title": facts["title"], "starts_wall": facts["starts_wall"], "state": "draft"}
    since = timezone.now() - TWICE
    return Event.objects.filter(planned_by=user, planned_at__gte=since, **same).order_by("pk").first()


def _planned(user, group, form):
    form.settle(by=user)
    event = Event.objects.plan(by=user, group=group, **form.facts)
    event.make_pools(form.caps)
    return event


def _usual(request, group):
    here = timezone.get_current_timezone_name()
    partner = number(request.GET.get("partner", ""))
    return {"zone": here, "partner": partner, "comers": "group" if group and group.is_hidden else "members"}


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """What it says, when and where it is: of a draft, and of what is published."""
    event = finding.planned(request, pk)
    facts = {"group": event.group, "by": request.user, "initial": kept(request)}
    form = EventForm(request.POST or None, instance=event, **facts)
    draft_key = f"event-{event.pk}"
    ahead, then = _warned(request, event, form)
    if request.method == "POST" and not then and form.is_valid() and _saved(request, event, form):
        Draft.objects.drop(request.user, draft_key)
        messages.success(request, _("The event is changed."))
        return redirect(event)
    context = {"form": form, "event": event, "group": event.group, "lacks": event.lacks()}
    context |= {"running": running.tabs(request, event), "draft_key": draft_key}
    context |= {"clashes": ahead if then else clashes.found(event, request.user), "asks_again": then}
    return render(request, "events/plan.html", context, status=422 if form.is_bound else 200)


def _warned(request, event, form):
    """(the clashes it would have then, the time of which it is asked again); no warning is given twice."""
    if request.method != "POST" or not form.is_valid():
        return [], ""
    then = f"{form.facts['starts_wall']}/{form.facts['ends_wall']}"
    if typed(request, "clashes_seen", 40) == then:
        return [], ""
    ahead = clashes.ahead(event, request.user, form.facts)
    return ahead, then if ahead else ""


def _saved(request, event, form):
    try:
        with transaction.atomic():
            form.settle(by=request.user)
            changed = Event.objects.get(pk=event.pk)
            verb = partial(changed.series.edit_from, changed) if form.is_for_later_ones else changed.edit
            verb(by=request.user, caps=form.caps, **form.facts)
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
def cancel(request, slug):
    """It does not happen: say why, and everybody who registered is told."""
    event = finding.run(request, slug)
    form = CancelForm(request.POST or None, event=event)
    if request.method == "POST" and form.is_valid():
        verb = partial(event.series.cancel_from, event) if form.is_for_later_ones else event.cancel
        verb(form.cleaned_data["why"], by=request.user)
        messages.success(request, _("The event is cancelled, and whoever registered is told."))
        return redirect(event)
    many = event.registrations.live().count()
    context = {"event": event, "form": form, "many": many, "running": running.tabs(request, event)}
    return render(request, "events/cancel.html", context, status=422 if form.errors else 200)


@require_safe
def people(request, slug):
    """Who comes, who waits and who cannot: for those who run it."""
    event = finding.seen(request, slug)
    require(policy.may_see_people(request.user, event))
    rows = event.registrations.select_related("user", "guest", "pool")
    by_name = rows.confirmed().order_by(Coalesce("user__name", "guest__name"), "pk")
    page = Paginator(by_name, PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    waiting = Paginator(rows.open().order_by("pool", "number"), PEOPLE_A_PAGE).get_page(
        request.GET.get("waiting")
    )
    context = {
        "event": event,
        "running": running.tabs(request, event),
        "pools": list(event.pools.filter(is_open=True).order_by("mode")),
        "page": page,
        "waiting": waiting,
        "cannot": event.registrations.who_cannot(),
        "moved": _since_it_moved(event),
        "runs": policy.runs(request.user, event),
        "here": event.registrations.filter(attendance__isnull=False).count(),
    }
    return render(request, "events/people.html", context)


def _since_it_moved(event):
    """How many of those who had a place then have said that they still come; None where nobody was asked."""
    asked = event.registrations.asked_again(event)
    many = asked.aggregate(asked=Count("pk"), yes=Count("pk", filter=Q(sure_of=event.sequence)))
    return {"yes": many["yes"], "silent": many["asked"] - many["yes"]} if many["asked"] else None


@require_POST
def promote(request, slug, pk):
    """Offer a free place to somebody who waits, before the others."""
    event = finding.run(request, slug)
    rows = event.registrations.select_related("user", "guest", "pool__event")
    registration = get_object_or_404(rows, pk=pk)
    registration.promote(by=request.user)
    messages.success(request, _("%(name)s is offered the place.") % {"name": registration.person.name})
    return redirect("events:people", slug)
