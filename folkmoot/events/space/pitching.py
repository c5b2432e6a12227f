"""What those who come do about conversations: offer one, change it, join forces, say that they would come."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.accounts.limits import RATES, spend
from folkmoot.activity.models import Draft
from folkmoot.activity.models.draft import Stale
from folkmoot.core.http import kept, number, typed
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require

from ..models import Joining, Lead, Pitch, SessionInterest
from . import agenda, finding, notices, policy
from .forms import PitchForm, place_of

RATES |= {"event-pitch": (30, 3600)}


def draft_key(space):
    return f"pitch-{space.event_id}"


@require_http_methods(["GET", "HEAD", "POST"])
def pitch(request, slug):
    """Offer a conversation, or keep what is begun; on the day, with the room for it."""
    space = finding.seen(request, slug)
    require(policy.may_pitch(request.user, space))
    words = kept(request) or Draft.objects.words(request.user, draft_key(space))
    places = _places(request, space) if space.takes_places else ()
    form = PitchForm(request.POST or None, event=space.event, places=places, initial=words)
    if request.method == "POST" and "later" in request.POST:
        return _kept_for_later(request, space, form)
    status = 200
    if request.method == "POST":
        made = _pitched(request, space, form) if form.is_valid() else None
        if made:
            Draft.objects.drop(request.user, draft_key(space))
            messages.success(request, _("Your conversation is offered. Change it here until it has a room."))
            return redirect(made)
        status = 422
        if "place" in form.errors:  # somebody was quicker: what is free is looked up anew
            form.fields["place"].choices = [("", _("Later")), *_places(request, space)]
    return _form_page(request, space, form, status)


def _places(request, space):
    shown = agenda.grid(space, request.user)
    return agenda.choices(shown["rows"], shown["days"] > 1)


def _pitched(request, space, form):
    """The pitch; None where it is refused, with the words at the field they are about."""
    place = place_of(form.cleaned_data.get("place"))
    slot = space.slots.filter(pk=place[0]).first() if place else None
    room = space.rooms.filter(pk=place[1]).first() if place else None
    where = {"slot": slot, "room": room} if slot and room else {}
    try:
        spend("event-pitch", request.user.pk)
        return Pitch.objects.pitch(space, by=request.user, **where, **form.facts)
    except Refused as refused:
        form.add_error("place" if where else None, refused.words)
        return None


def _kept_for_later(request, space, form):
    """Nobody else sees it; it is here when they come back."""
    data = {name: request.POST.get(name, "").replace("\x00", "") for name in form.fields}
    key, url = draft_key(space), reverse("events:pitch", args=[space.event.slug])
    before = Draft.objects.filter(user=request.user, key=key).first()
    facts = {"revision": before.revision if before else 0, "title": data.get("title", ""), "url": url}
    try:
        Draft.objects.keep(request.user, key, data, **facts)
    except (Refused, Stale) as refused:
        words = getattr(refused, "words", _("It was changed in another window meanwhile. Look there first."))
        form.add_error(None, words)
        return _form_page(request, space, form, 409)
    messages.success(request, _("It is kept. Nobody else sees it until you offer it."))
    return redirect("events:space", space.event.slug)


def _form_page(request, space, form, status, pitch=None):
    context = {
        "form": form,
        "space": space,
        "event": space.event,
        "pitch": pitch,
        "draft_key": draft_key(space),
    }
    return render(request, "events/space/pitch.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, slug, pk):
    """Other words for one's own conversation, until it has a room."""
    pitch = finding.pitch(request, slug, pk)
    require(policy.may_edit(request.user, pitch))
    usual = {name: getattr(pitch, name) for name in ("title", "brings", "wants", "size", "way")}
    form = PitchForm(request.POST or None, event=pitch.space.event, initial=usual | kept(request))
    if request.method == "POST" and form.is_valid():
        try:
            Pitch.objects.get(pk=pk).edit(by=request.user, **form.facts)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, _("It is changed."))
            return redirect(pitch)
    return _form_page(request, pitch.space, form, 422 if form.errors else 200, pitch)


