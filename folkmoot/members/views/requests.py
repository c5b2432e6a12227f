"""Contact requests: asking, answering, what became of them, reporting."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.activity.models import Draft
from folkmoot.core.http import kept, number
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require

from .. import policy
from ..models import ContactRequest, Profile, Report
from ..models.request import does_not_take_requests
from ..requests.forms import AnswerForm, AskForm, ReportForm
from ..requests.others import others_for, others_of
from ..requests.replies import usual_reply
from ..requests.standing import standing
from .connections import told

A_PAGE = 20
UNLUCKY = {"not_now", "expired"}  # after these the sender is offered others


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, slug):
    """Ask someone to be in touch. Where they take no requests, that is said, and others are offered."""
    profile = get_object_or_404(Profile.objects.visible_to(request.user).whole(), slug=slug)
    require(policy.may_ask(request.user, profile))
    form = AskForm(request.POST or None, initial=kept(request) or _words_before(request))
    refused = ""
    if form.is_valid():
        try:
            sent = ContactRequest.objects.ask(profile.user, sender=request.user, **form.cleaned_data)
        except Refused as why:
            refused = why.words
        else:
            return _sent(request, sent, profile)
    return _ask_page(request, profile, form, refused)


def _words_before(request):
    """What one asked somebody else, to ask again: from the page on which others are offered."""
    before = number(request.GET.get("from"))
    asked = request.user.requests_sent.filter(pk=before).first() if before else None
    return {"purpose": asked.purpose, "words": asked.words} if asked else {}


def _sent(request, sent, profile):
    Draft.objects.drop(request.user, _draft(profile))
    messages.success(request, _("Sent. %(name)s has 14 days to answer.") % {"name": profile})
    return redirect(sent)


def _draft(profile):
    return f"ask-{profile.pk}"


def _ask_page(request, profile, form, refused):
    here = standing(request.user, profile.user)
    face = profile.face_for(request.user)
    closed = not here.is_busy and not here.may_be_asked(face)
    context = {
        "profile": profile,
        "face": face,
        "form": form,
        "standing": here,
        "draft_key": _draft(profile),
        "refused": refused,
        "usual_reply": "" if closed or here.is_busy else usual_reply(profile.user),
        "closed": does_not_take_requests(profile) if closed else "",
        "offers": others_for(request.user, profile.user) if closed else [],
    }
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "members/ask.html", context, status=status)


@require_safe
def requests(request):
    """What waits for my answer, what I asked, and what became of it."""
    mine = ContactRequest.objects.visible_to(request.user).with_people()
    past = Paginator(mine.exclude(state="waiting").order_by("-asked_at", "-pk"), A_PAGE)
    context = {
        "to_answer": ContactRequest.objects.to_answer(request.user).with_people(),
        "asked": mine.waiting().filter(sender=request.user).order_by("-asked_at", "-pk"),
        "page": past.get_page(request.GET.get("page")),
    }
    return render(request, "members/requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def one_request(request, pk):
    """One request: what was asked, the answer or the form for it, and after no answer three others."""
    asked = _visible(request, pk)
    form = AnswerForm(request.POST or None, request=asked, initial=kept(request))
    if request.method != "POST":
        return _request_page(request, asked, form)
    require(asked.recipient_id == request.user.pk)
    refused = ""
    if form.is_valid():
        try:
            form.answer(by=request.user)
        except Refused as why:
            refused = why.words
            asked.refresh_from_db()
        else:
            Draft.objects.drop(request.user, _answer_draft(asked))
            messages.success(request, _answered(asked))
            return redirect(asked)
    return _request_page(request, asked, form, refused)


def _answer_draft(asked):
    return f"answer-{asked.pk}"


def _answered(asked):
    if asked.state == ContactRequest.State.ACCEPTED:
        return _("You are in touch. We have written to %(name)s.") % {"name": asked.sender}
    return _("Your answer is on its way to %(name)s.") % {"name": asked.sender}


def _request_page(request, asked, form, refused=""):
    is_mine = asked.sender_id == request.user.pk
    other = asked.recipient if is_mine else asked.sender
    unlucky = is_mine and asked.state in UNLUCKY
    context = {
        "asked": asked,
        "is_mine": is_mine,
        "other": other,
        "standing": None if is_mine else standing(request.user, other),
        "draft_key": _answer_draft(asked),
        "form": form if policy.may_answer(request.user, asked) else None,
        "typed": form.data.get("words", "") if refused else "",
        "refused": refused,
        **_suggested(asked, request.user, is_mine),
        "face": _face(getattr(other, "profile", None), request.user),
        "unlucky": unlucky,
        "offers": others_of(asked) if unlucky else [],
    }
    if connection := getattr(asked, "connection", None):
        context |= {"connection": connection, "reaching": told(connection, request.user)}
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "members/request.html", context, status=status)


def _suggested(asked, user, is_mine):
    """Who was named instead, and whether they can be asked: a block is not to be told from their page."""
    face = _face(asked.suggested, user) if is_mine else None
    can_be_asked = face is not None and standing(user, asked.suggested.user).may_be_asked(face)
    return {"suggested": face, "suggested_can_be_asked": can_be_asked}


def _face(profile, user):
    """As this person sees them; None where they may not."""
    return profile.face_for(user) if profile and profile.is_open_to(user) else None


def _visible(request, pk):
    visible = ContactRequest.objects.visible_to(request.user)
    return get_object_or_404(visible.with_people(), pk=pk)


@require_POST
def withdraw(request, pk):
    """Take back what one asked."""
    asked = _visible(request, pk)
    require(asked.sender_id == request.user.pk)
    asked.withdraw(by=request.user)
    messages.success(request, _("Your request is taken back."))
    return redirect("members:requests")


@require_http_methods(["GET", "HEAD", "POST"])
def report(request, pk):
    """Tell the team of a request: from then on they may read it."""
    asked = _visible(request, pk)
    form = ReportForm(request.POST or None, initial=kept(request))
    if form.is_valid():
        values = form.cleaned_data
        Report.objects.report(asked, values["reason"], values["words"], by=request.user)
        messages.success(request, _("The team has your report. You hear what comes of it."))
        return redirect(asked)
    other = asked.recipient if asked.sender_id == request.user.pk else asked.sender
    context = {"asked": asked, "other": other, "form": form}
    return render(request, "members/request_report.html", context, status=422 if form.errors else 200)
