"""A series: its dates, coming to all of them, and making one of an event."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.accounts.limits import RATES, spend
from folkmoot.core.http import kept, typed
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require

from .. import finding, policy, running, stepping
from ..models import Event, Registration, Series
from ..series_forms import RepeatForm

RATES |= {"series-join": (10, 3600)}
PAST = 10


@login_not_required
@require_safe
def series(request, slug):
    """Its dates, and what one has at each; coming to all of them."""
    series, user = _seen(request, slug), request.user
    dates = Event.objects.visible_to(user).filter(series=series).select_related("venue", "group", "audience")
    coming = list(
        dates.exclude(state="cancelled").filter(pk__in=Event.objects.not_over()).order_by("starts_at")
    )
    membership = own = None
    if user.is_authenticated:
        membership = series.memberships.current().of(user).first()
        own = {one.event_id: one for one in Registration.objects.live().of(user).filter(event__in=coming)}
    for one in coming:
        one.own = (own or {}).get(one.pk)
    first = next((one for one in coming if one.state == "published"), None)
    runs = bool(coming) and user.is_authenticated and policy.runs(user, coming[0])
    context = {
        "series": series,
        "coming": coming,
        "past": list(dates.past()[:PAST]),
        "membership": membership,
        "places": sum(1 for one in coming if one.own),
        "modes": [(mode, Event.Mode(mode).label) for mode in (first.modes if first else [])],
        "may_join": first is not None and user.is_authenticated and policy.may_come(user, first),
        "drafts": sum(1 for one in coming if one.state == "draft") if runs else 0,
        "groups_shown": finding.groups_shown(user, coming),
    }
    return render(request, "events/series.html", context)


@require_POST
def join_series(request, slug):
    """Come to all of its dates, those that are published later, too."""
    series = _seen(request, slug)
    first = series.events.taking_registrations().select_related("audience").order_by("starts_at").first()
    require(first is not None and policy.may_come(request.user, first))
    spend("series-join", request.user.pk)
    mode = typed(request, "mode", 9)
    series.join(request.user, mode=mode if mode in first.modes else first.modes[0])
    messages.success(
        request, _("You come to all of it. What you have at each date stands below, and in a letter.")
    )
    return redirect(series)


@require_POST
def leave_series(request, slug):
    """Not to all of it any more: the places are kept, or given back."""
    series = get_object_or_404(Series, slug=slug)
    membership = get_object_or_404(
        series.memberships.current().of(request.user).select_related("series", "user")
    )
    gives_back = typed(request, "places", 5) == "back"
    membership.leave(gives_back=gives_back)
    given = _("You have left the series, and your places go to the next.")
    messages.success(
        request, given if gives_back else _("You have left the series. The places you have are kept.")
    )
    still_seen = Series.objects.visible_to(request.user).filter(pk=series.pk).exists()
    return redirect(series if still_seen else "events:mine")


@require_POST
def publish_series(request, slug):
    """All drafts of it become events that people see."""
    series = _seen(request, slug)
    theirs = Event.objects.run_by(request.user).values("pk")
    require(series.events.filter(state="draft", pk__in=theirs).exists())
    series.publish_all(by=request.user)
    messages.success(request, _("All dates are published."))
    return redirect(series)


@require_http_methods(["GET", "HEAD", "POST"])
def repeat(request, pk):
    """More dates like this one: looked at first, then planned."""
    event = finding.planned(request, pk)
    form = RepeatForm(request.POST or None, event=event, initial=kept(request))
    seen = []
    if request.method == "POST" and form.is_valid():
        if "plan" in request.POST and (made := _repeated(request, event, form)):
            return redirect(made)
        if not form.errors:
            seen = _dates(event, form)
    context = {"event": event, "form": form, "seen": seen, "planned": sum(1 for one in seen if one["walls"])}
    context["running"] = running.tabs(request, event)
    return render(request, "events/repeat.html", context, status=422 if form.errors else 200)


def _repeated(request, event, form):
    """The series; None where it was refused, which the form says."""
    try:
        series, made, left_out = Series.objects.repeat(event, by=request.user, **form.facts)
    except Refused as refused:
        form.add_error(None, refused.words)
        return None
    many = ngettext("%(many)s more date is planned.", "%(many)s more dates are planned.", len(made))
    messages.success(request, many % {"many": len(made)})
    if left_out:
        days = ", ".join(date_format(day, "j F Y") for day in left_out)
        words = _("Left out, as clocks go forward over that hour: %(days)s.")
        messages.warning(request, words % {"days": days})
    return series


def _dates(event, form):
    """Each day with what would stand on the wall; nothing where there is no such hour."""
    facts = form.facts
    return [
        {"day": day, "walls": stepping.walls_on(event, day, an_hour_later=facts["an_hour_later"])}
        for day in facts["days"]
    ]


def _seen(request, slug):
    return get_object_or_404(Series.objects.visible_to(request.user), slug=slug)
