"""Who is invited to an event: by name or by address, several at once; and invitations taken back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.accounts.limits import RATES, spend
from folkmoot.core.http import kept
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require

from .. import finding, policy, running
from ..forms import InviteForm
from ..models import Invitation

RATES |= {"event-invitation": (200, 24 * 3600)}
A_PAGE = 100


@require_http_methods(["GET", "HEAD", "POST"])
def invited(request, slug):
    """Those who are invited, and whom else to invite: what is not understood stays in the field, with why."""
    event = finding.run(request, slug)
    require(policy.may_invite(request.user, event))
    form = InviteForm(request.POST or None, by=request.user, initial=kept(request))
    if request.method == "POST" and form.is_valid():
        new, left = _invite(request.user, event, form.understood)
        if new:
            words = ngettext("%(many)s person is invited.", "%(many)s people are invited.", new)
            messages.success(request, words % {"many": new})
        left += form.not_understood
        if not left:
            return redirect("events:invited", slug)
        form = InviteForm.of_what_is_left(left, by=request.user)
    rows = Paginator(event.invitations.by_name(), A_PAGE).get_page(request.GET.get("page"))
    context = {"event": event, "form": form, "page": rows, "running": running.tabs(request, event)}
    return render(request, "events/invited.html", context, status=422 if form.errors else 200)


def _invite(by, event, people):
    """How many are new, and [(line, why)] of those who could not be invited."""
    new, left = 0, []
    for line, who in people:
        try:
            spend("event-invitation", by.pk)
            _invitation, made = Invitation.objects.invite(event, by=by, **who)
            new += made
        except Refused as refused:
            left.append((line, refused.words))
        except ValidationError as error:
            left.append((line, error.messages[0]))
    return new, left


@require_POST
def uninvite(request, slug, pk):
    """Take an invitation back."""
    event = finding.run(request, slug)
    invitation = get_object_or_404(event.invitations.select_related("event", "user"), pk=pk)
    invitation.withdraw(by=request.user)
    messages.success(request, _("The invitation is taken back."))
    return redirect("events:invited", slug)
