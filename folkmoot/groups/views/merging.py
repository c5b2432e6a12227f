"""Two groups become one: asking, and the page on which the other answers."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.accounts.limits import RATES, spend
from folkmoot.core.http import kept
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require

from .. import finding, policy
from ..forms import MergeForm
from ..models import Merger

RATES |= {"group-merger": (10, 24 * 3600)}


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request, slug):
    """Ask that the people of this group go on in another one."""
    group = finding.convened(request, slug)
    require(group.is_alive)
    form = MergeForm(request.POST or None, group=group, by=request.user, initial=kept(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            spend("group-merger", request.user.pk)
            merger = Merger.objects.ask(group, said["into"], said["learned"], by=request.user)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, _("The convenors of “%(name)s” are asked.") % {"name": merger.into})
            return redirect("groups:merger", merger.pk)
    waiting = group.mergers.open().select_related("into").first()
    context = {"group": group, "form": form, "waiting": waiting, "many": group.belongings.here().count()}
    return render(request, "groups/merge.html", context, status=422 if form.errors else 200)


@require_safe
def merger(request, pk):
    """What is asked, for the convenors of both."""
    found = _of_ours(request, pk)
    context = {
        "merger": found,
        "may_answer": policy.may_answer_merger(request.user, found),
        "may_withdraw": policy.may_withdraw_merger(request.user, found),
        "many": found.group.belongings.here().count(),
    }
    return render(request, "groups/merger.html", context)


@require_POST
def agree(request, pk):
    """They become one."""
    found = _of_ours(request, pk)
    require(policy.may_answer_merger(request.user, found))
    found.agree(by=request.user)
    messages.success(request, _("The two are one. Everybody is told, once."))
    return redirect(found.into)


@require_POST
def decline(request, pk):
    found = _of_ours(request, pk)
    require(policy.may_answer_merger(request.user, found))
    found.decline(by=request.user)
    messages.success(request, _("Declined. Who asked was told."))
    return redirect(found.into)


@require_POST
def withdraw(request, pk):
    found = _of_ours(request, pk)
    require(policy.may_withdraw_merger(request.user, found))
    found.withdraw(by=request.user)
    messages.success(request, _("Taken back. Your group stays as it is."))
    return redirect(found.group)


def _of_ours(request, pk):
    """For the convenors of one of the two; for others it does not exist."""
    found = get_object_or_404(Merger.objects.select_related("group", "into", "asked_by"), pk=pk)
    if not (policy.convenes(request.user, found.group) or policy.convenes(request.user, found.into)):
        raise Http404
    return found
