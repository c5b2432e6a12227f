"""Finding an event for a page: what a person may not see does not exist."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from folkmoot.core.policy import require
from folkmoot.groups.models import Group

from . import policy
from .models import Event


def seen(request, slug):
    """An event whose page this person sees; drafts have no address of this kind."""
    visible = Event.objects.visible_to(request.user).published()
    return get_object_or_404(
        visible.select_related(
            "venue", "region", "group", "partner__organisation", "audience", "space", "strand", "series"
        ),
        slug=slug,
    )


def run(request, slug):
    """One that this person runs: who sees it and does not may not, 403."""
    event = seen(request, slug)
    require(policy.runs(request.user, event))
    return event


def planned(request, pk):
    """One that this person runs, by its key; to others its draft does not exist."""
    visible = Event.objects.visible_to(request.user).select_related(
        "venue", "region", "group", "audience", "series"
    )
    event = get_object_or_404(visible, pk=pk)
    if event.state == Event.State.DRAFT and not policy.runs(request.user, event):
        raise Http404
    require(policy.runs(request.user, event))
    return event


def own(request, slug):
    """(event, this person's live registration for it); 404 without one.

    Also where they see the event no more: a place can be given back by whoever has it.
    """
    event = get_object_or_404(Event.objects.published().select_related("audience", "group"), slug=slug)
    live = event.registrations.live().of(request.user).select_related("pool__event")
    return event, get_object_or_404(live)


def groups_shown(user, events):
    """The keys of those groups of these events that this person may know of: one query."""
    keys = {event.group_id for event in events if event.group_id}
    return (
        set(Group.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
        if keys
        else set()
    )
