"""Finding an open space and what is in it: what a person may not see does not exist."""

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404

from folkmoot.core.policy import require
from folkmoot.members.models import Profile

from .. import finding, policy
from ..models import Lead
from .policy import sees_names


def seen(request, slug):
    """The open space of an event that this person sees; 404 where there is none."""
    return _of(finding.seen(request, slug))


def run(request, slug):
    """One that this person runs: who sees it and does not may not, 403."""
    space = seen(request, slug)
    require(policy.runs(request.user, space.event))
    return space


def _of(event):
    space = getattr(event, "space", None)
    if space is None:
        raise Http404
    space.event = event
    return space


def pitches(space):
    """What is pitched there, with whoever leads it and where it is: two queries."""
    leads = Prefetch("leads", Lead.objects.select_related("user").order_by("pk"))
    return space.pitches.select_related("room", "slot").prefetch_related(leads)


def pitch(request, slug, pk):
    """One of an open space that this person sees, in any state: its page stays."""
    space = seen(request, slug)
    found = get_object_or_404(pitches(space), pk=pk)
    found.space = space
    for lead in found.leads.all():
        lead.pitch = found
    return found


def names_among(user, space, people):
    """Those of these accounts (keys) whose names this reader may see; at most one query."""
    if not people or sees_names(user, space.event):
        return people
    public = Profile.objects.public().filter(user__in=people).values_list("user", flat=True)
    return {*public} | ({user.pk} & people)


def with_names(user, space, rows):
    """These pitches, each with the `names` that this reader may see of those who lead it."""
    rows = list(rows)
    shown = names_among(user, space, {lead.user_id for pitch in rows for lead in pitch.leads.all()})
    for pitch in rows:
        pitch.space = space
        pitch.names = [lead.user.name for lead in pitch.leads.all() if lead.agreed and lead.user_id in shown]
    return rows
