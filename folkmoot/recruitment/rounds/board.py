"""How a round stands, and letters to those whom it waits for."""

from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.core.http import typed
from folkmoot.core.lifecycle import Refused

from .. import policy
from ..models import Application, Assessor, Talk
from . import chasing
from .found import managed, seen

A_PAGE = 50
State = Application.State


@require_safe
def board(request, slug):
    """How the round stands: the team all of it, leads their lanes; what waits, and a list by links."""
    round = seen(request, slug)
    user = request.user
    own = round.lanes.all() if policy.manages(user) else policy.leads_in(user, round)
    rows = Application.objects.filter(round=round, lane__in=own).visible_to(user)
    states = Counter(rows.values_list("lane", "state"))
    drafts = Counter(
        Application.objects.drafts()
        .filter(round=round, lane__in=own)
        .unconflicted(user)
        .values_list("lane", flat=True)
    )
    chosen = {name: request.GET.get(name, "") for name in ("lane", "state")}
    if chosen["lane"].isdecimal() and len(chosen["lane"]) < 18:
        rows = rows.filter(lane=chosen["lane"])
    if chosen["state"] in State.values:
        rows = rows.filter(state=chosen["state"])
    page = Paginator(rows.select_related("lane__partner__organisation").order_by("number"), A_PAGE)
    lanes = list(own.by_name())
    context = {
        "round": round,
        "page": page.get_page(request.GET.get("page")),
        "lanes": [(lane, drafts[lane.pk], _counted(states, lane)) for lane in lanes],
        "labels": State,
        "chosen": chosen,
        "states": sorted({state for _lane, state in states}, key=list(State.values).index),
        "behind": Assessor.objects.filter(round=round, lane__in=own).behind(user).by_name(),
        "manages": policy.manages(user),
        "unmet": Talk.objects.visible_to(user).unmet().filter(round=round).select_related("asker")[:A_PAGE],
    }
    return render(request, "recruitment/rounds/board.html", context)


def _counted(states, lane):
    return [(State(state).label, many) for (pk, state), many in sorted(states.items()) if pk == lane.pk]


@require_http_methods(["GET", "HEAD", "POST"])
def chase(request, slug, whom):
    """A drafted letter to those whose drafts are not sent, or who are behind with reading."""
    round = managed(request, slug)
    if whom not in chasing.WHOM:
        raise Http404
    people = chasing.WHOM[whom](round, request.user)
    words = typed(request, "words", 3000)
    if request.method == "POST" and not words:
        raise Refused(_("Write something first."))
    if request.method == "POST":
        many = chasing.write(round, whom, words, by=request.user)
        messages.success(request, _("Written to %(many)s.") % {"many": many})
        return redirect("recruitment:board", slug)
    context = {"round": round, "whom": whom, "many": len(people), "words": chasing.drafted(round, whom)}
    return render(request, "recruitment/rounds/chase.html", context)
