"""The page of a round, for everyone and for ever, and the honest check before it."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from .. import policy
from ..models import Application, Assessor, Ranking, Round
from ..models.sending import may_send
from . import timeline
from .eligibility import EligibilityForm


@require_safe
@login_not_required
def round(request, slug):
    """What a round is for, when it opens and closes, what is asked, what counts, and where it stands."""
    round = get_object_or_404(Round.objects.visible_to(request.user), slug=slug)
    lanes = list(round.lanes.by_name().prefetch_related("regions"))
    user = request.user
    signed_in = user.is_authenticated
    minutes, is_measured = timeline.minutes(round)
    context = {
        "round": round,
        "lanes": lanes,
        "now": timeline.now(round),
        "steps": timeline.steps(round),
        "minutes": minutes,
        "is_measured": is_measured,
        "came_of_it": timeline.came_of_it(round),
        "questions": round.question_set().questions.all(),
        "criteria": round.rubric().criteria.all(),
        "readers": Assessor.objects.reading().filter(round=round).count(),
        "mine": Application.objects.of(user).filter(round=round).first() if signed_in else None,
        "may_send": may_send(round, user) if signed_in else round.takes_applications,
        "reads": signed_in and policy.is_assessor(user, round),
        "may_see_board": signed_in and policy.may_see_board(user, round),
        "tells_scores": round.state in {"welcoming", "finished", "purged"}
        and Ranking.objects.filter(round=round).exists(),
    }
    return render(request, "recruitment/rounds/round.html", context)


@require_safe
@login_not_required
def check(request, slug):
    """Is it for me? A few questions, an honest answer, and nothing is kept."""
    round = get_object_or_404(Round.objects.visible_to(request.user), slug=slug)
    form = EligibilityForm(request.GET or None, round=round)
    told = form.told() if form.is_bound and form.is_valid() else None
    context = {"round": round, "form": form, "told": told, "may_send": round.takes_applications}
    context["may_talk"] = round.state in {"planned", "open"} and not getattr(request.user, "is_member", False)
    status = 422 if form.errors else 200
    return render(request, "recruitment/rounds/check.html", context, status=status)
