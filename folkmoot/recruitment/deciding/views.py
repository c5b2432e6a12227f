"""Deciding: the order of scores, and what is proposed for each application."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.core.http import number as as_number
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require

from .. import policy
from ..models import Application, Assessor, DecisionList, Meeting, Outcome, Plan, Proposal, Ranking, Round
from ..plans.making import make
from ..rounds.found import managed, seen, with_lanes
from ..theirs import one_of_theirs
from .agenda import against_order, board, in_groups, places
from .forms import ProposalForm, TogetherForm, WordsForm
from .showing import what_was_read

State = Application.State


@require_safe
def decide(request, slug):
    """The order of scores, what is open, what is proposed, and places against offers."""
    round, lanes = with_lanes(request, slug)
    return _decide(request, round, lanes, TogetherForm(), tick=request.GET.get("tick", ""))


def _decide(request, round, lanes, form, *, tick="", ticked=()):
    """The page, with those ticked whose numbers are given, or that the scores leave no doubt of."""
    ranking, rows = board(request.user, round)
    open_ones = [row for row in rows if row.is_open]
    surely = _surely(rows)
    ticked = {*ticked, *surely.get(tick, ())}
    mine = set(policy.lanes_to_decide(request.user, round).values_list("pk", flat=True))
    for row in rows:
        row.is_ticked = row.number in ticked
        row.may_be_ticked = row.lane_id in mine and row.state == State.MODERATION
    context = {
        "round": round,
        "ranking": ranking,
        "rows": rows,
        "groups": in_groups(open_ones),
        "many_open": len(open_ones),
        "places": places(rows, lanes.by_name()),
        "without": sum(row.proposal is None for row in rows),
        "many_surely": {name: len(numbers) for name, numbers in surely.items() if numbers},
        "together_form": form,
        "together_is_open": bool(ticked or form.errors),
        "list": DecisionList.objects.standing(round) if policy.manages(request.user) else None,
        "manages": policy.manages(request.user),
        "may_propose": bool(mine),
        "may_assign": policy.may_assign(request.user, round),
        "severities": _severities(request.user, ranking) if policy.manages(request.user) else [],
    }
    status = 422 if form.errors else 200
    return render(request, "recruitment/deciding/decide.html", context, status=status)


def _surely(rows):
    """{"high" or "low": numbers}: of whom the scores leave no doubt, and nothing is proposed."""
    todo = [row for row in rows if row.standing and row.proposal is None and row.state == State.MODERATION]
    return {
        "high": [row.number for row in todo if row.standing.is_surely_in],
        "low": [row.number for row in todo if row.standing.is_surely_out],
    }


def _severities(user, ranking):
    """[(who, points stricter than average, its error)]: names for an administrator, else numbers."""
    if ranking is None:
        return []
    found, errors = ranking.figures.get("severities", {}), ranking.figures.get("severity_errors", {})
    names = {}
    if user.is_administrator:
        rows = Assessor.objects.filter(pk__in=found).select_related("user")
        names = {str(one.pk): one.user.name for one in rows}
    order = sorted(found, key=found.get, reverse=True)
    return [(names.get(pk, number), found[pk], errors.get(pk)) for number, pk in enumerate(order, start=1)]


@require_POST
def rank(request, slug):
    """Put the scores together as they are now."""
    round = managed(request, slug)
    Ranking.objects.make(round)
    messages.success(request, _("The scores are put together as they are now."))
    return redirect("recruitment:decide", slug)


@require_POST
def again(request, slug):
    """A second wave of readings: more people read what the scores leave open."""
    round = managed(request, slug)
    require(policy.may_assign(request.user, round))
    border = Ranking.objects.border(round)
    if not border.exists():
        raise Refused(_("The scores leave nothing open. Put them together first."))
    make(Plan.objects.begin(round, by=request.user, applications=border))
    return redirect("recruitment:plan", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request, slug, number):
    """One application before those who decide: what was read, what is proposed."""
    round = seen(request, slug)
    open_to_me = Application.objects.filter(round=round).visible_to(request.user)
    rows = open_to_me.select_related("lane", "applicant")
    application = one_of_theirs(request.user, round, rows, number=number)
    before = Proposal.objects.current().filter(application=application).first()
    initial = (
        {name: getattr(before, name) for name in ("outcome", "reasons", "words", "against_order")}
        if before
        else {}
    )
    says_otherwise = partial(against_order(request.user, round), application)
    form = ProposalForm(request.POST or None, initial=initial, is_against=says_otherwise)
    if form.is_valid():
        require(policy.may_propose(request.user, application))
        Proposal.objects.propose(application, by=request.user, **form.cleaned_data)
        messages.success(request, _("Proposed for application %(number)s.") % {"number": application.number})
        is_talked_about = Meeting.objects.running().filter(current=application).exists()
        return redirect("recruitment:meeting" if is_talked_about else "recruitment:decide", slug)
    context = {
        "round": round,
        "application": application,
        "form": form,
        "proposal": before,
        "may_reword": before is not None and policy.may_reword(request.user, application),
        "earlier": application.proposals.filter(is_current=False).select_related("by").order_by("-at"),
        **what_was_read(request.user, application),
    }
    return render(request, "recruitment/deciding/propose.html", context, status=422 if form.errors else 200)


@require_POST
def propose_many(request, slug):
    """The same for all that were ticked, where the scores do not say otherwise."""
    round, lanes = with_lanes(request, slug)
    require(policy.may_propose_in(request.user, round))
    numbers = {as_number(text) for text in request.POST.getlist("number")} - {None}
    form = TogetherForm(request.POST)
    if not form.is_valid():
        return _decide(request, round, lanes, form, ticked=numbers)
    if not numbers:
        form.add_error(None, _("Tick at least one application."))
        return _decide(request, round, lanes, form, ticked=numbers)
    mine = set(policy.lanes_to_decide(request.user, round).values_list("pk", flat=True))
    _ranking, rows = board(request.user, round)
    ticked = [row for row in rows if row.number in numbers and row.state == State.MODERATION]
    ticked = [row for row in ticked if row.lane_id in mine]
    is_against, outcome = against_order(request.user, round), form.cleaned_data["outcome"]
    fitting = [row for row in ticked if not is_against(row, outcome)]
    done = Proposal.objects.propose_many(fitting, by=request.user, **form.cleaned_data)
    words = ngettext(
        "Proposed for %(many)s application: %(outcome)s.",
        "Proposed for %(many)s applications: %(outcome)s.",
        done,
    )
    messages.success(request, words % {"many": done, "outcome": Outcome(outcome).label})
    if refused := len(ticked) - len(fitting):
        words = ngettext(
            "Of %(many)s the scores say otherwise: open it and say why.",
            "Of %(many)s the scores say otherwise: open each and say why.",
            refused,
        )
        messages.warning(request, words % {"many": refused})
    return redirect("recruitment:decide", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def reword(request, slug, number):
    """What the letter tells one person, changed before it leaves; what is proposed stays."""
    round = seen(request, slug)
    open_to_me = Application.objects.filter(round=round).visible_to(request.user)
    application = one_of_theirs(request.user, round, open_to_me.select_related("lane"), number=number)
    require(policy.may_reword(request.user, application))
    proposal = get_object_or_404(Proposal.objects.current(), application=application)
    initial = {"words": proposal.words, "reasons": proposal.reasons}
    form = WordsForm(request.POST or None, initial=initial, outcome=proposal.outcome)
    if form.is_valid():
        Proposal.objects.reword(application, by=request.user, **form.cleaned_data)
        messages.success(request, _("The letter says it so."))
        return redirect("recruitment:propose", slug, number)
    context = {"round": round, "application": application, "proposal": proposal, "form": form}
    return render(request, "recruitment/deciding/reword.html", context, status=422 if form.errors else 200)


@require_safe
@login_not_required
def scores(request, slug):
    """How the scores of this round were combined, once people were told: for everyone."""
    round = get_object_or_404(Round.objects.visible_to(request.user), slug=slug)
    ranking = Ranking.objects.newest_of(round)
    if ranking is None or round.state not in {"welcoming", "finished", "purged"}:
        raise Http404
    context = {"round": round, "figures": ranking.figures, "method": ranking.method}
    return render(request, "recruitment/deciding/scores.html", context)
