"""What will be destroyed, for the team; destroying it now, for an administrator."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from folkmoot.core.policy import require

from .. import policy
from .rules import carry_out, preview


@require_safe
def retention(request):
    """Round by round: how many applications have papers, and how many of those are due."""
    require(policy.may_plan_rounds(request.user))
    context = {"rounds": preview(request.user), "may_run": policy.may_destroy_papers(request.user)}
    return render(request, "recruitment/retention/retention.html", context)


@require_POST
def run(request):
    """Destroy what is due, without waiting for the night."""
    require(policy.may_destroy_papers(request.user))
    many = carry_out(by=request.user)
    words = ngettext(
        "The papers of %(many)s application were destroyed.",
        "The papers of %(many)s applications were destroyed.",
        many,
    )
    messages.success(request, words % {"many": many})
    return redirect("recruitment:retention")
