"""Deciding: the order of scores, proposals, the list two people confirm, the letters."""

from collections import Counter

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.core.http import number as as_number
from folkmoot.core.http import typed
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require

from .. import policy
from ..models import (
    Application,
    Assessor,
    DecisionList,
    Lane,
    LetterText,
    Meeting,
    Outcome,
    Plan,
    Proposal,
    Ranking,
    Round,
)
from ..plans.making import make
from ..rounds.found import managed, seen, with_lanes
from ..theirs import one_of_theirs
from .agenda import against_order, board, in_groups, places
from .forms import LetterTextForm, ProposalForm, ReleaseForm, WhyForm
from .letters import FIELDS, KINDS, defaults, dry_run, filled
from .releasing import release as tell
from .showing import what_was_read

State = Application.State
AT_ONCE = 200  # letters while somebody waits for the page; more leave by the clock


@require_safe
def decide(request, slug):
    """The order of scores, what is open, what is proposed, and places against offers."""
    round, lanes = with_lanes(request, slug)
    ranking, rows = board(request.user, round)
    open_ones = [row for row in rows if row.is_open]
    context = {
        "round": round,
        "ranking": ranking,
        "rows": rows,
        "groups": in_groups(open_ones),
        "many_open": len(open_ones),
        "places": places(rows, lanes.by_name()),
        "without": sum(row.proposal is None for row in rows),
        "list": DecisionList.objects.standing(round) if policy.manages(request.user) else None,
        "manages": policy.manages(request.user),
        "may_propose": policy.may_propose_in(request.user, round),
        "may_assign": policy.may_assign(request.user, round),
        "severities": _severities(request.user, ranking) if policy.manages(request.user) else [],
    }
    return render(request, "recruitment/deciding/decide.html", context)


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
    """A second wave of readings: two more for what the scores leave open."""
    round = managed(request, slug)
    require(policy.may_assign(request.user, round))
    border = Ranking.objects.border(round, as_number(request.POST.get("many", "")) or None)
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
        {name: getattr(before, name) for name in ("outcome", "rank", "reasons", "words", "against_order")}
        if before
        else {}
    )
    form = ProposalForm(request.POST or None, initial=initial, is_against=against_order(application, round))
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
        "earlier": application.proposals.filter(is_current=False).select_related("by").order_by("-at"),
        **what_was_read(request.user, application),
    }
    return render(request, "recruitment/deciding/propose.html", context, status=422 if form.errors else 200)


@require_POST
def bulk(request, slug):
    """One outcome for many that were ticked: offers where the scores say so, nothing else."""
    round = seen(request, slug)
    require(policy.may_propose_in(request.user, round))
    numbers = {as_number(text) for text in request.POST.getlist("number")}
    ticked = Application.objects.filter(round=round, number__in=numbers, state=State.MODERATION)
    done = refused = 0
    for application in ticked.visible_to(request.user).select_related("lane"):
        if against_order(application, round)(Outcome.OFFER) or not policy.may_propose(
            request.user, application
        ):
            refused += 1
            continue
        Proposal.objects.propose(application, Outcome.OFFER, by=request.user)
        done += 1
    words = ngettext("%(many)s offer proposed.", "%(many)s offers proposed.", done)
    messages.success(request, words % {"many": done})
    if refused:
        words = ngettext(
            "%(many)s stands below the places: open it and say why.",
            "%(many)s stand below the places: open each and say why.",
            refused,
        )
        messages.warning(request, words % {"many": refused})
    return redirect("recruitment:decide", slug)


@require_safe
def the_list(request, slug):
    """The whole list, for the second person."""
    round = managed(request, slug)
    decisions = DecisionList.objects.standing(round)
    seen = set(
        Application.objects.filter(round=round).visible_to(request.user).values_list("number", flat=True)
    )
    rows = [
        (number, Outcome(outcome).label, rank)
        for number, outcome, rank in (decisions.rows if decisions else [])
        if number in seen
    ]
    context = {
        "round": round,
        "list": decisions,
        "rows": rows,
        "counts": Counter(label for _number, label, _rank in rows).most_common(),
        "may_confirm": bool(decisions) and policy.may_confirm(request.user, decisions),
        "may_send_back": bool(decisions) and policy.may_send_back(request.user, decisions),
        "why_form": WhyForm(),
    }
    return render(request, "recruitment/deciding/list.html", context)


@require_POST
def propose_list(request, slug):
    round = managed(request, slug)
    DecisionList.objects.propose(round, by=request.user)
    messages.success(request, _("Proposed. A second person confirms it."))
    return redirect("recruitment:list", slug)


