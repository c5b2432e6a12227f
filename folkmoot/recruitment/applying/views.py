"""The applicant's way: begin, one page at a time, look it over, send, and see where it stands."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.core.http import kept
from folkmoot.core.http import number as as_number
from folkmoot.core.lifecycle import Refused

from ..helping.looks import looks_at
from ..models import Application, Extension, Round
from ..models.appeal import Appeal, may_be_asked
from ..models.equality import may_answer
from ..models.reference import may_name
from ..models.sending import may_send
from ..offers.places import on_place
from ..retention.rules import is_gone
from . import again
from .forms import AboutForm, QuestionForm, SendForm, StartForm, WithdrawForm, too_long
from .sections import ABOUT_YOU, Newer, keep, revision_of, sections, take_over

State = Application.State


@require_http_methods(["GET", "HEAD", "POST"])
def apply(request, slug):
    """Begin an application, or go on with the one begun."""
    round = get_object_or_404(Round.objects.visible_to(request.user), slug=slug)
    if mine := Application.objects.of(request.user).filter(round=round).first():
        return redirect(mine)
    before = again.before(request.user, round)
    form = StartForm(request.POST or None, round=round, initial=kept(request) or _routed(request))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():  # begun, it begins with what was written before
            application = Application.objects.start(round, applicant=request.user, **form.cleaned_data)
            if before:
                take_over(application, before)
        return redirect(application)
    context = {"round": round, "form": form, "may_send": may_send(round, request.user), "before": before}
    context |= {"questions": round.question_set().questions.all(), "criteria": round.rubric().criteria.all()}
    return render(request, "recruitment/applying/apply.html", context, status=422 if form.errors else 200)


def _routed(request):
    """The route and lane that the eligibility check came to."""
    return {name: request.GET[name] for name in ("route", "lane") if name in request.GET}


def _own(request, slug):
    return get_object_or_404(Application.objects.of(request.user), round__slug=slug)


@require_safe
def application(request, slug):
    """A draft: what is done and what is not. Sent: where it stands."""
    application = _own(request, slug)
    context = {
        "application": application,
        "round": application.round,
        "now": timezone.now(),
        "extended": Extension.objects.until(application.round, request.user),
    }
    context["closes_at"] = max(filter(None, [application.round.closes_at, context["extended"]]))
    context |= {"referees": application.references.standing(), "may_name": may_name(application)}
    if application.is_draft:
        context |= {
            "sections": sections(application),
            "feedback": again.feedback(request.user, application.round),
        }
        context["done"] = sum(section.is_done for section in context["sections"])
        context["help_typed"] = kept(request).get("words", "")
        context["looks"] = looks_at(application) if application.help_asked_at else []
        return render(request, "recruitment/applying/tasks.html", context)
    context |= {
        "answers": answers_of(application),
        "letters": application.letters.order_by("-at"),
        "can_be_reopened": application.can_be_reopened(),
        "may_ask_review": may_be_asked(application),
        "appeal": Appeal.objects.filter(application=application).first(),
        "may_answer_equality": may_answer(application),
        "place": on_place(application),
        "could_apply_to": again.could_apply_to(application),
        "was_on_reserve": application.state != State.WELCOMED  # a member's is kept for a year anyway
        and Application.objects.on_reserve().filter(pk=application.pk).exists(),
    }
    return render(request, "recruitment/applying/sent.html", context)


@require_POST
def keep_short(request, slug):
    """Not kept longer than others, though it is on the reserve list."""
    _own(request, slug).keep_short(by=request.user)
    messages.success(request, _("We keep it for half a year from our letter, and no longer."))
    return redirect("recruitment:application", slug)


def answers_of(application, texts=None):
    """[(section, [(what was asked, what is written)])] of what was sent, or is written now."""
    texts = application.sent_texts() if texts is None else texts
    fields = AboutForm.base_fields
    shown = sections(application)
    for section in shown:
        if section.question and is_gone(section.question, application):
            texts = {**texts, section.question.key: _("No longer kept")}
    texts = {**texts, "write_to": dict(fields["write_to"].choices).get(texts.get("write_to", ""), "")}
    return [
        (
            section,
            [
                (section.question.words if section.question else _asked(fields[name]), texts.get(name, ""))
                for name in section.fields
            ],
        )
        for section in shown
    ]


def _asked(field):
    """What a field asks, without saying that it may be left out."""
    return str(field.label).removesuffix(_("(optional)")).rstrip()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def section(request, slug, key):
    """One page of a draft. What another window saved meanwhile is shown beside what was typed here."""
    try:
        application, section = _section(request, slug, key)
    except Refused as refused:
        return _given_back(request, slug, refused.words)
    texts = application.texts()
    typed = request.POST or None
    form = _form(section, typed, kept(request) or {name: texts.get(name, "") for name in section.fields})
    revision = (
        as_number(request.POST.get("_revision")) or 0 if typed else revision_of(application, section.fields)
    )
    if typed and form.is_valid():
        try:
            keep(application, form.texts(), revision=revision)
        except Newer as newer:
            return _both(request, application, section, newer)
        except Refused as refused:  # sent in another window a moment ago
            return _given_back(request, slug, refused.words)
        return _saved(request, application, section)
    context = {
        "application": application,
        "round": application.round,
        "section": section,
        "form": form,
        "revision": revision,
        "criterion": application.round.rubric().criteria.filter(key=key).first(),
        "reasons": again.reasons_about(key, again.feedback(request.user, application.round)),
    }
    return render(request, "recruitment/applying/section.html", context, status=422 if form.errors else 200)


def _section(request, slug, key):
    application = _own(request, slug)
    if application.state == State.NOT_SENT:
        raise Refused(_("The deadline passed before this was sent. What was saved is kept for thirty days."))
    if not application.is_draft:
        raise Refused(_("This application has been sent. Open it again to change it."))
    for section in sections(application):
        if section.key == key:
            return application, section
    raise Http404


def _given_back(request, slug, words):
    """It cannot be saved any longer: what was typed stands on the page, to keep elsewhere."""
    application = _own(request, slug)
    ours = {"csrfmiddlewaretoken", "next", "_revision"}
    typed = [text for name, text in request.POST.items() if name not in ours and text.strip()]
    context = {"application": application, "round": application.round, "words": words, "typed": typed}
    return render(request, "recruitment/applying/given_back.html", context, status=409)


def _form(section, typed, initial):
    if section.key == ABOUT_YOU:
        return AboutForm(typed, initial=initial)
    return QuestionForm(typed, question=section.question, initial=initial)


def _saved(request, application, section):
    """On to the next page that is not done, or back to the list."""
    if "next" not in request.POST:
        messages.success(request, _("Saved. You can come back at any time."))
        return redirect(application)
    following = sections(application)
    at = [one.key for one in following].index(section.key)
    left = [one for one in following[at + 1 :] if not one.is_done]
    return redirect(left[0].url if left else "recruitment:check", *([] if left else [application.round.slug]))


def _both(request, application, section, newer):
    """Two windows: what is saved and what was typed here, and which of them is to stay."""
    labels = {name: field.label for name, field in _form(section, None, {}).fields.items()}
    context = {
        "application": application,
        "round": application.round,
        "section": section,
        "revision": newer.revision,
        "both": [(name, labels[name], newer.held[name], newer.typed[name]) for name in newer.typed],
        "same": {name: request.POST.get(name, "") for name in section.fields if name not in newer.typed},
    }
    return render(request, "recruitment/applying/both.html", context, status=409)


@never_cache
@require_http_methods(["GET", "POST", "DELETE"])
def save(request, slug, key):
    """The same for a script, while somebody types: {"saved_at", "revision"}; 409 with the newer text."""
    if request.method != "POST":
        return HttpResponse(status=204)  # the page itself holds what was saved
    try:
        application, section = _section(request, slug, key)
    except Refused as refused:
        return JsonResponse({"error": refused.words}, status=410)
    form = _form(section, request.POST, {})
    if not form.is_valid():
        return JsonResponse({"error": [str(words[0]) for words in form.errors.values()]}, status=422)
    try:
        revision = keep(application, form.texts(), revision=as_number(request.POST.get("_revision")) or 0)
    except Newer as newer:
        return JsonResponse({"data": newer.held, "revision": newer.revision}, status=409)
    except Refused as refused:  # sent in another window a moment ago
        return JsonResponse({"error": refused.words}, status=410)
    return JsonResponse({"saved_at": timezone.now(), "revision": revision})


@require_http_methods(["GET", "HEAD", "POST"])
def check(request, slug):
    """Everything on one page before it is sent; POST sends it."""
    application = _own(request, slug)
    if not application.is_draft:
        return redirect(application)
    form = SendForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if _sent_now(application, by=request.user, **form.cleaned_data):
            messages.success(request, _("Your application has arrived. We sent you a receipt by mail."))
        return redirect(application)
    context = {
        "application": application,
        "round": application.round,
        "form": form,
        "answers": answers_of(application, application.texts()),
        "missing": application.missing(),
        "too_long": too_long(application),
        "may_send": may_send(application.round, request.user),
    }
    return render(request, "recruitment/applying/check.html", context)


def _sent_now(application, **facts):
    """Send it. Pressed twice at once, the second press finds it sent: what it was to bring about."""
    try:
        application.submit(**facts)
    except Refused:
        application.refresh_from_db()
        if application.is_draft:
            raise
        return False
    return True


@require_POST
def reopen(request, slug):
    """Change what was sent, while there is time."""
    application = _own(request, slug)
    application.reopen(by=request.user)
    messages.success(request, _("You can change it now. What you sent counts until you send it again."))
    return redirect(application)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, slug):
    """Take it back; why is nobody's business, and welcome all the same."""
    application = _own(request, slug)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        application.withdraw(by=request.user, **form.cleaned_data)
        messages.success(request, _("Withdrawn. Thank you for having thought of us."))
        return redirect(application)
    context = {"application": application, "round": application.round, "form": form}
    return render(request, "recruitment/applying/withdraw.html", context, status=422 if form.errors else 200)
