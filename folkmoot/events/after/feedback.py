"""The pages on which those who came say how it was, and those who run it read what was said."""

import hashlib
from collections import Counter

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature, TimestampSigner
from django.forms import formset_factory
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.activity import exports
from folkmoot.core.http import kept
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require
from folkmoot.ui.charts import Bars

from .. import asked, finding, running
from ..models import Event, Feedback, Registration
from ..models.feedback import FEWEST, OPEN_FOR
from .forms import AnswersForm, QuestionForm, SummaryForm, questions_of

KEY = TimestampSigner(salt="folkmoot.events.feedback")
Questions = formset_factory(QuestionForm, extra=0, max_num=asked.MOST, validate_max=True, absolute_max=20)


def letter_path(registration):
    """Where somebody answers from a letter, without signing in."""
    return reverse("events:feedback_by_letter", args=[registration.event.slug, KEY.sign(registration.pk)])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request, slug):
    """How it was, for those who came; once, and without their name."""
    event = finding.seen(request, slug)
    registration = Registration.objects.there(event).of(request.user).first()
    require(registration is not None)
    return _page(request, event, registration)


@login_not_required  # the link came in a letter to one person: it says that they came, and nothing else
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feedback_by_letter(request, slug, key):
    try:
        pk = int(KEY.unsign(key, max_age=2 * OPEN_FOR))
    except (BadSignature, ValueError) as error:
        raise Http404 from error
    event = get_object_or_404(Event.objects.published(), slug=slug)
    rows = Registration.objects.there(event).exclude(user__is_active=False)
    return _page(request, event, get_object_or_404(rows, pk=pk))


def _page(request, event, registration):
    sheet = Feedback.objects.of(event)
    sheet.event = event
    has_answered = sheet.has_answered(registration)
    form = None
    if (sheet.is_open and not has_answered) or request.method == "POST":
        data = request.POST if request.method == "POST" else None
        form = AnswersForm(data, questions=sheet.questions, initial=kept(request))
    if request.method == "POST" and form.is_valid() and _answered(form, sheet, registration):
        messages.success(request, _("Thank you. Your answers stand without your name."))
        return redirect(request.path)
    context = {"event": event, "sheet": sheet, "form": form, "has_answered": has_answered, "few": FEWEST}
    status = 422 if form is not None and form.errors else 200
    return render(request, "events/feedback.html", context, status=status)


def _answered(form, sheet, registration):
    try:
        sheet.answer(registration, form.answers)
    except Refused as refused:
        form.add_error(None, refused.words)
        return False
    return True


@require_safe
def feedback_results(request, slug):
    """For those who run it: how many have answered, and from five answers on, what they said."""
    event = finding.run(request, slug)
    sheet = Feedback.objects.of(event)
    sheet.event = event
    shown = sheet.shown()
    context = {
        "event": event,
        "sheet": sheet,
        "running": running.tabs(request, event),
        "many": sheet.many(),
        "came": event.registrations.confirmed().count(),
        "shown": len(shown),
        "few": FEWEST,
        "results": [_result(question, shown) for question in sheet.questions] if shown else [],
        "form": SummaryForm(initial={"summary": sheet.summary} | kept(request)) if shown else None,
    }
    return render(request, "events/feedback_results.html", context)


def _result(question, shown):
    """One question with its figure, or with what was written, in an order of its own."""
    said = [(row.key.hex, row.answers[question["key"]]) for row in shown if question["key"] in row.answers]
    if question["kind"] == asked.Kind.WORDS:
        said.sort(key=lambda pair: hashlib.sha256(f"{question['key']}{pair[0]}".encode()).digest())
        return {"words": question["words"], "texts": [words for _key, words in said], "many": len(said)}
    counts = Counter(value for _key, value in said)
    rows = [(str(words), counts[value]) for value, words in asked.choices_of(question)]
    return {
        "words": question["words"],
        "figure": _figure(question, rows) if said else None,
        "many": len(said),
    }


def _figure(question, rows):
    total = sum(number for _label, number in rows)
    label, number = max(rows, key=lambda row: row[1])
    title = ngettext(
        "%(number)s of %(total)s answered: %(label)s", "%(number)s of %(total)s answered: %(label)s", number
    ) % {"number": number, "total": total, "label": label}
    return Bars(title, rows, unit=_("answers"), columns=(_("Answer"), _("How many")), picked={label})


@require_http_methods(["GET", "HEAD", "POST"])
def feedback_questions(request, slug):
    """What those who came are asked: up to eight questions, until somebody has answered."""
    event = finding.run(request, slug)
    sheet = Feedback.objects.of(event)
    sheet.event = event
    now = [one | {"choices": "\n".join(one["choices"])} for one in sheet.questions]
    empty = [{"kind": asked.Kind.WORDS}] * (asked.MOST - len(now))
    forms = Questions(request.POST or None, initial=now + empty, prefix="asked")
    problem = ""
    if request.method == "POST" and forms.is_valid():
        questions = questions_of(forms)
        if not questions:
            problem = _("Ask at least one thing.")
        elif not (problem := _chosen(sheet, questions, request.user)):
            messages.success(request, _("This is what is asked."))
            return redirect("events:feedback_results", slug)
    context = {"event": event, "sheet": sheet, "forms": forms, "problem": problem}
    results = reverse("events:feedback_results", args=[slug])
    context |= {"running": running.tabs(request, event, at=results), "many": sheet.many()}
    bad = request.method == "POST"
    return render(request, "events/feedback_questions.html", context, status=422 if bad else 200)


def _chosen(sheet, questions, user):
    """Nothing where it is done; else why not, in words."""
    try:
        sheet.choose(questions, by=user)
    except Refused as refused:
        return refused.words
    return ""


@require_POST
def feedback_tell(request, slug):
    """Let those who came read what was heard; or take it back."""
    event = finding.run(request, slug)
    form = SummaryForm(request.POST)
    sheet = Feedback.objects.of(event)
    sheet.event = event
    if not form.is_valid():
        messages.error(request, _("That is too long. Nothing was changed."))
        return redirect("events:feedback_results", slug)
    sheet.tell(form.cleaned_data["summary"], by=request.user)
    told = _("Those who came read it on the page of the event.")
    messages.success(request, told if form.cleaned_data["summary"] else _("Nothing is shown any more."))
    return redirect("events:feedback_results", slug)


@require_POST
def feedback_export(request, slug):
    """What was said, one row an answer, in an order of chance: as withheld as on the page."""
    event = finding.run(request, slug)
    sheet = Feedback.objects.of(event)
    sheet.event = event
    shown = sheet.shown()
    if not shown:
        raise Refused(
            _("There are fewer than %(few)s answers to be shown: they are not taken away, either.")
            % {"few": FEWEST}
        )
    headings = [question["words"] for question in sheet.questions]
    rows = ([_cell(question, row.answers) for question in sheet.questions] for row in shown)
    return exports.answer(request, "feedback", headings, rows)


def _cell(question, answers):
    said = answers.get(question["key"], "")
    if question["kind"] == asked.Kind.WORDS:
        return said
    return str(dict(asked.choices_of(question)).get(said, ""))
