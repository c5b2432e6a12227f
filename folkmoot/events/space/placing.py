"""Finding a session its room and time: by those who lead it, or by a host."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.core.http import typed
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require

from . import agenda, finding, policy
from .forms import place_of


@require_http_methods(["GET", "HEAD", "POST"])
def place(request, slug, pk):
    """Choose of what is free. Whoever is first has it; the other is told, and chooses anew."""
    pitch = finding.pitch(request, slug, pk)
    require(policy.may_place(request.user, pitch))
    problem = ""
    if request.method == "POST":
        chosen = place_of(typed(request, "place", 45))
        slot = pitch.space.slots.filter(pk=chosen[0]).first() if chosen else None
        room = pitch.space.rooms.filter(pk=chosen[1]).first() if chosen else None
        if slot and room:
            slot.space = pitch.space
            try:
                pitch.place(room, slot, by=request.user)
            except Refused as refused:
                problem = refused.words
            else:
                told = {"title": pitch.title, "hours": slot.hours, "room": room.name}
                messages.success(request, _("“%(title)s”: %(hours)s, %(room)s.") % told)
                return redirect(pitch)
        else:
            problem = _("That place is there no longer. Choose one of these.")
    shown = agenda.grid(pitch.space, request.user)
    context = {
        "pitch": pitch,
        "space": pitch.space,
        "event": pitch.space.event,
        "problem": problem,
        "many": pitch.interests.count(),
        "is_free": agenda.free(shown["rows"]),
        **shown,
    }
    return render(request, "events/space/place.html", context, status=409 if problem else 200)


@require_POST
def take_out(request, slug, pk):
    """Out of the agenda; it stays offered."""
    pitch = finding.pitch(request, slug, pk)
    require(policy.may_place(request.user, pitch))
    pitch.take_out(by=request.user)
    messages.success(request, _("“%(title)s” is out of the agenda.") % {"title": pitch.title})
    return redirect(pitch)
