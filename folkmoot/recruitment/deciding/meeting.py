"""The meeting: what it talks about now, before all who decide; whoever chairs moves it on.

Who has a conflict, or leads another lane, learns that somebody is talked about and nothing else.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from folkmoot.core.http import number as as_number

from .. import policy
from ..models import Application, Meeting, Proposal
from ..rounds.found import managed, with_lanes
from .agenda import board, in_order, places
from .showing import what_was_read


def _current(user, meeting):
    """(what is talked about as far as this person may know, its proposal, whether it is kept from them)."""
    application = meeting.talked_about() if meeting and not meeting.ended_at else None
    if application is None:
        return None, None, False
    seen = Application.objects.filter(pk=application.pk).visible_to(user)
    application = seen.select_related("lane__partner__organisation", "applicant", "round").first()
    if application is None:
        return None, None, True
    return application, Proposal.objects.current().filter(application=application).first(), False


def _seal(meeting, proposal):
    """What a page shows: another turn or another proposal gives another."""
    if meeting is None or meeting.ended_at:
        return "none"
    return f"{meeting.turn}-{proposal.pk if proposal else 0}"


def _context(request, round, lanes, meeting, current):
    application, proposal, is_hidden = current
    context = {
        "round": round,
        "meeting": meeting,
        "is_on": bool(meeting) and not meeting.ended_at,
        "application": application,
        "proposal": proposal,
        "is_hidden": is_hidden,
        "seal": _seal(meeting, proposal),
        "manages": policy.manages(request.user),
    }
    if application:
        context |= what_was_read(request.user, application)
    if context["is_on"]:
        context |= _agenda(request.user, round, lanes, application)
    return context


def _agenda(user, round, lanes, application):
    _ranking, rows = board(user, round)
    agenda = in_order([row for row in rows if row.state == Application.State.MODERATION])
    todo = [row for row in agenda if not row.proposal and row != application]
    others = [row for row in rows if not row.is_open and row.state == Application.State.MODERATION]
    return {
        "agenda": agenda,
        "others": others,
        "next": todo[0] if todo else None,
        "many_left": len(todo),
        "places": places(rows, lanes.by_name()),
    }


@never_cache
@require_safe
def meeting(request, slug):
    """What is talked about now; comes anew by itself."""
    round, lanes = with_lanes(request, slug)
    meeting = Meeting.objects.filter(round=round).first()
    context = _context(request, round, lanes, meeting, _current(request.user, meeting))
    return render(request, "recruitment/deciding/meeting.html", context)


@never_cache
@require_safe
def now(request, slug):
    """What changed since the page that asks; nothing, most of the time."""
    round, lanes = with_lanes(request, slug)
    found = Meeting.objects.filter(round=round).first()
    current = _current(request.user, found)
    if request.GET.get("seen") == _seal(found, current[1]):
        return HttpResponse(status=204)
    context = {**_context(request, round, lanes, found, current), "polled": True}
    return render(request, "recruitment/deciding/now.html", context)


@require_POST
def begin(request, slug):
    Meeting.objects.begin(managed(request, slug), by=request.user)
    return redirect("recruitment:meeting", slug)


@require_POST
def move(request, slug):
    """Talk about this one now."""
    round = managed(request, slug)
    meeting = get_object_or_404(Meeting, round=round)
    seen = Application.objects.filter(round=round).visible_to(request.user)
    application = get_object_or_404(seen, number=as_number(request.POST.get("number")))
    meeting.move_on(application, by=request.user, turn=request.POST.get("turn", ""))
    return redirect("recruitment:meeting", slug)


@require_POST
def end(request, slug):
    get_object_or_404(Meeting, round=managed(request, slug)).end(by=request.user)
    messages.success(request, _("The meeting is over."))
    return redirect("recruitment:decide", slug)
