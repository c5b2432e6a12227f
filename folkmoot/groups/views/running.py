"""Running a group: what it says of itself, its stage, its end."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.accounts.limits import RATES, spend
from folkmoot.core.http import kept
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require
from folkmoot.files.kinds import LARGEST_PICTURE
from folkmoot.files.receiving import files_up_to

from .. import finding, policy
from ..forms import GroupForm, LearnedForm, too_large

RATES |= {"group-close": (5, 24 * 3600)}


@require_http_methods(["GET", "HEAD", "POST"])
@files_up_to(LARGEST_PICTURE)
def edit(request, slug):
    """What it says of itself, who reads it and how one joins."""
    group = finding.convened(request, slug)
    require(group.is_alive)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = GroupForm(data, files, instance=group, initial=kept(request))
    if request.method == "POST" and form.is_valid() and _saved(request, group, form):
        messages.success(request, _("The group is changed."))
        return redirect(group)
    context = {"group": group, "form": form}
    return render(request, "groups/edit.html", context, status=422 if form.errors else 200)


def _saved(request, group, form):
    if too_large(request, form, "picture", "15 MB"):
        return False
    try:
        with transaction.atomic():
            if upload := form.cleaned_data.get("picture"):
                group.put_picture(upload, form.cleaned_data["picture_words"], by=request.user)
            group.edit(by=request.user, **form.said)
    except ValidationError as error:  # only unpacking a picture tells whether it is one
        form.add_error("picture", error)
    except Refused as refused:
        form.add_error(None, refused.words)
    return not form.errors


@require_POST
def move(request, slug):
    """A convenor says in which stage the group is."""
    group = finding.convened(request, slug)
    require(group.is_alive)
    group.move(request.POST.get("to", ""), by=request.user)
    messages.success(request, _("The group is “%(stage)s” now.") % {"stage": group.get_state_display()})
    return redirect(group)


@require_POST
def keep_stage(request, slug):
    """A convenor lets go of what the signals propose."""
    group = finding.convened(request, slug)
    group.keep_stage(by=request.user)
    messages.success(request, _("The group stays as it is. You are not asked again for two months."))
    return redirect(group)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request, slug):
    """It ends, with what was learned."""
    group = finding.seen(request, slug)
    require(policy.may_close(request.user, group))
    form = LearnedForm(request.POST or None, initial=kept(request) or {"learned": group.learned})
    if request.method == "POST" and form.is_valid():
        spend("group-close", request.user.pk)
        group.close(form.cleaned_data["learned"], by=request.user)
        messages.success(request, _("The group is closed. Everything in it stays at its address."))
        return redirect(group)
    context = {"group": group, "form": form, "many": group.belongings.here().count()}
    return render(request, "groups/close.html", context, status=422 if form.errors else 200)


@require_POST
def reopen(request, slug):
    """Take it up again."""
    group = finding.convened(request, slug)
    require(policy.may_reopen(request.user, group) or group.is_alive)  # pressed twice, it says so
    group.reopen(by=request.user)
    messages.success(request, _("The group is open again. It is called quiet until people talk."))
    return redirect(group)
