"""The record of a round, which nobody can change."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.activity.reading import newest_of, tabs
from folkmoot.activity.words import sentence, vocabulary
from folkmoot.core.http import number

from .. import policy
from ..models import Application, Round
from . import finding


@require_safe
def record(request, slug):
    """What happened in a round, the newest first: as much of it as this person may read."""
    user = request.user
    round = get_object_or_404(Round.objects.visible_to(user), slug=slug)
    if not finding.may_read(user, round):
        raise Http404
    kind, words = request.GET.get("kind", ""), vocabulary()
    sees_board = policy.may_see_board(user, round)
    entries = finding.of_round(user, round, kind)
    if by := number(request.GET.get("by")):
        entries = entries.filter(by=by)
    shown, older = newest_of(entries, request.GET.get("before"), words)
    for entry in shown:
        hides_who = not sees_board and entry.by_id not in {None, user.pk}
        by = _("The team") if hides_who else ""
        entry.sentence = sentence(entry, words, by=by, address=_addresses(round, user, sees_board))
    kinds = [(key, label, None) for key, (label, _verbs) in finding.KINDS.items()]
    context = {
        "round": round,
        "sees_board": sees_board,
        "manages": policy.manages(user),
        "entries": shown,
        "older": older,
        "paged": bool(request.GET.get("before")),
        "filtered": bool(kind or by),
        "kinds": tabs(request.GET, "kind", kinds, everything=_("All")) if sees_board else [],
    }
    return render(request, "recruitment/recording/record.html", context)


def _addresses(round, user, sees_board):
    """Where its reader finds what an entry is about."""

    def address(thing):
        if isinstance(thing, Round):
            return thing.get_absolute_url()
        if not isinstance(thing, Application) or thing.number is None:
            return ""
        if thing.applicant_id == user.pk:
            return thing.get_absolute_url()
        if sees_board:
            return reverse("recruitment:one", args=[round.slug, thing.number])
        return ""

    return address
