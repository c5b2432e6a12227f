"""Conflicts as the team looks at them: confirmed, or dismissed with a reason."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from folkmoot.core.http import typed
from folkmoot.core.policy import require

from .. import policy
from ..models import Application, Conflict
from ..rounds.found import managed
from .finding import look_over

A_PAGE = 50


@require_safe
def conflicts(request, slug):
    """Those between people with power in this round and its applicants; first what nobody has looked at."""
    round = managed(request, slug)
    state = request.GET.get("state")
    state = state if state in Conflict.State.values else Conflict.State.SUGGESTED
    rows = _of(request.user, round)
    counts = {value: rows.filter(state=value).count() for value in Conflict.State.values}
    shown = (
        rows.filter(state=state)
        .select_related("person", "applicant", "decided_by", "suggested_by")
        .order_by("-made_at", "-pk")
    )
    tabs = [
        {"label": f"{label} ({counts[value]})", "url": f"?state={value}", "current": value == state}
        for value, label in Conflict.State.choices
    ]
    page = Paginator(shown, A_PAGE).get_page(request.GET.get("page"))
    may_pin = policy.may_pin_conflicts(request.user, round)
    context = {"round": round, "page": page, "tabs": tabs, "state": state, "may_pin": may_pin}
    return render(request, "recruitment/conflicts/conflicts.html", context)


def _of(user, round):
    """Conflicts with applicants of this round whom this person may see; never their own."""
    applicants = Application.objects.filter(round=round).visible_to(user).values("applicant")
    return Conflict.objects.filter(applicant__in=applicants).exclude(person=user)


@require_POST
def confirm(request, slug, pk):
    return _decided(
        request, slug, pk, lambda conflict, reason: conflict.confirm(by=request.user, reason=reason)
    )


@require_POST
def dismiss(request, slug, pk):
    """There is none, and here is why."""
    return _decided(
        request, slug, pk, lambda conflict, reason: conflict.dismiss(by=request.user, reason=reason)
    )


@require_POST
def pin(request, slug, pk):
    """Only an administrator dismisses it from now on."""
    round = managed(request, slug)
    conflict = get_object_or_404(_of(request.user, round), pk=pk)
    require(policy.may_pin_conflicts(request.user, round))
    conflict.pin(by=request.user)
    messages.success(request, _("Pinned. Only an administrator can dismiss it."))
    return redirect(f"{reverse('recruitment:conflicts', args=[slug])}?state=confirmed")


def _decided(request, slug, pk, decide):
    round = managed(request, slug)
    require(policy.may_decide_conflicts(request.user, round))
    conflict = get_object_or_404(_of(request.user, round), pk=pk)
    decide(conflict, typed(request, "reason", 2000))
    messages.success(request, _("Kept. It holds in every later round too."))
    return redirect("recruitment:conflicts", slug)


@require_POST
def look(request, slug):
    """Look for conflicts anew."""
    round = managed(request, slug)
    require(policy.may_decide_conflicts(request.user, round))
    before = _of(request.user, round).count()
    look_over(round)
    many = _of(request.user, round).count() - before
    words = ngettext("%(many)s more was found.", "%(many)s more were found.", many)
    messages.success(request, words % {"many": many})
    return redirect("recruitment:conflicts", slug)
