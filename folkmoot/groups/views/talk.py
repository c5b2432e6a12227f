"""What a group talks about: a thread, and beginning one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.activity.models import Draft
from folkmoot.conversations import limits
from folkmoot.conversations.owners import Owner
from folkmoot.core.http import kept
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require

from .. import finding, policy
from ..forms import BeginForm
from ..gathered import owner_facts
from ..models import GroupThread


@login_not_required
@require_safe
def thread(request, slug, pk):
    """One thread, for those who read the group."""
    begun = finding.thread(request, slug, pk)
    group = begun.group
    context = {
        "group": group,
        "begun": begun,
        "owner": Owner(**owner_facts(begun)),
        "thread": begun.thread,
        "address": begun.get_absolute_url(),
        "may_talk": policy.may_talk(request.user, group),
        "may_join": policy.may_join(request.user, group),
        "may_ask": policy.may_ask(request.user, group),
    }
    return render(request, "groups/thread.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request, slug):
    """Begin to talk about something."""
    group = finding.read(request, slug)
    require(policy.may_talk(request.user, group))
    key = f"group-thread-{group.pk}"
    form = BeginForm(request.POST or None, group=group, initial=kept(request))
    if request.method == "POST" and form.is_valid():
        try:
            begun = _begun(request, group, form)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            Draft.objects.drop(request.user, key)
            messages.success(request, _("Your message is there."))
            return redirect(begun)
    context = {
        "group": group, "form": form, "draft_key": key,
        "draft_page": reverse("groups:begin_thread", args=[group.slug]),
    }  # fmt: skip
    return render(request, "groups/begin.html", context, status=422 if form.errors else 200)


def _begun(request, group, form):
    said = form.cleaned_data
    key = form.key(request.user.pk, group.pk)
    limits.spend("account", request.user.pk)
    return GroupThread.objects.begin(
        group, said["title"], said["source"], by=request.user, is_question=said["is_question"], key=key
    )
