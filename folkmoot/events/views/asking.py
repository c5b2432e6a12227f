"""What hosts ask of those who register: choosing the questions, reading the answers."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.activity import exports
from folkmoot.core.http import kept
from folkmoot.core.lifecycle import Refused

from .. import finding, running
from ..asking.forms import NeedsAskedForm, QuestionForm, shown
from ..models import Answer, Event, Question

ANSWERS_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def form(request, pk):
    """What is asked at registration, of a draft or of what is published; and one question more."""
    event = finding.planned(request, pk)
    adding = QuestionForm(request.POST or None, initial=kept(request))
    if request.method == "POST" and adding.is_valid():
        try:
            Question.objects.ask(event, by=request.user, **adding.cleaned_data)
        except Refused as refused:
            adding.add_error(None, refused.words)
        else:
            messages.success(request, _("The question is asked of everybody who registers from now on."))
            return redirect("events:form", pk)
    return _form_page(request, event, adding, NeedsAskedForm(instance=event))


@require_http_methods(["GET", "HEAD", "POST"])
def ask_after_needs(request, pk):
    """Whether access and food are asked after; whom one can speak to, until when it can be met."""
    event = finding.planned(request, pk)
    asking = NeedsAskedForm(request.POST or None, instance=event, initial=kept(request))
    if request.method == "POST" and asking.is_valid():
        Event.objects.get(pk=event.pk).edit(by=request.user, **asking.cleaned_data)
        messages.success(request, _("It is kept."))
        return redirect("events:form", pk)
    return _form_page(request, event, QuestionForm(), asking)


def _form_page(request, event, adding, asking):
    questions = list(event.questions.asked())
    answered = Answer.objects.filter(question__in=questions).values_list("question", flat=True).distinct()
    context = {
        "event": event,
        "questions": questions,
        "answered": set(answered),
        "retired": list(event.questions.filter(is_retired=True).order_by("order", "pk")),
        "adding": adding,
        "asking": asking,
        "running": running.tabs(request, event),
    }
    status = 422 if adding.errors or asking.errors else 200
    return render(request, "events/form.html", context, status=status)


@require_safe
def form_of(request, slug):
    """The same page, by the address of the event."""
    return redirect("events:form", finding.run(request, slug).pk)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request, pk, question):
    """Word a question better; once it is answered, only what helps to answer it."""
    event, asked = _asked(request, pk, question)
    is_answered = asked.answers.exists()
    changing = QuestionForm(
        request.POST or None, instance=asked, is_answered=is_answered, initial=kept(request)
    )
    if request.method == "POST" and changing.is_valid():
        try:
            Question.objects.select_related("event").get(pk=asked.pk).change(
                by=request.user, **changing.cleaned_data
            )
        except Refused as refused:
            changing.add_error(None, refused.words)
        else:
            messages.success(request, _("The question is changed."))
            return redirect("events:form", pk)
    context = {"event": event, "question": asked, "form": changing, "is_answered": is_answered}
    return render(request, "events/question.html", context, status=422 if changing.errors else 200)


@require_POST
def move_question(request, pk, question):
    """Up or down."""
    _event, asked = _asked(request, pk, question)
    asked.move(-1 if "up" in request.POST else 1, by=request.user)
    return redirect("events:form", pk)


@require_POST
def retire_question(request, pk, question):
    """It is asked no more."""
    _event, asked = _asked(request, pk, question)
    asked.retire(by=request.user)
    messages.success(request, _("The question is asked no more. Answers that were given stay."))
    return redirect("events:form", pk)


def _asked(request, pk, key):
    event = finding.planned(request, pk)
    question = get_object_or_404(event.questions.asked(), pk=key)
    question.event = event
    return event, question


@require_http_methods(["GET", "HEAD", "POST"])
def answers(request, slug):
    """Who answered what: for those who run it, as a page and, by POST, as a file."""
    event = finding.run(request, slug)
    questions = list(event.questions.in_order())
    rows = event.registrations.live().select_related("user", "guest", "pool").order_by("registered_at", "pk")
    if request.method == "POST":
        headings = [_("Name"), _("How they come"), _("State"), *(one.words for one in questions)]
        return exports.answer(
            request, f"answers-{event.slug}", headings, _table(rows, questions), event=event.slug
        )
    page = Paginator(rows, ANSWERS_A_PAGE).get_page(request.GET.get("page"))
    page.object_list = list(page.object_list)
    said = _said(page.object_list)
    context = {
        "event": event,
        "questions": questions,
        "page": page,
        "people": [
            (
                one,
                [
                    (asked, shown(asked, said[one.pk, asked.pk]))
                    for asked in questions
                    if (one.pk, asked.pk) in said
                ],
            )
            for one in page
        ],
        "running": running.tabs(request, event),
    }
    return render(request, "events/answers.html", context)


def _table(rows, questions):
    """Names and answers, never what somebody needs."""
    rows = list(rows)
    said = _said(rows)
    for one in rows:
        told = [shown(asked, said.get((one.pk, asked.pk), "")) for asked in questions]
        yield [one.person.name, one.pool.get_mode_display(), one.get_state_display(), *told]


def _said(registrations):
    """{(key of a registration, of a question): words}: one query."""
    rows = Answer.objects.filter(registration__in=[one.pk for one in registrations])
    return {
        (one, asked): words for one, asked, words in rows.values_list("registration", "question", "words")
    }
