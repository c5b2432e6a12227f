"""The editors' desk: what members sent in, read by one editor at a time."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.accounts.models import User
from folkmoot.activity.models import Entry
from folkmoot.core.http import number
from folkmoot.core.policy import require
from folkmoot.publishing import policy
from folkmoot.publishing.models import Submission

from .forms import AcceptForm, NoteForm
from .showing import drawn

A_PAGE = 20
SHOWN = {
    "waiting": [Submission.State.SUBMITTED],
    "office": [Submission.State.ACCEPTED],
    "done": [Submission.State.PUBLISHED, Submission.State.DECLINED],
}


@require_safe
def desk(request):
    """What waits, the longest wait first; what lies in the office; what is done."""
    require(policy.may_review(request.user))
    show = request.GET.get("show") if request.GET.get("show") in SHOWN else "waiting"
    rows = Submission.objects.filter(state__in=SHOWN[show]).listed()
    rows = rows.waiting() if show == "waiting" else rows.newest_first()
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "publishing/writing/desk.html", {"page": page, "show": show, "tabs": _tabs(show)})


def _tabs(show):
    labels = {"waiting": _("To review"), "office": _("In the office"), "done": _("Published or declined")}
    here = reverse("publishing:review_desk")
    return [
        {"label": label, "url": here if name == "waiting" else f"{here}?show={name}", "current": name == show}
        for name, label in labels.items()
    ]


@require_safe
def review(request, pk):
    """One text with everything a decision needs."""
    return _review(request, _found(request, pk))


@require_POST
def take(request, pk):
    """I read this one; from another's hands if the page said whose they were."""
    submission = _decidable(request, pk)
    over = User.objects.filter(pk=number(request.POST.get("over"))).first()
    submission.take(by=request.user, over=over)
    return redirect("publishing:review", pk)


@require_POST
def release(request, pk):
    _found(request, pk).release(by=request.user)
    return redirect("publishing:review_desk")


@require_POST
def accept(request, pk):
    """Into the office with it, and there with the editor."""
    submission = _decidable(request, pk)
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return _review(request, submission, accept_form=form, status=422)
    submission.accept(form.cleaned_data["note"], by=request.user, seen=_seen(request))
    messages.success(
        request,
        _("It is a draft in the office now, and its author knows. Change what it needs, then publish it."),
    )
    return redirect("wagtailadmin_pages:edit", submission.post_id)


@require_POST
def give_back(request, pk):
    submission = _decidable(request, pk)
    form = NoteForm(request.POST, prefix="back")
    if not form.is_valid():
        return _review(request, submission, back_form=form, status=422)
    submission.give_back(form.cleaned_data["note"], by=request.user, seen=_seen(request))
    return _decided(request, _("It is back with %(name)s, who has your note."), submission)


@require_POST
def decline(request, pk):
    submission = _decidable(request, pk)
    form = NoteForm(request.POST, prefix="no")
    if not form.is_valid():
        return _review(request, submission, decline_form=form, status=422)
    submission.decline(form.cleaned_data["note"], by=request.user, seen=_seen(request))
    return _decided(request, _("It is declined. %(name)s has been told why."), submission)


def _decided(request, words, submission):
    messages.success(request, words % {"name": submission.author})
    return redirect("publishing:review_desk")


def _found(request, pk):
    """What editors see; an author's own is not theirs to judge, but may be looked at."""
    require(policy.may_review(request.user))
    shown = Submission.objects.filter(state__in=Submission.SEEN_BY_EDITORS)
    return get_object_or_404(
        shown.select_related("author__profile__picture", "taken_by", "noted_by", "post"), pk=pk
    )


def _decidable(request, pk):
    submission = _found(request, pk)
    require(policy.may_decide(request.user, submission))
    return submission


def _seen(request):
    return number(request.POST.get("seen"))


def _review(request, submission, *, accept_form=None, back_form=None, decline_form=None, status=200):
    mine = submission.taken_by_id == request.user.pk
    context = {
        "submission": submission,
        "pieces": drawn(submission),
        "may_decide": policy.may_decide(request.user, submission),
        "is_waiting": submission.state == submission.State.SUBMITTED,
        "in_other_hands": bool(submission.taken_by_id) and not mine,
        "mine": mine,
        "accept_form": accept_form or AcceptForm(),
        "back_form": back_form or NoteForm(prefix="back"),
        "decline_form": decline_form or NoteForm(prefix="no"),
        "entries": Entry.objects.about(submission).newest().select_related("by")[:20],
        "edit_url": policy.edit_url(submission.post, request.user) if submission.post_id else "",
    }
    return render(request, "publishing/writing/review.html", context, status=status)
