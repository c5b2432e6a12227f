"""What a group talks about: a thread, and beginning one."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.activity.models import Draft
from folkmoot.conversations import limits
from folkmoot.conversations.enclosing import EncloseForm, refuse_too_large
from folkmoot.conversations.models import Message
from folkmoot.conversations.owners import Owner
from folkmoot.core.http import kept
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require
from folkmoot.files.receiving import files_up_to

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
@files_up_to(settings.MESSAGE_FILE_BYTES)
def begin(request, slug):
    """Begin to talk about something."""
    group = finding.read(request, slug)
    require(policy.may_talk(request.user, group))
    key = f"group-thread-{group.pk}"
    words = kept(request)
    form = BeginForm(request.POST or None, group=group, initial=words)
    files = EncloseForm(request.POST or None, request.FILES or None, initial=words)
    if request.method == "POST" and _are_valid(request, form, files):
        try:
            begun = _begun(request, group, form, files)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            if begun:
                Draft.objects.drop(request.user, key)
                messages.success(request, _("Your message is there."))
                return redirect(begun)
    context = {
        "group": group, "form": form, "files": files, "draft_key": key,
        "draft_page": reverse("groups:begin_thread", args=[group.slug]),
    }  # fmt: skip
    status = 422 if form.errors or files.errors else 200
    return render(request, "groups/begin.html", context, status=status)


def _are_valid(request, form, files):
    """Both are looked at, so that all that is wrong is said at once."""
    refuse_too_large(request, form)
    return all([form.is_valid(), files.is_valid()])


def _begun(request, group, form, files):
    """The same form with the same words begins once; None where a file is not what it said."""
    said, by = form.cleaned_data, request.user
    key = form.key(by.pk, group.pk)
    if before := GroupThread.objects.begun_with(key, by=by):
        return before
    limits.spend("account", by.pk)
    Message.objects.require_may_write(said["source"], author=by)
    facts = {"by": by, "is_question": said["is_question"], "key": key}
    return files.enclosed(
        lambda kept: GroupThread.objects.begin(group, said["title"], said["source"], files=kept, **facts),
        by=by,
    )
