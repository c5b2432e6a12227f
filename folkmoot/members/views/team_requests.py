"""What the team sees of contact requests: which wait for long, and what was reported."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require

from .. import policy
from ..models import ContactRequest, Report
from ..requests.forms import DecideForm

A_PAGE = 50


@require_safe
def requests(request):
    """Who asked whom and when, where no answer came; the reports. Never what was written."""
    require(policy.may_see_requests(request.user))
    lists = {
        "": ContactRequest.objects.unanswered(),
        "expired": ContactRequest.objects.filter(state="expired").order_by("-closed_at", "-pk"),
        "reports": Report.objects.open(),
        "answered": Report.objects.answered(),
    }
    show = request.GET.get("show", "")
    show = show if show in lists else ""
    page = Paginator(lists[show].with_people(), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "show": show,
        "is_reports": show in {"reports", "answered"},
        "tabs": _tabs(show, lists),
    }
    return render(request, "members/team_requests.html", context)


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
    return get_object_or_404(Report.objects.with_people().select_related("answered_by"), pk=pk)