@require_POST
def withdraw(request, slug, pk):
    """It is not offered any more."""
    pitch = finding.pitch(request, slug, pk)
    require(policy.may_withdraw(request.user, pitch))
    pitch.withdraw(by=request.user)
    messages.success(request, _("“%(title)s” is withdrawn.") % {"title": pitch.title})
    return redirect("events:space", slug)


@require_POST
def interest(request, slug, pk):
    """Would come to it, or would not after all. `would` says which; pressed twice it is the same."""
    pitch = finding.pitch(request, slug, pk)
    require(policy.may_say_would_come(request.user, pitch))
    if typed(request, "would", 3) == "no":
        SessionInterest.objects.filter(pitch=pitch, user=request.user).delete()
    else:
        SessionInterest.objects.get_or_create(pitch=pitch, user=request.user)
    if typed(request, "back", 5) == "list":
        return redirect(f"{reverse('events:space', args=[slug])}#pitch-{pk}")
    return redirect(pitch)


@require_POST
@transaction.atomic
def offer_to_lead(request, slug, pk):
    """Offer to lead it with those who do; pressed again, take that back."""
    pitch = finding.pitch(request, slug, pk)
    require(policy.may_offer_to_lead(request.user, pitch))
    if typed(request, "would", 3) == "no":
        Lead.objects.filter(pitch=pitch, user=request.user, agreed=False).delete()
        return redirect(pitch)
    lead, made = Lead.objects.get_or_create(pitch=pitch, user=request.user, defaults={"agreed": False})
    if made:
        lead.pitch = pitch
        notices.lead_offered(lead)
    messages.success(request, _("Those who lead it are told, and say yes or no."))
    return redirect(pitch)


@require_POST
@transaction.atomic
def answer_lead(request, slug, pk, lead):
    """Yes or no to who offered to lead it, too; whoever leads it can also stop doing so."""
    pitch = finding.pitch(request, slug, pk)
    require(policy.leads(request.user, pitch) and pitch.space.is_on)
    lead = get_object_or_404(Lead.objects.select_related("user"), pitch=pitch, pk=lead, agreed=False)
    lead.pitch = pitch
    if typed(request, "answer", 3) == "no":
        lead.delete()
        messages.success(request, _("You lead it as before."))
    else:
        lead.agree(by=request.user)
        notices.lead_agreed(lead)
        messages.success(request, _("You lead it with %(name)s.") % {"name": lead.user.name})
    return redirect(pitch)


@require_POST
def join(request, slug, pk):
    """Ask those who lead another conversation to make one of both."""
    pitch = finding.pitch(request, slug, pk)
    require(policy.may_edit(request.user, pitch))
    into = get_object_or_404(pitch.space.pitches.live(), pk=number(request.POST.get("into")))
    into.space = pitch.space
    Joining.objects.ask(pitch, into, by=request.user)
    messages.success(request, _("Those who lead “%(title)s” are asked.") % {"title": into.title})
    return redirect(pitch)


@require_POST
def answer_joining(request, slug, pk, joining):
    """Yes or no to those who would join theirs to this one; who asked can take it back."""
    pitch = finding.pitch(request, slug, pk)
    require(policy.leads(request.user, pitch) and pitch.space.is_on)
    rows = Joining.objects.select_related("pitch__space__event", "into__space__event")
    found = rows.filter(pk=joining, into=pitch).first()
    if found and typed(request, "answer", 3) == "no":
        found.decline(by=request.user)
        messages.success(request, _("Each stays a conversation of its own."))
    elif found:
        found.accept(by=request.user)
        messages.success(request, _("It is one conversation now. You lead it together."))
    else:
        get_object_or_404(rows, pk=joining, pitch=pitch).delete()
        messages.success(request, _("You have taken it back."))
    return redirect(pitch)
