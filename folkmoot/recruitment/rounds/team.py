"""Rounds for those who look after them: planned, opened, changed; lanes, questions, criteria, more time."""

from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.forms import formset_factory
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.core.http import kept, typed
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require

from .. import policy
from ..models import Application, Assessor, Criterion, Extension, Lane, Question, Round, publish
from . import chasing
from .forms import CriterionForm, ExtensionForm, LaneForm, QuestionForm, RoundForm
from .found import managed, seen

A_PAGE = 50
SPARE = 1  # empty rows at the end of an editor
State = Application.State


@require_safe
def rounds(request):
    """Every round, the newest first."""
    require(policy.may_plan_rounds(request.user))
    rows = Round.objects.newest()
    drafts = Counter(
        Application.objects.drafts().exclude(applicant=request.user).values_list("round", flat=True)
    )
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
def lanes(request, slug):
    """The partners of a round, and a form that adds one."""
    round = managed(request, slug)
    form = LaneForm(request.POST or None, round=round)
    if form.is_valid():
        require(policy.may_edit_round(request.user, round))
        Lane.objects.add(round, by=request.user, **form.cleaned_data)
        messages.success(request, _("The partner leads a part of this round now."))
        return redirect("recruitment:lanes", slug)
    shown = round.lanes.by_name().prefetch_related("regions", "leads")
    context = {"round": round, "lanes": shown, "form": form}
    return render(request, "recruitment/rounds/lanes.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def lane(request, slug, pk):
    """One lane: all of it for the team, its words of welcome for its leads."""
    round = seen(request, slug)
    lane = get_object_or_404(Lane.objects.by_name(), pk=pk, round=round)
    manages = policy.manages(request.user)
    if not policy.may_edit_lane(request.user, lane):
        raise Http404
    form = LaneForm(request.POST or None, instance=lane, round=round, manages=manages)
    if form.is_valid():
        lane = Lane.objects.select_related("round", "partner__organisation").get(pk=lane.pk)
        lane.edit(by=request.user, **form.cleaned_data)
        messages.success(request, _("Changed."))
        return redirect("recruitment:lanes" if manages else "recruitment:board", slug)
    context = {"round": round, "lane": lane, "form": form, "manages": manages}
    return render(request, "recruitment/rounds/lane.html", context, status=422 if form.errors else 200)


LANE_ACTS = {
    "close": Lane.close, "reopen": Lane.reopen, "suspend": Lane.suspend, "reinstate": Lane.reinstate,
}  # fmt: skip


@require_POST
def lane_act(request, slug, pk, act):
    """Close it, open it again, stop its partner from acting, let it act again."""
    round = managed(request, slug)
    if act not in LANE_ACTS:
        raise Http404
    require(policy.may_edit_round(request.user, round))
    LANE_ACTS[act](get_object_or_404(Lane, pk=pk, round=round), by=request.user)
    messages.success(request, _("Changed."))
    return redirect("recruitment:lanes", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request, slug):
    """The questions: changed, they are a new version; those who have begun keep theirs."""
    return _editor(request, slug, "questions")


@require_http_methods(["GET", "HEAD", "POST"])
def criteria(request, slug):
    """The criteria: changed, they are a new version; scores stay with the one they were given under."""
    return _editor(request, slug, "criteria")


def _editor(request, slug, what):
    round = managed(request, slug)
    form, rows = (QuestionForm, _question_rows) if what == "questions" else (CriterionForm, _criterion_rows)
    initial, begun = rows(round), round.applications.exists()
    why = typed(request, "why", 300)
    formset = formset_factory(form, extra=0 if request.method == "POST" else SPARE)(
        request.POST or None, initial=initial, prefix=what
    )
    if request.method == "POST" and formset.is_valid():
        require(policy.may_edit_round(request.user, round))
        made = [
            _made(what, one.cleaned_data)
            for one in formset
            if one.cleaned_data.get("words" if what == "questions" else "name")
        ]
        if made:
            versions = round.question_sets if what == "questions" else round.rubrics
            if why or not begun:
                publish(versions, _with_keys(_as_before(what, round, made)), by=request.user, why=why)
                messages.success(request, _("A new version is in force."))
                return redirect("recruitment:board", slug)
        messages.error(request, _("Say why in a few words.") if made else _("At least one has to stay."))
    faulty = request.method == "POST"
    context = {"round": round, "formset": formset, "what": what, "begun": begun, "why": why}
    return render(request, "recruitment/rounds/editor.html", context, status=422 if faulty else 200)


def _question_rows(round):
    fields = ["key", "title", "words", "hint", "sample", "most_words", "is_required", "is_read"]
    return [{name: getattr(one, name) for name in fields} for one in round.question_set().questions.all()]


def _criterion_rows(round):
    fields = ["key", "name", "about", "weight"]
    rows = round.rubric().criteria.all()
    return [
        {**{name: getattr(one, name) for name in fields}, "levels": "\n".join(one.levels)} for one in rows
    ]


def _made(what, facts):
    model = Question if what == "questions" else Criterion
    return model(**facts)


def _as_before(what, round, rows):
    """What the editor does not ask stays: who answers, what says who one is, how long it is kept."""
    kept = ["route", "is_personal", "retention_days"] if what == "questions" else []
    before = {one.key: one for one in round.question_set().questions.all()}
    for row in rows:
        for name in kept if row.key in before else ():
            setattr(row, name, getattr(before[row.key], name))
    return rows


def _with_keys(rows):
    """Each with a key of its own: the one it had, else one made of its title."""
    taken = set()
    for row in rows:
        row.key = "" if row.key in taken else row.key
        taken.add(row.key)
    for row in rows:
        if not row.key:
            base = slugify(getattr(row, "title", "") or getattr(row, "name", ""))[:30] or "item"
            row.key = next(key for key in [base, *(f"{base}-{n}" for n in range(2, 200))] if key not in taken)
            taken.add(row.key)
    return rows


@require_http_methods(["GET", "HEAD", "POST"])
def extensions(request, slug):
    """Who has more time, and why; and a form that gives it."""
    round = managed(request, slug)
    form = ExtensionForm(request.POST or None, round=round)
    if form.is_valid():
        require(policy.may_extend_for(request.user, round, form.user))
        until, reason = form.cleaned_data["until"], form.cleaned_data["reason"]
        given = Extension.objects.give(round, form.user, until=until, reason=reason, by=request.user)
        chasing.extended(given)
        messages.success(request, _("%(name)s has more time, and was written to.") % {"name": form.user})
        return redirect("recruitment:extensions", slug)
    rows = (
        round.extensions.exclude(user=request.user).select_related("user", "given_by").order_by("-given_at")
    )
    context = {"round": round, "form": form, "extensions": rows}
    return render(request, "recruitment/rounds/extensions.html", context, status=422 if form.errors else 200)


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
        .exclude(applicant=user)
        .values_list("lane", flat=True)
    )
    chosen = {name: request.GET.get(name, "") for name in ("lane", "state")}
    if chosen["lane"].isdecimal() and len(chosen["lane"]) < 18:
        rows = rows.filter(lane=chosen["lane"])
    if chosen["state"] in State.values:
        rows = rows.filter(state=chosen["state"])
    page = Paginator(rows.select_related("lane__partner__organisation").order_by("number"), A_PAGE)
    lanes = list(own.by_name())
    context = {
        "round": round,
        "page": page.get_page(request.GET.get("page")),
        "lanes": [(lane, drafts[lane.pk], _counted(states, lane)) for lane in lanes],
        "labels": State,
        "chosen": chosen,
        "states": sorted({state for _lane, state in states}, key=list(State.values).index),
        "behind": Assessor.objects.filter(round=round, lane__in=own).behind(user).by_name(),
        "manages": policy.manages(user),
    }
    return render(request, "recruitment/rounds/board.html", context)


def _counted(states, lane):
    return [(State(state).label, many) for (pk, state), many in sorted(states.items()) if pk == lane.pk]


@require_http_methods(["GET", "HEAD", "POST"])
def chase(request, slug, whom):
    """A drafted letter to those whose drafts are not sent, or who are behind with reading."""
    round = managed(request, slug)
    if whom not in chasing.WHOM:
        raise Http404
    people = chasing.WHOM[whom](round)
    words = typed(request, "words", 3000)
    if request.method == "POST" and not words:
        raise Refused(_("Write something first."))
    if request.method == "POST":
        many = chasing.write(round, whom, words, by=request.user)
        messages.success(request, _("Written to %(many)s.") % {"many": many})
        return redirect("recruitment:board", slug)
    context = {"round": round, "whom": whom, "many": len(people), "words": chasing.drafted(round, whom)}
    return render(request, "recruitment/rounds/chase.html", context)
