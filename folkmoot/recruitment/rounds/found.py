"""Finding a round for those who work on it; for everybody else it does not exist."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from .. import policy
from ..models import Round


def seen(request, slug):
    """A round whose board this person sees: the team, and leads of its lanes."""
    round = get_object_or_404(Round.objects.visible_to(request.user), slug=slug)
    if not policy.may_see_board(request.user, round):
        raise Http404
    return round


def with_lanes(request, slug):
    """The same, with the lanes this person looks after: the team all, leads their own."""
    round = seen(request, slug)
    manages = policy.manages(request.user)
    return round, round.lanes.all() if manages else policy.leads_in(request.user, round)


def managed(request, slug):
    """A round, for the team."""
    round = seen(request, slug)
    if not policy.manages(request.user):
        raise Http404
    return round
