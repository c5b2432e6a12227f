"""Running an open space: its question, when pitching closes, its rooms and slots."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.core.http import kept
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require

from .. import finding as events
from .. import running
from ..models import Room, Slot, Space
from . import agenda, finding, policy
from .forms import RoomForm, SlotsForm, SpaceForm


@require_http_methods(["GET", "HEAD", "POST"])
def question(request, slug):
    """Make the event an open space, or change its question and until when it is pitched to."""
    event = events.seen(request, slug)
    require(policy.may_open(request.user, event))
    space = getattr(event, "space", None)
    usual = {} if space else {"pitches_close_wall": event.starts_wall}
    form = SpaceForm(request.POST or None, instance=space, initial=usual | kept(request))
    if request.method == "POST" and form.is_valid():
        try:
            _asked(request, event, space, form.cleaned_data)
        except (Refused, ValidationError) as problem:
            form.add_error("pitches_close_wall", getattr(problem, "words", problem))
        else:
            done = _("The question is changed.") if space else _("Those who come can pitch now.")
            messages.success(request, done)
            return redirect("events:space", slug)
    context = {"event": event, "space": space, "form": form, "running": running.tabs(request, event)}
    return render(request, "events/space/question.html", context, status=422 if form.errors else 200)


def _asked(request, event, space, words):
    facts = {"by": request.user}
    asked = words["question"], words["pitches_close_wall"]
    if space is None:
        return Space.objects.open(event, *asked, **facts)
    return Space.objects.get(pk=space.pk).edit(*asked, why=words["why"], **facts)


@require_POST
def close_pitching(request, slug):
    """Sessions find their rooms from now on."""
    space = finding.run(request, slug)
    require(policy.may_open(request.user, space.event))
    space.close_pitching(by=request.user)
    messages.success(request, _("Pitching has closed. Who leads a session is told to find a room."))
    return redirect("events:space", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def rooms(request, slug):
    """The rooms and the slots; another room."""
    space = _laid_out(request, slug)
    form = RoomForm(request.POST or None, initial=kept(request))
    if request.method == "POST" and form.is_valid():
        try:
            room = Room.objects.add(space, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, _("“%(room)s” can be chosen now.") % {"room": room.name})
            return redirect("events:rooms", slug)
    return _rooms_page(request, space, form=form)


@require_POST
def lay_slots(request, slug):
    """One slot more, or several in a row."""
    space = _laid_out(request, slug)
    form = SlotsForm(request.POST)
    if form.is_valid():
        words = form.cleaned_data
        begins = words.pop("begins").replace(second=0, microsecond=0)
        try:
            made = Slot.objects.lay(space, begins, by=request.user, **words)
        except (Refused, ValidationError) as problem:
            form.add_error("begins", getattr(problem, "words", problem))
        else:
            told = _("Slots are laid out: %(many)s.") % {"many": len(made)}
            messages.success(request, told)
            return redirect("events:rooms", slug)
    return _rooms_page(request, space, slots_form=form)


def _rooms_page(request, space, form=None, slots_form=None):
    last = space.slots.in_order().last()
    begins = last.ends_wall if last else space.event.starts_wall
    shown = agenda.grid(space, request.user)
    context = {
        "space": space,
        "event": space.event,
        "form": form or RoomForm(),
        "slots_form": slots_form or SlotsForm(initial={"begins": begins}),
        "used_rooms": {cell["room"].pk for row in shown["rows"] for cell in row["cells"] if cell["session"]},
        "running": running.tabs(request, space.event),
        **shown,
    }
    wrong = (form and form.errors) or (slots_form and slots_form.errors)
    return render(request, "events/space/rooms.html", context, status=422 if wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def room(request, slug, pk):
    """Another name, seats, facts."""
    space = _laid_out(request, slug)
    found = _of(space, space.rooms, pk)
    facts = {name: getattr(found, name) for name in RoomForm.Meta.fields}
    form = RoomForm(request.POST or None, initial=facts | kept(request))
    if request.method == "POST" and form.is_valid():
        try:
            found.edit(by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, _("The room is changed."))
            return redirect("events:rooms", slug)
    context = {"space": space, "event": space.event, "room": found, "form": form}
    return render(request, "events/space/room.html", context, status=422 if form.errors else 200)


@require_POST
def remove_room(request, slug, pk):
    space = _laid_out(request, slug)
    _of(space, space.rooms, pk).remove(by=request.user)
    messages.success(request, _("The room is removed."))
    return redirect("events:rooms", slug)


@require_POST
def remove_slot(request, slug, pk):
    space = _laid_out(request, slug)
    _of(space, space.slots, pk).remove(by=request.user)
    messages.success(request, _("The slot is removed."))
    return redirect("events:rooms", slug)


def _laid_out(request, slug):
    """The open space, for who runs it and while something can be laid out."""
    space = finding.run(request, slug)
    require(policy.may_open(request.user, space.event))
    return space


def _of(space, rows, pk):
    found = get_object_or_404(rows, pk=pk)
    found.space = space
    return found
