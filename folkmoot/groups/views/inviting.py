"""Asking people into a group, and the page on which they answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.accounts.limits import RATES, spend
from folkmoot.core.http import kept
from folkmoot.core.lifecycle import Refused
from folkmoot.core.names import hint_of
from folkmoot.core.policy import require

from .. import finding, links
from ..forms import InviteForm
from ..models import Invitation

RATES |= {"group-invitation": (30, 24 * 3600)}


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request, slug):
    """Whom, what for, in which words."""
    group = finding.convened(request, slug)
    require(group.is_alive)
    asked = {"who": request.GET.get("who", ""), "role": request.GET.get("as", "member")}
    form = InviteForm(request.POST or None, by=request.user, initial=asked | kept(request))
    if request.method == "POST" and form.is_valid():
        try:
            invitation = _invited(request, group, form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, _("%(name)s is invited, by mail.") % {"name": invitation})
            return redirect("groups:people", slug)
    context = {"group": group, "form": form}
    return render(request, "groups/invite.html", context, status=422 if form.errors else 200)


def _invited(request, group, said):
    spend("group-invitation", request.user.pk)
    told = {name: said[name] for name in ("role", "words", "steps_down")}
    return Invitation.objects.invite(group, by=request.user, **said["who"], **told)


@require_POST
def withdraw(request, slug, pk):
    """Take an invitation back."""
    group = finding.convened(request, slug)
    invitation = get_object_or_404(group.invitations.open(), pk=pk)
    invitation.withdraw(by=request.user)
    messages.success(request, _("The invitation is taken back. The link in the mail leads nowhere now."))
    return redirect("groups:people", slug)


@login_not_required
@never_cache
@require_safe
def invitation(request, token):
    """What one is asked into, and by whom; two buttons. A look changes nothing."""
    found = _named(token)
    context = {
        "invitation": found,
        "group": found.group,
        "token": token,
        "is_for": found.is_for(request.user),
    }
    context["hint"] = hint_of(found.email or (found.user.email if found.user else ""))
    return render(request, "groups/invitation.html", context)


@require_POST
def accept(request, token):
    """Come in, or convene."""
    found = _named(token)
    require(found.is_for(request.user))
    found.accept(request.user)
    messages.success(request, _("You belong to “%(name)s” now.") % {"name": found.group})
    return redirect(found.group)


@login_not_required
@require_POST
def decline(request, token):
    """Whoever reads the mail can say no, with or without an account."""
    found = _named(token)
    require(not request.user.is_authenticated or found.is_for(request.user))
    found.decline()
    context = {"invitation": found, "group": found.group, "token": token}
    return render(request, "groups/invitation_declined.html", context)


def _named(token):
    """The invitation of a link; 404 for a forged one, or one of a group that was thrown away."""
    rows = Invitation.objects.exclude(state="planned").select_related("group__theme", "by", "user")
    found = rows.filter(pk=links.read(token)).first()
    if found is None:
        raise Http404
    return found
