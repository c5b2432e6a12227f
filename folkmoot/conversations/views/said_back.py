"""What readers say back to a message: thank you, this helped; what it said before; whom one can mention."""

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from folkmoot.accounts.middleware import go
from folkmoot.core.http import page
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require

from .. import limits, mentions, policy, showing
from ..models import Message, Reaction, Thread
from ..owners import readable_owner
from ..paging import PAGE


@require_POST
def thank(request, pk):
    """Say thank you for a message."""
    found, owner = _to_say_back(request, pk)
    Reaction.objects.thank(found, by=request.user)
    return _said_back(request, found, owner)


@require_POST
def unthank(request, pk):
    """Take a thank you back."""
    found, owner = _to_say_back(request, pk)
    Reaction.objects.take_back(found, by=request.user)
    return _said_back(request, found, owner)


@require_POST
def helped(request, pk):
    """Who asked says that this message helped; of another one it is said no longer."""
    found, owner = _visible(request, pk)
    require(policy.may_say_helped(request.user, found, owner))
    found.thread.say_helped(found, by=request.user)
    return _helped(request, found, owner)


@require_POST
def unhelped(request, pk):
    """Who asked takes it back."""
    found, owner = _visible(request, pk)
    require(policy.may_say_helped(request.user, found, owner))
    found.thread.take_back_helped(found, by=request.user)
    return _helped(request, found, owner)


@login_not_required
@require_safe
def wordings(request, pk):
    """What a message said before its author changed it, the newest first."""
    found, owner = _visible(request, pk)
    earlier = list(found.wordings.in_order().reverse())
    context = {"message": found, "owner": owner, "wordings": earlier}
    return page(request, "conversations/wordings.html", context)


@login_not_required  # answers a script: 401 instead of a page to sign in
@never_cache
@require_safe
def people(request, pk):
    """As JSON: those whom somebody may mean who typed the first letters of a name after an "@"."""
    if not request.user.is_authenticated:
        return JsonResponse({"error": _("You are no longer signed in.")}, status=401)
    thread = get_object_or_404(Thread.objects.visible_to(request.user).select_related("audience"), pk=pk)
    owner = readable_owner(thread, request.user)
    require(policy.may_speak(request.user, thread, owner))
    try:
        limits.spend("people", request.user.pk)
    except Refused as refused:
        return JsonResponse({"error": refused.words}, status=429)
    offered = mentions.offered(thread, owner, request.user, _typed(request))
    return JsonResponse({"people": [_offer(person, write, request.user) for person, write in offered]})


def _typed(request):
    return request.GET.get("q", "").replace("\x00", "")[:60]


def _offer(person, write, reader):
    face = showing.face_of(person, reader)
    words = ", ".join(filter(None, [face.get("role"), face.get("place")]))
    return {"name": person.name, "words": words, "write": write}


def _visible(request, pk):
    """A message that is shown to this person, with its owner; else 404, for the team too."""
    rows = Message.objects.visible_to(request.user).shown().with_authors().select_related("thread")
    found = get_object_or_404(rows, pk=pk)
    return found, readable_owner(found.thread, request.user)


def _to_say_back(request, pk):
    found, owner = _visible(request, pk)
    require(policy.may_thank(request.user, found))
    limits.spend("thank", request.user.pk)
    return found, owner


def _helped(request, message, owner):
    """The whole thread, as the mark may have left another message; or the way back to this one."""
    if not request.htmx or message.thread.last_number > PAGE:
        return go(request, owner.address_of(message))
    context = showing.shown_thread(request, message.thread, owner.url, owner)
    return page(request, showing.template_of(owner), context)


def _said_back(request, message, owner):
    """The part of the message that changed, or the way back to it."""
    if not request.htmx:
        return redirect(owner.address_of(message))
    message = Message.objects.with_authors().saying_what_came().get(pk=message.pk)
    showing.fetch_what_came([message])
    is_asker = policy.is_asker(request.user, message.thread, owner)
    message = showing.said_back(message, request.user, message.thread, is_asker=is_asker)
    return page(request, "conversations/said_back.html", {"message": message, "owner": owner})
