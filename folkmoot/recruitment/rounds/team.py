"""Rounds for the team: planned, opened, changed, finished; more time for one person."""

from collections import Counter

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.core.http import kept
from folkmoot.core.policy import require

from .. import policy
from ..models import Application, Extension, Round
from . import chasing
from .forms import ExtensionForm, RoundForm
from .found import managed

State = Application.State


@require_safe
def rounds(request):
    """Every round, the newest first."""
    require(policy.may_plan_rounds(request.user))
    rows = Round.objects.newest()
    drafts = Counter(Application.objects.drafts().unconflicted(request.user).values_list("round", flat=True))
    seen_or_gone = Q(pk__in=Application.objects.visible_to(request.user)) | Q(state=State.PURGED)
    sent = Counter(Application.objects.filter(seen_or_gone).values_list("round", flat=True))
    shown = [(round, drafts[round.pk], sent[round.pk]) for round in rows]
    return render(request, "recruitment/rounds/rounds.html", {"rounds": shown})


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request):
    """Plan a new round: its questions and criteria are those of the last, as its own copies."""
    require(policy.may_plan_rounds(request.user))
    zone = request.community.time_zone
    form = RoundForm(request.POST or None, initial={"zone": zone, **kept(request)})
    if form.is_valid():
        round = Round.objects.plan(by=request.user, **form.facts)
        messages.success(request, _("Planned. Next: which partners lead a part of it?"))
        return redirect("recruitment:lanes", round.slug)
    return render(request, "recruitment/rounds/plan.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, slug):
    """Change what a round says; a deadline that moves is told to those who have begun."""
    round = managed(request, slug)
    names_officer = policy.may_name_officer(request.user)
    form = RoundForm(request.POST or None, instance=round, names_officer=names_officer)
    if form.is_valid():
        require(policy.may_edit_round(request.user, round))
        round = Round.objects.get(pk=round.pk)
        moved = round.has_opened and form.facts["closes_at"] != round.closes_at
        with transaction.atomic():
            round.edit(by=request.user, **form.facts)
            if moved:
                chasing.deadline_moved(round, form.cleaned_data["why"], by=request.user)
        messages.success(request, _("Changed."))
        return redirect("recruitment:board", slug)
    return render(
        request,
        "recruitment/rounds/edit.html",
        {"round": round, "form": form},
        status=422 if form.errors else 200,
    )


@require_POST
def open_now(request, slug):
    """Let people apply from now on."""
    round = managed(request, slug)
    require(policy.may_edit_round(request.user, round))
    round.open(by=request.user)
    messages.success(request, _("It is open."))
    return redirect(round)


@require_POST
def finish(request, slug):
    """It is over: nobody waits for anything any longer."""
    round = managed(request, slug)
    require(policy.may_edit_round(request.user, round))
    round.finish(by=request.user)
    messages.success(request, _("The round is over. Its page stays."))
    return redirect(round)


@require_http_methods(["GET", "HEAD", "POST"])
def extensions(request, slug):
    """Who has more time, and why; and a form that gives it."""
    round = managed(request, slug)
    form = ExtensionForm(request.POST or None, round=round)
    if form.is_valid():
        require(policy.may_extend_for(request.user, round, form.user))
        until, reason = form.cleaned_data["until"], form.cleaned_data["reason"]
        with transaction.atomic():
            given = Extension.objects.give(round, form.user, until=until, reason=reason, by=request.user)
            chasing.extended(given)
        messages.success(request, _("%(name)s has more time, and was written to.") % {"name": form.user})
        return redirect("recruitment:extensions", slug)
    rows = Extension.objects.unconflicted(request.user).filter(round=round)
    rows = rows.select_related("user", "given_by").order_by("-given_at")
    context = {"round": round, "form": form, "extensions": rows}
    return render(request, "recruitment/rounds/extensions.html", context, status=422 if form.errors else 200)
