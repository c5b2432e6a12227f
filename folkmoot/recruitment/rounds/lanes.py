"""The lanes of a round: added and closed by the team, their words written by those who lead them."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.core.policy import require

from .. import policy
from ..models import Lane, LaneRequest
from ..requests.showing import of_lane
from ..theirs import one_of_theirs
from .forms import LaneForm
from .found import managed, seen


@require_http_methods(["GET", "HEAD", "POST"])
def lanes(request, slug):
    """The partners of a round, and a form that adds one."""
    round = managed(request, slug)
    form = LaneForm(request.POST or None, round=round)
    if form.is_valid():
        require(policy.may_edit_round(request.user, round))
        Lane.objects.add(round, by=request.user, **form.cleaned_data)
        messages.success(request, _("The partner leads a part of this round now."))
        return redirect("recruitment:lanes", slug)
    asked = Prefetch("requests", LaneRequest.objects.for_places().waiting(), to_attr="asked")
    shown = round.lanes.by_name().prefetch_related("regions", "leads", asked)
    context = {"round": round, "lanes": shown, "form": form}
    return render(request, "recruitment/rounds/lanes.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def lane(request, slug, pk):
    """One lane: all of it for the team, its words of welcome for its leads."""
    round = seen(request, slug)
    manages = policy.manages(request.user)
    rows = Lane.objects.all() if manages else Lane.objects.led_by(request.user)
    lane = one_of_theirs(request.user, round, rows.by_name().filter(round=round), pk=pk)
    form = LaneForm(request.POST or None, instance=lane, round=round, manages=manages)
    if form.is_valid():
        lane = Lane.objects.select_related("round", "partner__organisation").get(pk=lane.pk)
        lane.edit(by=request.user, **form.cleaned_data)
        messages.success(request, _("Changed."))
        return redirect("recruitment:lanes" if manages else "recruitment:board", slug)
    context = {
        "round": round, "lane": lane, "form": form, "manages": manages,
        "requests": of_lane(request.user, lane),
        "may_ask": policy.may_ask_places(request.user, lane),
    }  # fmt: skip
    return render(request, "recruitment/rounds/lane.html", context, status=422 if form.errors else 200)


LANE_ACTS = {
    "close": Lane.close, "reopen": Lane.reopen, "suspend": Lane.suspend, "reinstate": Lane.reinstate,
}  # fmt: skip


@require_POST
def lane_act(request, slug, pk, act):
    """Close it, open it again, stop its partner from acting, let it act again."""
    round = managed(request, slug)
    if act not in LANE_ACTS:
        raise Http404
    require(policy.may_edit_round(request.user, round))
    LANE_ACTS[act](get_object_or_404(Lane, pk=pk, round=round), by=request.user)
    messages.success(request, _("Changed."))
    return redirect("recruitment:lanes", slug)
