"""Keeping places for the people of a partner or a region: by those who run the event."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.core.http import kept
from folkmoot.core.lifecycle import Refused

from .. import finding, running
from ..models import ReservedPlaces
from ..reserving.forms import ChangeForm, ReserveForm


@require_http_methods(["GET", "HEAD", "POST"])
def reserve(request, pk):
    """Which places are kept, for whom and until when; and some more."""
    event = finding.planned(request, pk)
    pools = list(event.pools.filter(is_open=True).order_by("mode"))
    counted = [pool for pool in pools if pool.cap is not None]
    form = ReserveForm(request.POST or None, pools=counted, initial=kept(request)) if counted else None
    if request.method == "POST" and form and form.is_valid():
        try:
            reserved = ReservedPlaces.objects.reserve(form.pool, by=request.user, **form.facts)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, _("Places are kept for %(whom)s.") % {"whom": reserved.whom})
            return redirect("events:reserve", pk)
    rows = list(ReservedPlaces.objects.filter(pool__event=event).shown().order_by("until_at", "pk"))
    context = {
        "event": event,
        "form": form,
        "pools": pools,
        "in_force": [one for one in rows if not one.ended_at],
        "ended": [one for one in rows if one.ended_at],
        "running": running.tabs(request, event),
    }
    return render(request, "events/reserving/reserve.html", context, status=_status(request, form))


@require_http_methods(["GET", "HEAD", "POST"])
def reserved(request, pk, key):
    """How many are kept for these people, and until when; or no more."""
    event, reserved = _reserved(request, pk, key)
    now = {"places": reserved.places, "until": reserved.until} | kept(request)
    form = ChangeForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        try:
            reserved.change(by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, _("That is changed."))
            return redirect("events:reserve", pk)
        event, reserved = _reserved(request, pk, key)
    context = {
        "event": event,
        "reserved": reserved,
        "form": form,
        "running": running.tabs(request, event),
    }
    return render(request, "events/reserving/reserved.html", context, status=_status(request, form))


@require_POST
def end_reserved(request, pk, key):
    """They are kept no longer: what nobody has used is for everybody."""
    _event, reserved = _reserved(request, pk, key)
    reserved.end(by=request.user)
    messages.success(request, _("No more places are kept for %(whom)s.") % {"whom": reserved.whom})
    return redirect("events:reserve", pk)


def _reserved(request, pk, key):
    """(the event, what is reserved there) where this person runs it."""
    event = finding.planned(request, pk)
    rows = ReservedPlaces.objects.filter(pool__event=event).shown().select_related("pool__event")
    return event, get_object_or_404(rows, pk=key)


def _status(request, form):
    return 422 if request.method == "POST" and (form is None or form.errors) else 200
