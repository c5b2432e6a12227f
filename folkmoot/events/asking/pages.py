"""The page on which one registers where something is asked: what of it members and guests share."""

from django.shortcuts import get_object_or_404, render

from folkmoot.core.http import kept, typed
from folkmoot.core.lifecycle import Refused

from .registering import register


def was_filled_in(request):
    """The form was sent, not a button with nothing but the mode: that one opens the form."""
    return request.method == "POST" and "filled-in" in request.POST


def sent(request, asked, person):
    """(form, registration): what was filled in registers this person, a User or a Guest.

    Without a registration the form is there to be filled in, or to be mended.
    """
    pools = list(asked.event.pools.filter(is_open=True).order_by("mode"))
    mode = typed(request, "mode", 9) or request.GET.get("mode", "")
    data = request.POST if was_filled_in(request) else None
    form = asked.form(data, pools=pools, mode=mode, kept=kept(request))
    if not form.is_valid():
        return form, None
    try:
        return form, register(pool_of(asked.event, form.mode), person, form)
    except Refused as refused:
        form.add_error(None, refused.words)
        return form, None


def page(request, template, asked, form, **more):
    context = {"event": asked.event, "asked": asked, "own": asked.own, "form": form}
    return render(request, template, context | more, status=_status(asked.event, form))


def pool_of(event, mode):
    pool = get_object_or_404(event.pools, is_open=True, mode=mode)
    pool.event = event
    return pool


def _status(event, form):
    if not form.errors:
        return 200
    return 422 if event.takes_registrations else 409
