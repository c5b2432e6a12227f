"""The plan of who reads what: made, looked at, changed by hand, published."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.core.policy import require

from .. import policy
from ..models import Application, Assessment, Plan
from ..rounds.found import managed, seen
from .by_hand import NeedsReason
from .forms import GiveForm
from .making import make
from .showing import figures, newest, swaps_of


@require_safe
def plan(request, slug):
    """The plan in the making, else the last one that was published; leads see their lane of it."""
    return page(request, seen(request, slug))


def page(request, round, *, give_form=None, unusual_swap=(None, ""), status=200):
    """The page of a plan; `unusual_swap`: the key of a swap, and what is unusual about it."""
    found = newest(request.user, round)
    may_assign = policy.may_assign(request.user, round)
    context = {"round": round, "plan": found, "may_assign": may_assign, "unusual": status == 409}
    if found and found.solved_at:
        context |= figures(request.user, round, found, request.GET.get("page"))
        context |= {"swaps": swaps_of(request.user, found), "unusual_swap": unusual_swap}
        context["may_swap"] = policy.may_propose_swaps(request.user, round)
        context["may_swap_by_hand"] = policy.may_change_by_hand(request.user, found)
        context["by_hand"] = found.is_drafted and context["may_swap_by_hand"]
        if context["by_hand"]:
            context["give_form"] = give_form or GiveForm(plan=found, user=request.user)
    return render(request, "recruitment/plans/plan.html", context, status=status)


def _assigned(request, slug):
    """A round that this person assigns; for everybody else its plans do not exist."""
    round = managed(request, slug)
    require(policy.may_assign(request.user, round))
    return round


def _plan_by_hand(request, slug, pk):
    plan = _plan(request, slug, pk)
    require(policy.may_change_by_hand(request.user, plan))
    return plan


def _plan(request, slug, pk):
    return get_object_or_404(Plan.objects.select_related("round"), pk=pk, round=_assigned(request, slug))


@require_POST
def begin(request, slug):
    """Make a plan: for everything that has too few readers."""
    make(Plan.objects.begin(_assigned(request, slug), by=request.user))
    return redirect("recruitment:plan", slug)


@require_POST
def publish(request, slug, pk):
    """Give everybody what the plan says."""
    _plan(request, slug, pk).publish(by=request.user)
    messages.success(request, _("Published. Everybody who reads was written to."))
    return redirect("recruitment:plan", slug)


@require_POST
def discard(request, slug, pk):
    _plan(request, slug, pk).discard(by=request.user)
    messages.success(request, _("Discarded. Nobody was told anything."))
    return redirect("recruitment:plan", slug)


@require_POST
def give(request, slug, pk):
    """By hand: one reader more for one application. What is unusual is asked back with a reason to give."""
    plan = _plan_by_hand(request, slug, pk)
    form = GiveForm(request.POST, plan=plan, user=request.user)
    if not form.is_valid():
        return page(request, plan.round, give_form=form, status=422)
    facts = form.cleaned_data
    try:
        plan.give(facts["application"], facts["assessor"], by=request.user, reason=facts["reason"])
    except NeedsReason as unusual:
        form = GiveForm(request.POST, plan=plan, user=request.user, unusual=True)
        form.add_error("reason", unusual.words)
        return page(request, plan.round, give_form=form, status=409)
    words = _("%(name)s reads application %(number)s too.")
    messages.success(request, words % {"name": facts["assessor"], "number": facts["application"].number})
    return redirect("recruitment:plan", slug)


@require_POST
def take(request, slug, pk, assessment):
    """By hand: somebody does not read it after all."""
    plan = _plan_by_hand(request, slug, pk)
    open_to_me = Application.objects.filter(round=plan.round).visible_to(request.user)
    rows = Assessment.objects.select_related("application", "assessor__user")
    found = get_object_or_404(rows, pk=assessment, plan=plan, application__in=open_to_me)
    lacks = plan.take(found, by=request.user)
    messages.success(request, " ".join([_("Taken off the plan."), *lacks]))
    return redirect("recruitment:plan", slug)


@require_POST
def weigh(request, slug):
    """The reading is over: what was read is weighed, what was not goes back."""
    _assigned(request, slug).weigh(by=request.user)
    messages.success(request, _("The reading is closed. What was read is being weighed."))
    return redirect("recruitment:plan", slug)
