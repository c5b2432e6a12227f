"""Reading: what is mine to read, whose names I must look at first, one application after the other."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.activity.models import Draft
from folkmoot.core.http import kept, typed

from ..assessors.forms import AcceptForm, LoadForm
from ..models import Assessment, Assessor, Round
from .forms import AssessmentForm, ReasonForm
from .severity import own_severity
from .showing import identity, others, readable, readable_of


@require_safe
def reading(request, slug):
    """An assessor's own page of the round: whether they read, how much, and what."""
    return _page(request, _own(request, slug))


def _page(request, assessor, **forms):
    """What is not read yet stands first; `forms` that came back in place of empty ones."""
    rows = _mine(request, assessor.round).select_related("application__round", "application__applicant")
    rows = rows.order_by("application__number")
    rows = sorted(rows, key=lambda row: row.is_done) if assessor.is_reading else []
    context = {
        "round": assessor.round,
        "assessor": assessor,
        "rows": rows,
        "to_check": sum(row.checked_at is None and not row.is_done for row in rows),
        "done": sum(row.is_done for row in rows),
        "accept_form": AcceptForm(),
        "load_form": LoadForm(initial={"capacity": assessor.capacity, "minimum": assessor.minimum}),
        "criteria": assessor.round.rubric().criteria.all(),
        "severity": own_severity(assessor),
        **forms,
    }
    return render(request, "recruitment/reading/reading.html", context, status=422 if forms else 200)


def _own(request, slug):
    """This person as an assessor of the round; who is none finds nothing."""
    round = get_object_or_404(Round.objects.visible_to(request.user), slug=slug)
    rows = Assessor.objects.filter(user=request.user).exclude(state=Assessor.State.REMOVED)
    return get_object_or_404(rows.select_related("round", "lane__partner__organisation"), round=round)


def _mine(request, round):
    return Assessment.objects.visible_to(request.user).filter(application__round=round)


