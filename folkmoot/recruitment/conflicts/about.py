"""That somebody should not read, or decide about, one application: said by the team, its leads, oneself."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from folkmoot.core.http import kept
from folkmoot.core.policy import require

from .. import policy
from ..models import Conflict
from ..screening.views import visible
from .forms import ConflictForm


@require_http_methods(["GET", "HEAD", "POST"])
def about(request, slug, number):
    """Who should not, and why; what this person said of it before."""
    application = visible(request, slug, number)
    require(policy.may_tell_conflict(request.user, application))
    form = ConflictForm(
        request.POST or None, user=request.user, application=application, initial=kept(request)
    )
    if form.is_valid():
        return _told(request, application, **form.cleaned_data)
    context = {
        "round": application.round,
        "application": application,
        "form": form,
        "manages": policy.manages(request.user),
        "said": _said(request.user, application),
    }
    return render(request, "recruitment/conflicts/about.html", context, status=422 if form.errors else 200)


def _said(user, application):
    """What a lead suggested of this applicant, and what became of it."""
    rows = Conflict.objects.filter(suggested_by=user, applicant=application.applicant_id)
    return rows.select_related("person").order_by("-made_at", "-pk")


def _told(request, application, person, reason, pinned=False):
    """The team's word and one's own bind at once; a lead's until the team has looked at it."""
    user, slug = request.user, application.round.slug
    if person == user or policy.manages(user):
        Conflict.objects.declare(person, application.applicant, by=user, reason=reason, pinned=pinned)
        messages.success(request, _("Kept. It holds in every later round too."))
    else:
        Conflict.objects.tell(person, application.applicant, reason, by=user)
        messages.success(request, _("Kept. It binds until the team has looked at it."))
    if person == user:
        return redirect("recruitment:board", slug)
    return redirect("recruitment:conflict_about", slug, application.number)
