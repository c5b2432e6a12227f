"""What a lead asks of the team: places for their lane, a place for somebody; and the team's answer."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.core.http import kept, typed
from folkmoot.core.http import number as as_number
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require

from .. import policy
from ..models import LaneRequest
from ..offers.places import on_place
from ..rounds.found import managed, with_lanes
from ..screening.views import visible
from ..theirs import one_of_theirs
from .forms import PlacesForm, PromotionForm
from .showing import of_application, of_lane


@require_http_methods(["GET", "HEAD", "POST"])
def ask_places(request, slug, lane):
    """How many places a lane should have; what was asked for before, and what came of it."""
    round, lanes = with_lanes(request, slug)
    lane = one_of_theirs(request.user, round, lanes.by_name(), pk=lane)
    require(policy.may_ask_places(request.user, lane))
    form = PlacesForm(request.POST or None, lane=lane, initial=kept(request))
    if form.is_valid():
        _say(request, LaneRequest.objects.ask_places(lane, **form.cleaned_data, by=request.user), form)
        return redirect("recruitment:lane", slug, lane.pk)
    context = {"round": round, "lane": lane, "form": form, "requests": of_lane(request.user, lane)}
    return render(request, "recruitment/requests/ask_places.html", context, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
def ask_promotion(request, slug, number):
    """Why somebody on the reserve list should be offered a place; what was asked for before."""
    application = visible(request, slug, number)
    require(policy.may_ask_promotion(request.user, application))
    form = PromotionForm(request.POST or None, initial=kept(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        _say(request, LaneRequest.objects.ask_promotion(application, reason, by=request.user), form)
        return redirect("recruitment:offers", slug)
    context = {
        "round": application.round, "application": application, "form": form, "place": on_place(application),
        "requests": (requests := of_application(request.user, application)),
        "waits": any(one.is_waiting for one in requests),
    }  # fmt: skip
    return render(request, "recruitment/requests/ask_promotion.html", context, status=_status(form))


def _say(request, asked, form):
    """That it is asked; or that somebody had asked the same, and their reason stands."""
    if (asked.by, asked.reason) == (request.user, form.cleaned_data["reason"]):
        messages.success(request, _("Asked. The team answers, and you get a letter."))
    else:
        messages.info(request, _("The same was asked before, and waits for an answer. Nothing was changed."))


def _status(form):
    return 422 if form.errors else 200


def _asked(request, slug, pk):
    """A request that this person may answer."""
    round = managed(request, slug)
    rows = LaneRequest.objects.visible_to(request.user).with_names().filter(lane__round=round)
    found = get_object_or_404(rows, pk=pk)
    require(policy.may_edit_round(request.user, round))
    return found


@require_POST
def grant(request, slug, pk):
    """The lane has the places, as many as asked for or as typed; or the place is offered."""
    asked = _asked(request, slug, pk)
    written = typed(request, "places", 20)
    places = as_number(written)
    if written and places is None:
        raise Refused(_("Write how many places, as a number from 1."))
    asked.grant(by=request.user, places=places)
    messages.success(request, _("Granted."))
    return redirect("recruitment:offers", slug)


@require_POST
def decline(request, slug, pk):
    """Everything stays as it is, and the lead reads why."""
    _asked(request, slug, pk).decline(typed(request, "words", 300), by=request.user)
    messages.success(request, _("It stays as it is."))
    return redirect("recruitment:offers", slug)
