"""Swaps: a lead proposes that somebody else reads an application; the team accepts or declines."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.core.http import kept, typed
from folkmoot.core.policy import require

from .. import policy
from ..models import Swap
from ..rounds.found import managed
from ..screening.views import visible
from ..theirs import one_of_theirs
from . import views
from .by_hand import NeedsReason
from .forms import SwapForm, who_could
from .showing import newest


@require_http_methods(["GET", "HEAD", "POST"])
def swap(request, slug, number):
    """Who reads it, who could instead; what was proposed before, and what came of it."""
    application = visible(request, slug, number)
    round, user = application.round, request.user
    require(policy.may_propose_swap(user, application))
    plan = newest(user, round)
    rows = plan.assessments.filter(application=application) if plan else None
    if not rows:
        raise Http404
    if request.POST.get("instead", "").isdecimal() and len(request.POST["instead"]) < 10:
        one_of_theirs(user, round, who_could(user, application), pk=request.POST["instead"])
    form = SwapForm(
        request.POST or None, user=user, application=application, rows=rows, initial=kept(request)
    )
    if form.is_valid():
        facts = form.cleaned_data
        Swap.objects.propose(
            plan, application, facts["out"].assessor, facts["instead"], facts["reason"], by=user
        )
        messages.success(request, _("Proposed. The team answers, and you hear of it."))
        return redirect("recruitment:swap", slug, number)
    before = Swap.objects.filter(application=application).with_names().order_by("-made_at", "-pk")
    context = {
        "round": round, "application": application, "form": form, "before": before, "plan": plan,
        "readers": rows.select_related("assessor__user").order_by("pk"),
    }  # fmt: skip
    return render(request, "recruitment/plans/swap.html", context, status=422 if form.errors else 200)


def _proposed(request, slug, pk):
    """A swap that this person may answer."""
    round = managed(request, slug)
    rows = Swap.objects.seen_by(request.user).with_names().filter(plan__round=round)
    found = get_object_or_404(rows, pk=pk)
    require(policy.may_assign(request.user, round))
    return found


@require_POST
def accept(request, slug, pk):
    """The plan is changed so. What is unusual is asked back first."""
    found = _proposed(request, slug, pk)
    require(policy.may_change_by_hand(request.user, found.plan))
    try:
        found.accept(by=request.user, anyway="anyway" in request.POST)
    except NeedsReason as unusual:
        return views.page(request, found.plan.round, unusual_swap=(found.pk, unusual.words), status=409)
    messages.success(request, _("Changed so. The lead was told."))
    return redirect("recruitment:plan", slug)


@require_POST
def decline(request, slug, pk):
    """Everything stays as it is, and the lead reads why."""
    _proposed(request, slug, pk).decline(typed(request, "words", 300), by=request.user)
    messages.success(request, _("It stays as it is. The lead was told why."))
    return redirect("recruitment:plan", slug)
