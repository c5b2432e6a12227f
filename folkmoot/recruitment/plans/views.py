"""The plan of who reads what: made, looked at, changed by hand, published."""

from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.core.http import number
from folkmoot.core.policy import require

from .. import policy
from ..models import Application, Assessment, Assessor, Plan, Round
from .making import make, told

A_PAGE = 50


@require_safe
def plan(request, slug):
    """The plan in the making, else the last one that was published."""
    round = _visible(request, slug)
    plan = round.plans.exclude(state=Plan.State.DISCARDED).order_by("-made_at", "-pk").first()
    context = {"round": round, "plan": plan, "may_assign": policy.may_assign(request.user, round)}
    if plan and plan.solved_at:
        context |= _figures(request, round, plan)
    return render(request, "recruitment/plans/plan.html", context)


def _visible(request, slug):
    round = get_object_or_404(Round.objects.visible_to(request.user), slug=slug)
    if not policy.manages(request.user):
        raise Http404
    return round


def _figures(request, round, plan):
    """What the plan gives, without applications this person may not know of."""
    seen = Application.objects.filter(round=round).visible_to(request.user)
    rows = plan.assessments.filter(application__in=seen).exclude(state="replaced")
    applications = seen.filter(assessments__in=rows).distinct().order_by("number")
    page = Paginator(applications, A_PAGE).get_page(request.GET.get("page"))
    readers = {}
    of_page = rows.filter(application__in=list(page)).select_related(
        "assessor__user", "assessor__lane__partner"
    )
    for one in of_page.order_by("pk"):
        readers.setdefault(one.application_id, []).append(one)
    for application in page:
        application.readers = readers.get(application.pk, [])
    hidden = set(round.applications.exclude(pk__in=seen).values_list("number", flat=True))
    loads = Counter(rows.values_list("assessor", flat=True))
    assessors = Assessor.objects.filter(pk__in=loads).select_related("user", "lane__partner__organisation")
    return {
        "page": page,
        "many": rows.count(),
        "loads": [(one, loads[one.pk]) for one in assessors.order_by("user__name", "pk")],
        "shortfalls": [
            words
            for words, row in zip(told(plan), plan.shortfalls, strict=True)
            if row[0] == "load" or row[1] not in hidden
        ],
        "free": Assessor.objects.reading().filter(round=round).by_name() if plan.is_drafted else [],
    }


@require_POST
def begin(request, slug):
    """Make a plan: for everything that has too few readers."""
    round = _visible(request, slug)
    require(policy.may_assign(request.user, round))
    make(Plan.objects.begin(round, by=request.user))
    return redirect("recruitment:plan", slug)


@require_POST
def publish(request, slug, pk):
    """Give everybody what the plan says."""
    plan = _drafted(request, slug, pk)
    plan.publish(by=request.user)
    messages.success(request, _("Published. Everybody who reads was written to."))
    return redirect("recruitment:plan", slug)


@require_POST
def discard(request, slug, pk):
    _drafted(request, slug, pk).discard(by=request.user)
    messages.success(request, _("Discarded. Nobody was told anything."))
    return redirect("recruitment:plan", slug)


@require_POST
def give(request, slug, pk):
    """By hand: one reader more for one application."""
    plan = _drafted(request, slug, pk)
    seen = Application.objects.filter(round=plan.round).visible_to(request.user)
    application = get_object_or_404(seen, number=number(request.POST.get("application")))
    assessor = get_object_or_404(Assessor, round=plan.round, pk=number(request.POST.get("assessor")))
    plan.give(application, assessor, by=request.user)
    messages.success(
        request,
        _("%(name)s reads application %(number)s too.") % {"name": assessor, "number": application.number},
    )
    return redirect("recruitment:plan", slug)


@require_POST
def take(request, slug, pk, assessment):
    """By hand: somebody does not read it after all."""
    plan = _drafted(request, slug, pk)
    seen = Application.objects.filter(round=plan.round).visible_to(request.user)
    assessment = get_object_or_404(Assessment, pk=assessment, plan=plan, application__in=seen)
    plan.take(assessment, by=request.user)
    messages.success(request, _("Taken off the plan."))
    return redirect("recruitment:plan", slug)


def _drafted(request, slug, pk):
    round = _visible(request, slug)
    require(policy.may_assign(request.user, round))
    return get_object_or_404(Plan, pk=pk, round=round)


@require_POST
def weigh(request, slug):
    """The reading is over: what was read is weighed, what was not goes back."""
    round = _visible(request, slug)
    require(policy.may_assign(request.user, round))
    round.weigh(by=request.user)
    messages.success(request, _("The reading is closed. What was read is being weighed."))
    return redirect("recruitment:plan", slug)
