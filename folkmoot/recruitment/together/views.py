"""How the partners of a round work together: what each put down, and what those before would tell them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.activity.models import Draft
from folkmoot.core.http import kept
from folkmoot.core.policy import require

from .. import policy
from ..models import Lane, LaneNote
from ..models.together import stage_due
from ..rounds.found import seen
from .forms import LaneNoteForm, told


@require_safe
def together(request, slug):
    """All lanes of a round beside one another, for the team and the leads of the round."""
    round = seen(request, slug)
    written = LaneNote.objects.filter(lane__round=round).in_force()
    due = stage_due(round)
    own = set(policy.leads_in(request.user, round).values_list("pk", flat=True))
    lanes = [
        {
            "lane": lane,
            "stages": [
                {
                    "stage": stage,
                    "told": told(written.get((lane.pk, stage))),
                    "by": written.get((lane.pk, stage)),
                    "is_due": stage == due and (lane.pk, stage) not in written,
                    "may_write": lane.pk in own or policy.manages(request.user),
                }
                for stage in LaneNote.Stage
            ],
        }
        for lane in round.lanes.by_name()
    ]
    advice = [(row, told(row)) for row in LaneNote.objects.advice_before(round)]
    context = {"round": round, "lanes": lanes, "advice": advice}
    return render(request, "recruitment/together/together.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request, slug, lane, stage):
    """The leads of one lane put down what they agree on at one stage."""
    round = seen(request, slug)
    if stage not in LaneNote.Stage.values:
        raise Http404
    lane = get_object_or_404(Lane.objects.by_name(), pk=lane, round=round)
    require(policy.may_edit_lane(request.user, lane))
    before = LaneNote.objects.filter(lane=lane, stage=stage).newest().first()
    key = f"lane-note-{lane.pk}-{stage}"
    initial = kept(request) or Draft.objects.words(request.user, key) or (before.words if before else {})
    form = LaneNoteForm(request.POST or None, stage=stage, initial=initial)
    if form.is_valid():
        LaneNote.objects.write(lane, stage, form.cleaned_data, by=request.user)
        Draft.objects.drop(request.user, key)
        messages.success(request, _("Kept. The other partners of the round can read it."))
        return redirect("recruitment:together", slug)
    advice = LaneNote.objects.advice_before(round) if stage == LaneNote.Stage.START else []
    context = {
        "round": round,
        "lane": lane,
        "stage": LaneNote.Stage(stage),
        "form": form,
        "draft_key": key,
        "advice": [(row, told(row)) for row in advice],
    }
    return render(request, "recruitment/together/write.html", context, status=422 if form.errors else 200)
