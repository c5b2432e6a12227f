"""How a round stands, and letters to those whom it waits for."""

from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.core.http import typed

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
    lanes = list(own.by_name())
    chosen_lane = next((lane for lane in lanes if str(lane.pk) == request.GET.get("lane")), None)
    if chosen_lane:
        rows = rows.filter(lane=chosen_lane)
    chosen = request.GET.get("state", "")
    tabs = _tabs(states, chosen_lane, chosen)
    if chosen in State.values:
        rows = rows.filter(state=chosen)
    page = Paginator(rows.select_related("lane__partner__organisation").order_by("number"), A_PAGE)
    context = {
        "round": round,
        "page": page.get_page(request.GET.get("page")),
        "lanes": [(lane, drafts[lane.pk], _counted(states, lane)) for lane in lanes],
        "chosen_lane": chosen_lane,
        "tabs": tabs,
        "behind": Assessor.objects.filter(round=round, lane__in=own).behind(user).by_name(),
        "manages": policy.manages(user),
        "unmet": Talk.objects.visible_to(user).unmet().filter(round=round).select_related("asker")[:A_PAGE],
    }
    return render(request, "recruitment/rounds/board.html", context)


def _counted(states, lane):
    """[(state, its words, how many)] of one lane."""
    return [
        (state, State(state).label, many) for (pk, state), many in sorted(states.items()) if pk == lane.pk
    ]


def _tabs(states, lane, chosen):
    """A tab for each state, of one lane or of all, with how many are in it."""
    many = Counter()
    for (pk, state), count in states.items():
        if lane is None or pk == lane.pk:
            many[state] += count
    kept = f"&lane={lane.pk}" if lane else ""
    rows = [("", _("All"), many.total())]
    rows += [(state, State(state).label, many[state]) for state in State.values if many[state]]
    return [
        {
            "label": label,
            "url": f"?state={state}{kept}#applications",
            "current": state == chosen,
            "count": count,
        }
        for state, label, count in rows
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def chase(request, slug, whom):
    """A drafted letter to those whose drafts are not sent, or who are behind with reading."""
    round = managed(request, slug)
    if whom not in chasing.WHOM:
        raise Http404
    people = chasing.WHOM[whom](round, request.user)
    words = typed(request, "words", 3000)
    if request.method == "POST" and words:
        many = chasing.write(round, whom, words, by=request.user)
        told = ngettext("Written to %(many)s person.", "Written to %(many)s people.", many)
        messages.success(request, told % {"many": many})
        return redirect("recruitment:board", slug)
    if request.method == "POST":
        messages.error(request, _("Write something first."))
    context = {"round": round, "whom": whom, "many": len(people), "words": chasing.drafted(round, whom)}
    status = 422 if request.method == "POST" else 200
    return render(request, "recruitment/rounds/chase.html", context, status=status)