@require_POST
def confirm_list(request, slug, pk):
    """The second person says yes, having seen this very list."""
    decisions = get_object_or_404(DecisionList, pk=pk, round=managed(request, slug))
    require(policy.may_confirm(request.user, decisions))
    decisions.confirm(by=request.user)
    messages.success(request, _("Confirmed. Now the letters can leave."))
    return redirect("recruitment:letters", slug)


@require_POST
def send_back(request, slug, pk):
    decisions = get_object_or_404(DecisionList, pk=pk, round=managed(request, slug))
    require(policy.may_send_back(request.user, decisions))
    decisions.send_back(by=request.user, why=typed(request, "why", 1000))
    messages.success(request, _("Sent back. Everything on it is weighed again."))
    return redirect("recruitment:decide", slug)


@require_safe
def letters(request, slug):
    """The letters: their words, how many of each, each as its reader gets it; leads see their lane's."""
    round = seen(request, slug)
    decisions = DecisionList.objects.standing(round)
    waiting = Application.objects.filter(list=decisions, state=State.DECIDED).visible_to(request.user)
    outcomes = decisions.outcomes() if decisions else {}
    counts = Counter(outcomes[number][0] for number in waiting.values_list("number", flat=True))
    context = {
        "round": round,
        "list": decisions,
        "counts": dry_run(counts),
        "kinds": KINDS.items(),
        "preview": _preview(request, waiting, outcomes),
        "manages": policy.manages(request.user),
        "release_form": ReleaseForm(),
        "failed": _failed(request, round),
    }
    return render(request, "recruitment/deciding/letters.html", context)


def _preview(request, waiting, outcomes):
    """One letter as its reader gets it, with the one before and after."""
    people = waiting.select_related("applicant", "lane__partner__organisation", "round").order_by("number")
    wanted = as_number(request.GET.get("number"))
    application = (people.filter(number__gte=wanted).first() if wanted else None) or people.first()
    if application is None:
        return None
    kind = outcomes[application.number][0]
    subject, text = filled(
        application, kind, Proposal.objects.current().filter(application=application).first()
    )
    return {
        "application": application, "kind": KINDS[kind], "subject": subject, "text": text,
        "before": people.filter(number__lt=application.number).values_list("number", flat=True).last(),
        "after": people.filter(number__gt=application.number).values_list("number", flat=True).first(),
    }  # fmt: skip


def _failed(request, round):
    """Letters that did not arrive."""
    open_to_me = Application.objects.filter(round=round).visible_to(request.user)
    rows = open_to_me.filter(letters__email__state__in=["failed", "given_up"]).values_list(
        "number", "letters__email__last_error"
    )
    return list(rows.order_by("number"))


@require_http_methods(["GET", "HEAD", "POST"])
def letter_text(request, slug, kind, lane=None):
    """The words of one letter, for the round or for one lane."""
    round = managed(request, slug)
    if kind not in KINDS:
        raise Http404
    lane = get_object_or_404(Lane, pk=lane, round=round) if lane else None
    own = LetterText.objects.filter(round=round, lane=lane, outcome=kind).first()
    subject, body = defaults()[kind]
    initial = {} if own else {"subject": subject, "body": body}
    form = LetterTextForm(request.POST or None, instance=own, initial=initial)
    if form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("subject", "body")}
        LetterText.objects.update_or_create(round=round, lane=lane, outcome=kind, defaults=words)
        messages.success(request, _("Kept."))
        return redirect("recruitment:letters", slug)
    context = {
        "round": round,
        "lane": lane,
        "kind": KINDS[kind],
        "form": form,
        "fields": FIELDS.items(),
        "lanes": round.lanes.by_name(),
        "kind_name": kind,
    }
    return render(
        request, "recruitment/deciding/letter_text.html", context, status=422 if form.errors else 200
    )


@require_POST
def release(request, slug, pk):
    """Let the letters leave: now, or at an hour."""
    decisions = get_object_or_404(
        DecisionList.objects.select_related("round"), pk=pk, round=managed(request, slug)
    )
    require(policy.may_release(request.user, decisions.round))
    if "at" in request.POST:
        form = ReleaseForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Say a day and an hour."))
            return redirect("recruitment:letters", slug)
        decisions.schedule(form.cleaned_data["at"], by=request.user)
        messages.success(request, _("They leave by themselves at that hour."))
    elif len(decisions.rows) > AT_ONCE:
        decisions.schedule(timezone.now(), by=request.user)
        messages.success(
            request, _("They leave within the next minutes, each once. This page says how many are left.")
        )
    else:
        tell(decisions, by=request.user)
        messages.success(request, _("Everybody on the list was written to."))
    return redirect("recruitment:letters", slug)


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
