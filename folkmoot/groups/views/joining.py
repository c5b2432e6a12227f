"""Coming into a group and going: by oneself, by asking, and what convenors say to it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from folkmoot.accounts.limits import RATES, spend
from folkmoot.core.policy import require

from .. import finding, policy
from ..forms import AskForm, ReasonForm
from ..models import Belonging, Group
from .groups import group_page, people_page

RATES |= {"group-ask": (10, 24 * 3600)}


@require_POST
def join(request, slug):
    """Come in, where that is open."""
    group = finding.seen(request, slug)
    here = group.belonging_of(request.user)
    require(policy.may_join(request.user, group) or (here and here.is_in))
    Belonging.objects.join(group, request.user)
    messages.success(
        request, _("You belong to the group now. Its words of welcome are on their way by mail.")
    )
    return redirect(group)


@require_POST
def ask(request, slug):
    """Ask a convenor to be let in."""
    group = finding.seen(request, slug)
    require(policy.may_ask(request.user, group))
    form = AskForm(request.POST)
    if not form.is_valid():
        return group_page(request, group, form)
    spend("group-ask", request.user.pk)
    Belonging.objects.ask(group, request.user, form.cleaned_data["words"])
    messages.success(request, _("You have asked. The convenors were told, and answer by mail."))
    return redirect(group)


@require_POST
def leave(request, slug):
    """Go, or no longer ask."""
    group = finding.seen(request, slug)
    here = get_object_or_404(Belonging, group=group, user=request.user, state__in=["in", "asked", "left"])
    was_in = here.is_in
    here.leave(by=request.user)
    left, withdrawn = _("You are no longer in the group. What you wrote stays."), _("You no longer ask.")
    messages.success(request, left if was_in else withdrawn)
    still_seen = Group.objects.visible_to(request.user).filter(pk=group.pk).exists()
    return redirect(group if still_seen else "groups:groups")


@require_POST
def step_down(request, slug):
    """Convene no longer, and stay."""
    group = finding.seen(request, slug)
    here = get_object_or_404(Belonging.objects.here(), group=group, user=request.user)
    here.step_down(by=request.user)
    messages.success(request, _("You no longer convene the group. You still belong to it."))
    return redirect(group)


@require_POST
def step_up(request, slug):
    """Take on a group that nobody convenes."""
    group = finding.seen(request, slug)
    here = get_object_or_404(Belonging.objects.here(), group=group, user=request.user)
    here.step_up(by=request.user)
    messages.success(request, _("You convene the group now. Thank you for taking it on."))
    return redirect(group)


@require_POST
def let_in(request, slug, pk):
    belonging = _one_of(request, slug, pk)
    belonging.let_in(by=request.user)
    messages.success(request, _("%(name)s belongs to the group now.") % {"name": belonging.user.name})
    return redirect("groups:people", slug)


@require_POST
def decline(request, slug, pk):
    """Not to let somebody in, for a reason they read."""
    return _with_reason(request, slug, pk, Belonging.decline)


@require_POST
def remove(request, slug, pk):
    """Take somebody out, for a reason they read."""
    return _with_reason(request, slug, pk, Belonging.remove)


def _with_reason(request, slug, pk, act):
    belonging = _one_of(request, slug, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return people_page(request, belonging.group, form, about=belonging.pk)
    act(belonging, form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("%(name)s was told, with your reason.") % {"name": belonging.user.name})
    return redirect("groups:people", slug)


def _one_of(request, slug, pk):
    """A person of a group that this person convenes."""
    group = finding.convened(request, slug)
    return get_object_or_404(group.belongings.select_related("user", "group"), pk=pk)
