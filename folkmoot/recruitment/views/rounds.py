"""Rounds: the team's list of them, and the page of one, which stays at its address."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from folkmoot.core.policy import require

from .. import policy
from ..models import Round


@require_safe
def rounds(request):
    """Every round, the newest first."""
    require(policy.may_plan_rounds(request.user))
    return render(request, "recruitment/rounds.html", {"rounds": Round.objects.newest()})


@require_safe
@login_not_required
def round(request, slug):
    """What a round is for, when it opens and closes, and when people hear."""
    round = get_object_or_404(Round.objects.visible_to(request.user), slug=slug)
    return render(request, "recruitment/round.html", {"round": round, "lanes": round.lanes.by_name()})