@require_POST
def answer(request, slug):
    """Will they read, and how much?"""
    assessor = _own(request, slug)
    if request.POST.get("answer") == "no":
        assessor.decline()
        messages.success(request, _("Thank you for telling us."))
        return redirect("recruitment:reading", slug)
    form = (LoadForm if assessor.is_reading else AcceptForm)(request.POST)
    if not form.is_valid():
        return _page(request, assessor, accept_form=form, load_form=form)
    load = {name: form.cleaned_data[name] for name in ("capacity", "minimum")}
    if assessor.is_reading:
        assessor.set_load(**load)
    else:
        assessor.accept(**load)
    messages.success(request, _("Kept. We write to you when there is something to read."))
    return redirect("recruitment:reading", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def names(request, slug):
    """Names before content: whom do you know too well to judge?"""
    assessor = _own(request, slug)
    rows = (
        _mine(request, assessor.round)
        .to_check()
        .select_related("application__applicant")
        .order_by("application__applicant__name")
    )
    rows = list(rows)
    if request.method == "POST":
        return _checked(request, slug, rows)
    return render(request, "recruitment/reading/names.html", {"round": assessor.round, "rows": rows})


@transaction.atomic
def _checked(request, slug, rows):
    """Only those that stood on the page; what was given meanwhile is looked at next."""
    seen, known, reason = (
        request.POST.getlist("seen"),
        request.POST.getlist("known"),
        typed(request, "reason", 300),
    )
    for row in rows:
        if str(row.pk) in known:
            row.recuse(reason.strip() or _("Known to the assessor."))
        elif str(row.pk) in seen:
            row.clear()
    many = sum(str(row.pk) in known for row in rows)
    if many:
        words = ngettext("%(many)s goes to somebody else.", "%(many)s go to somebody else.", many)
        messages.success(request, words % {"many": many})
    return redirect("recruitment:reading", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def read(request, slug, number):
    """One application, and the form of one's assessment."""
    assessment = _one(request, slug, number)
    if assessment.checked_at is None:
        return redirect("recruitment:reading_names", slug)
    round = assessment.application.round
    rubric = assessment.rubric if assessment.is_done else round.rubric()
    key = f"assessment-{assessment.pk}"
    form = AssessmentForm(
        request.POST or None, criteria=rubric.criteria.all(), initial=_before(request, assessment, key)
    )
    if _has_changed(request, rubric):
        form.add_error(
            None, _("The criteria have changed since you opened this page. Look at each level again.")
        )
    if form.is_valid():
        return _scored(request, assessment, form, rubric, key)
    context = {
        "round": round,
        "assessment": assessment,
        "application": assessment.application,
        "answers": readable(assessment.application),
        "form": form,
        "rubric": rubric,
        "draft_key": key,
        "scores": assessment.scores_in_force() if assessment.is_done else {},
        "others": others(assessment),
        "identity": identity(assessment),
        "names_came": assessment.names_came,
        "reason_form": ReasonForm(),
    }
    return render(request, "recruitment/reading/read.html", context, status=422 if form.errors else 200)


def _has_changed(request, rubric):
    """Whether what was sent is about the criteria of another version."""
    return request.POST.get("version", str(rubric.version)) != str(rubric.version)


def _one(request, slug, number):
    rows = Assessment.objects.visible_to(request.user).select_related(
        "application__round", "application__applicant", "application__question_set", "assessor", "rubric"
    )
    return get_object_or_404(rows, application__round__slug=slug, application__number=number)


def _before(request, assessment, key):
    """What was typed here: when the session ended, as a draft, or in the version before."""
    held = kept(request) or Draft.objects.words(request.user, key)
    scores = {name: score.value for name, score in assessment.scores_in_force().items()}
    return held or {**scores, "words": assessment.words, "feedback": assessment.feedback}


def _scored(request, assessment, form, rubric, key):
    words = {name: form.cleaned_data[name] for name in ("words", "feedback")}
    assessment.submit(form.values, rubric=rubric, **words)
    Draft.objects.drop(request.user, key)
    round = assessment.application.round
    messages.success(
        request,
        _("Your scores for application %(number)s are in.") % {"number": assessment.application.number},
    )
    rest = (
        _mine(request, round)
        .waiting()
        .exclude(checked_at=None)
        .order_by("application__number")
        .select_related("application")
    )
    if "next" in request.POST and (following := rest.first()):
        return redirect("recruitment:read", round.slug, following.application.number)
    return redirect("recruitment:reading", round.slug)


@require_POST
def reopen(request, slug, number):
    """Change one's scores."""
    assessment = _one(request, slug, number)
    assessment.reopen()
    return redirect("recruitment:read", slug, number)


@require_POST
def step_back(request, slug, number):
    """A conflict came to light, or there is no time: somebody else reads it."""
    assessment = _one(request, slug, number)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why in a few words."))
        return redirect("recruitment:read", slug, number)
    if request.POST.get("what") == "conflict":
        assessment.recuse(form.cleaned_data["reason"])
    else:
        assessment.give_back(form.cleaned_data["reason"])
    Draft.objects.drop(request.user, f"assessment-{assessment.pk}")
    messages.success(request, _("Somebody else reads it. Thank you for saying so."))
    return redirect("recruitment:reading", slug)


@require_safe
def on_paper(request, slug):
    """All that one has to read, to print: on a train, on paper."""
    assessor = _own(request, slug)
    rows = (
        _mine(request, assessor.round).waiting().exclude(checked_at=None).select_related("application__round")
    )
    if not assessor.is_reading:
        raise Http404
    rows = list(rows.order_by("application__number").select_related("application__applicant"))
    answers = readable_of([row.application for row in rows])
    shown = [(row, answers[row.application_id]) for row in rows]
    context = {"round": assessor.round, "shown": shown, "criteria": assessor.round.rubric().criteria.all()}
    return render(request, "recruitment/reading/paper.html", context)
