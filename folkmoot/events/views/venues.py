"""The places that events are held at: found, added, corrected."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.core.http import kept
from folkmoot.core.policy import require

from .. import policy
from ..forms import CorrectVenueForm, VenueForm
from ..models import Event, Venue

A_PAGE = 50
COMING = 10  # events of a place that are shown


@require_safe
def venues(request):
    """All places, and at how many events that this person sees people meet there."""
    require(policy.may_add_venue(request.user))
    seen = Q(events__in=Event.objects.visible_to(request.user).published().values("pk"))
    rows = Venue.objects.by_name().annotate(many=Count("events", filter=seen))
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "events/venues.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def venue(request, pk):
    """What is known of one place, put right; or that it is somewhere else now."""
    require(policy.may_add_venue(request.user))
    venue = get_object_or_404(Venue, pk=pk)
    may_move = policy.may_move_venue(request.user, venue)
    form = CorrectVenueForm(request.POST or None, instance=venue, may_move=may_move, initial=kept(request))
    if request.method == "POST" and form.is_valid():
        venue.correct(by=request.user, is_elsewhere=form.is_elsewhere, **form.facts)
        told = _("Changed. Whoever comes to an event there gets a letter.")
        messages.success(
            request, told if form.is_elsewhere else _("Changed, on the pages of all its events.")
        )
        return redirect("events:venues")
    context = {
        "venue": venue,
        "form": form,
        "may_move": may_move,
        "coming": list(Event.objects.visible_to(request.user).coming().filter(venue=venue)[:COMING]),
    }
    return render(request, "events/venue.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def add_venue(request):
    """A place that events are held at."""
    require(policy.may_add_venue(request.user))
    form = VenueForm(request.POST or None, initial=kept(request))
    if request.method == "POST" and form.is_valid():
        venue = Venue.objects.add(by=request.user, **form.cleaned_data)
        messages.success(request, _("“%(venue)s” can be chosen now.") % {"venue": venue.name})
        return redirect("events:venues")
    return render(request, "events/venue.html", {"form": form}, status=422 if form.is_bound else 200)
