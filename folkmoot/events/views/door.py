"""The door: ticking who is here, by the list or by a code, and letting somebody in who is not on it."""

from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.accounts.limits import RATES, spend
from folkmoot.core.http import number, typed
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require

from .. import finding, guests, policy, running
from ..door import registration_of
from ..door.forms import LetInForm, WalkInForm
from ..door.listing import listing
from ..models import Event, Press

RATES |= {"event-let-in": (120, 3600)}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def door(request, slug):
    """Who is expected, by name: whoever is here is ticked, and what was ticked by mistake taken back."""
    event = _checked_in(request, slug)
    mode = _mode(event, request.POST.get("mode") or request.GET.get("mode", ""))
    words = (request.POST.get("q") or request.GET.get("q", "")).replace("\x00", "")[:100]
    if request.method == "POST":
        return _pressed(request, event, mode, words)
    return _page(request, event, mode, words, WalkInForm(by=request.user))


def _page(request, event, mode, words, form, unknown=None):
    """`unknown` is the form for somebody without an account, where it was filled in."""
    context = {
        "event": event,
        "mode": mode,
        "other": next((one for one in event.modes if one != mode), ""),
        "words": words,
        "list": listing(event, mode, words),
        "form": form,
        "unknown": (unknown or LetInForm(auto_id="guest_%s")) if policy.lets_guests_in(event) else None,
        "running": running.tabs(request, event),
    }
    is_wrong = form.errors or (unknown and unknown.errors)
    return render(request, "events/door.html", context, status=422 if is_wrong else 200)


def _pressed(request, event, mode, words):
    """One press: from the page's own queue it is answered in JSON, else with the list."""
    is_here = "here" in request.POST
    key = number(request.POST.get("here" if is_here else "not_here", ""))
    rows = event.registrations.select_related("user", "guest", "pool__event")
    registration = get_object_or_404(rows, pk=key)
    waits = request.headers.get("accept") == "application/json"
    press = {"is_here": is_here, "by": request.user, "key": typed(request, "key", 40), "age": _age(request)}
    try:
        is_here, said, status = Press.objects.take(registration, **press), "", 200
    except Refused as refused:
        if not waits:
            raise
        is_here, said, status = _has_come(registration), refused.words, 409
    if not waits:
        query = {"q": words} if words else {}
        query |= {"mode": mode} if mode != event.modes[0] else {}
        where = reverse("events:door", args=[event.slug]) + (f"?{urlencode(query)}" if query else "")
        return redirect(f"{where}#r{registration.pk}")
    counted = listing(event, mode)
    answer = {"is_here": is_here, "words": said, "here": counted.here, "expected": counted.expected}
    return JsonResponse(answer, status=status)


def _has_come(registration):
    registration.refresh_from_db()
    return registration.has_come


def _age(request):
    """How long ago it was pressed, as the page counts it."""
    milliseconds = number(request.POST.get("age", "")) or 0
    return timedelta(milliseconds=min(milliseconds, 10**9))


@require_POST
def walk_in(request, slug):
    """Somebody who is not on the list: a place where one is free, and they are here."""
    event = _checked_in(request, slug)
    mode = _mode(event, request.POST.get("mode", ""))
    form = WalkInForm(request.POST, by=request.user)
    if form.is_valid() and _let_in(request, event, mode, form):
        return _to_list(event, mode)
    return _page(request, event, mode, "", form)


@require_POST
def let_in(request, slug):
    """Somebody without an account: a place where one is free, and they are here."""
    event = _checked_in(request, slug)
    require(policy.lets_guests_in(event))
    mode = _mode(event, request.POST.get("mode", ""))
    form = LetInForm(request.POST, auto_id="guest_%s")
    if form.is_valid():
        spend("event-let-in", request.user.pk)
        pool = get_object_or_404(event.pools, is_open=True, mode=mode)
        pool.event = event
        try:
            here = guests.let_in(pool, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, _("%(name)s has a place and is here.") % {"name": here.person.name})
            return _to_list(event, mode)
    return _page(request, event, mode, "", WalkInForm(by=request.user), form)


def _to_list(event, mode):
    query = "" if mode == event.modes[0] else f"?mode={mode}"
    return redirect(reverse("events:door", args=[event.slug]) + query)


def _let_in(request, event, mode, form):
    who = form.cleaned_data["who"]
    pool = get_object_or_404(event.pools, is_open=True, mode=mode)
    pool.event = event
    try:
        if not policy.may_come(who, event):
            raise Refused(_("It is not for %(name)s: %(who)s.") % {
                "name": who.name, "who": event.get_comers_display(),
            })  # fmt: skip
        pool.walk_in(who, by=request.user)
    except Refused as refused:
        form.add_error("who", refused.words)
        return False
    messages.success(request, _("%(name)s has a place and is here.") % {"name": who.name})
    return True


@login_not_required  # a telephone that nobody signed in on reads what the code is
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def door_code(request, slug, code):
    """What a code opens: for who is at the door one button; for others, what it is."""
    event = get_object_or_404(
        Event.objects.published().select_related("audience", "group", "venue"), slug=slug
    )
    registration = registration_of(event, code)
    if registration is None:
        raise Http404
    seen = Event.objects.visible_to(request.user).filter(pk=event.pk).exists()
    helps = seen and policy.may_check_in(request.user, event)
    if request.method == "POST":
        require(helps)
        registration.event = registration.pool.event = event
        Press.objects.take(registration, is_here="not_here" not in request.POST, by=request.user, how="qr")
        return redirect("events:door_code", slug, code)
    context = {"event": event if seen else None, "own": registration if helps else None}
    return render(request, "events/door_code.html", context)


def _checked_in(request, slug):
    event = finding.seen(request, slug)
    require(policy.may_check_in(request.user, event))
    return event


def _mode(event, asked):
    """The list that is asked for; first that of the room."""
    return asked if asked in event.modes else event.modes[0]
