"""What the team sees of contact requests: which wait for long, and what was reported."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.activity import exports
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require

from .. import policy
from ..models import ContactRequest, Report
from ..requests.forms import DecideForm

A_PAGE = 50
REPORTS = {"reports", "answered"}
LISTS = REPORTS | {"", "expired"}


@require_safe
def requests(request):
    """Who asked whom and when, where no answer came; the reports. Never what was written."""
    require(policy.may_see_requests(request.user))
    lists, show = _lists(request.user), _shown(request.GET)
    page = Paginator(lists[show].with_people(), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "show": show,
        "is_reports": show in REPORTS,
        "tabs": _tabs(show, lists),
        "query": f"?{urlencode({'show': show})}" if show else "",
    }
    return render(request, "members/team_requests.html", context)


def _lists(user):
    return {
        "": ContactRequest.objects.unanswered(),
        "expired": ContactRequest.objects.filter(state="expired").order_by("-closed_at", "-pk"),
        "reports": Report.objects.for_team(user).open(),
        "answered": Report.objects.for_team(user).answered(),
    }


def _shown(asked):
    return asked.get("show") if asked.get("show") in LISTS else ""


@require_POST
def export(request):
    """The list as it is shown: who and when, never the words."""
    require(policy.may_see_requests(request.user))
    show = _shown(request.GET)
    rows = _lists(request.user)[show].with_people()
    if show in REPORTS:
        headings = [_("Reported by"), _("About"), _("What is wrong"), _("When"), _("What comes of it")]
        told = (_of_report(report) for report in rows.iterator(chunk_size=500))
    else:
        headings = [_("Who asked"), _("Whom"), _("Asked"), _("Reminded"), _("Ended"), _("Ends")]
        told = (_of_request(asked) for asked in rows.iterator(chunk_size=500))
    return exports.answer(request, "contact-requests", headings, told, show=show)


def _of_report(report):
    state, reason = report.get_state_display(), report.get_reason_display()
    return [report.by.name, report.about.name, reason, report.made_at, state]


def _of_request(asked):
    names = [asked.sender.name, asked.recipient.name]
    return [*names, asked.asked_at, asked.reminded_at, asked.closed_at, asked.expires_at]


def _tabs(show, lists):
    labels = {
        "": _("No answer for ten days"),
        "expired": _("Ended without an answer"),
        "reports": _("Reported"),
        "answered": _("Reports answered"),
    }
    counted = {"", "reports"}
    here = reverse("members:team_requests")
    return [
        {
            "label": label,
            "url": here + (f"?{urlencode({'show': name})}" if name else ""),
            "current": name == show,
            "count": lists[name].count() if name in counted else None,
        }
        for name, label in labels.items()
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def report(request, pk):
    """One report. What the two wrote is there for those of the team who opened it: see `open_report`."""
    found = _found(request, pk)
    form = DecideForm(request.POST or None)
    refused = ""
    if request.method == "POST":
        require(policy.may_answer_report(request.user, found))
        if form.is_valid():
            values = form.cleaned_data
            try:
                found.decide(values["outcome"], values["words"], by=request.user)
            except Refused as why:
                refused = why.words
                found.refresh_from_db()
            else:
                messages.success(request, _("Answered. Who reported it is told."))
                return redirect("members:team_requests")
    may_answer = policy.may_answer_report(request.user, found)
    context = {
        "report": found,
        "form": form,
        "refused": refused,
        "may_answer": may_answer,
        "is_opened": may_answer and found.was_opened_by(request.user),
    }
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "members/report.html", context, status=status)


@require_POST
def open_report(request, pk):
    """Read what was written between the two. The record says who did."""
    found = _found(request, pk)
    require(policy.may_answer_report(request.user, found))
    found.open(by=request.user)
    return redirect("members:report", pk)


def _found(request, pk):
    require(policy.may_see_requests(request.user))
    theirs = Report.objects.for_team(request.user)
    return get_object_or_404(theirs.with_people().select_related("answered_by"), pk=pk)
