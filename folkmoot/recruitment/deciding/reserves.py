"""The reserve list while it is decided: the order of each lane, by scores or by hand."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from folkmoot.core.http import number as as_number
from folkmoot.core.policy import require

from .. import policy
from ..models import Application, Outcome, Proposal
from ..rounds.found import with_lanes
from ..theirs import one_of_theirs
from .agenda import board
from .forms import OrderForm, by_scores


@require_http_methods(["GET", "HEAD", "POST"])
def reserves(request, slug):
    """Who is proposed for the reserve list, lane by lane, among those the person sees; its order is theirs to
    change until the list is confirmed, with a reason where the scores say otherwise.
    """
    round, lanes = with_lanes(request, slug)
    lanes = lanes.by_name()
    changed = None
    if request.method == "POST":
        changed = one_of_theirs(request.user, round, lanes, pk=as_number(request.POST.get("lane")))
    proposed = _proposed(request.user, round)
    is_settled = any(row.state != Application.State.MODERATION for row in proposed)
    deciding = policy.lanes_to_decide(request.user, round).values_list("pk", flat=True)
    theirs = set() if is_settled else set(deciding)
    found = {lane: [] for lane in lanes}
    for row in proposed:
        found[row.lane].append(row)
    forms = {
        lane: OrderForm(request.POST if lane == changed else None, lane=lane, rows=rows)
        for lane, rows in found.items()
        if rows or lane == changed
    }
    if changed:
        require(changed.pk in theirs)
        if "scores" in request.POST:
            return _put(request, round, changed, by_scores(found[changed]))
        if forms[changed].is_valid():
            ordered = forms[changed].ordered()
            return _put(request, round, changed, ordered, forms[changed].cleaned_data["why"])
    context = {"round": round, "forms": forms.values(), "theirs": theirs}
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "recruitment/deciding/reserves.html", context, status=status)


def _proposed(user, round):
    _ranking, rows = board(user, round)
    listed = [row for row in rows if row.proposal and row.proposal.outcome == Outcome.RESERVE]
    return sorted(listed, key=lambda row: row.proposal.rank)


def _put(request, round, lane, rows, why=""):
    keys = [row.pk for row in rows]
    if Proposal.objects.order_reserves(lane, keys, by=request.user, why=why):
        messages.success(request, _("The reserve list stands in this order."))
    else:
        messages.info(request, _("It stands in this order already."))
    return redirect("recruitment:reserves", round.slug)
