"""The list of decisions before a second person: made, confirmed over its seal, or sent back."""

from collections import Counter

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.core.http import typed
from folkmoot.core.policy import require

from .. import policy
from ..models import Application, DecisionList, Outcome
from ..rounds.found import managed
from .forms import WhyForm


@require_safe
def the_list(request, slug):
    """The whole list, for the second person."""
    round = managed(request, slug)
    decisions = DecisionList.objects.standing(round)
    lanes = dict(
        Application.objects.filter(round=round).visible_to(request.user).values_list("number", "lane")
    )
    frozen = [row for row in (decisions.rows if decisions else []) if row[0] in lanes]
    places = _places(frozen, lanes)
    rows = [(number, Outcome(outcome).label, places.get(number)) for number, outcome, _rank in frozen]
    context = {
        "round": round,
        "list": decisions,
        "rows": rows,
        "counts": Counter(label for _number, label, _rank in rows).most_common(),
        "may_confirm": bool(decisions) and policy.may_confirm(request.user, decisions),
        "may_send_back": bool(decisions) and policy.may_send_back(request.user, decisions),
        "why_form": WhyForm(),
    }
    return render(request, "recruitment/deciding/list.html", context)


def _places(rows, lanes):
    """{number: place on the reserve list of its lane}, counted among these rows: a gap would tell."""
    places, last = {}, Counter()
    for number, _outcome, rank in sorted(rows, key=lambda row: row[2] or 0):
        if rank:
            last[lanes[number]] += 1
            places[number] = last[lanes[number]]
    return places


@require_POST
def propose_list(request, slug):
    round = managed(request, slug)
    DecisionList.objects.propose(round, by=request.user)
    messages.success(request, _("Proposed. A second person confirms it."))
    return redirect("recruitment:list", slug)


@require_POST
def confirm_list(request, slug, pk):
    """The second person says yes, having seen this very list."""
    decisions = get_object_or_404(DecisionList, pk=pk, round=managed(request, slug))
    require(policy.may_confirm(request.user, decisions))
    decisions.confirm(by=request.user)
    messages.success(request, _("Confirmed. Now the letters can leave."))
    return redirect("recruitment:letters", slug)


@require_POST
def send_back(request, slug, pk):
    decisions = get_object_or_404(DecisionList, pk=pk, round=managed(request, slug))
    require(policy.may_send_back(request.user, decisions))
    decisions.send_back(by=request.user, why=typed(request, "why", 1000))
    messages.success(request, _("Sent back. Everything on it is weighed again."))
    return redirect("recruitment:decide", slug)
