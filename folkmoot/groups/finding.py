"""Finding a group for a page: what a person may not see does not exist."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from folkmoot.core.policy import require

from . import policy
from .models import Group, GroupThread


def seen(request, slug):
    """A group whose page this person sees; drafts have no address of this kind."""
    visible = Group.objects.visible_to(request.user).opened()
    return get_object_or_404(
        visible.select_related("region", "cohort", "theme", "picture", "merged_into"), slug=slug
    )


def read(request, slug):
    """A group whose talk this person may read."""
    group = seen(request, slug)
    if not policy.may_read(request.user, group):
        raise Http404
    return group


def thread(request, slug, pk):
    """A thread of a group whose talk this person may read, with both."""
    visible = Group.objects.visible_to(request.user).opened()
    threads = (
        GroupThread.objects.filter(group__in=visible)
        .knowing(request.user)
        .select_related("thread__started_by")
    )
    found = get_object_or_404(threads, group__slug=slug, thread=pk)
    found.group.know(request.user, found.theirs)
    if not policy.may_read(request.user, found.group):
        raise Http404
    return found


def convened(request, slug):
    """A group that this person convenes: who sees it and does not convene it may not, 403."""
    group = seen(request, slug)
    require(policy.convenes(request.user, group))
    return group
