"""Drafts: saved while someone types, offered back when they return."""

import re

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.activity.models import Draft
from folkmoot.activity.models.draft import Stale, TooLarge
from folkmoot.core.http import number

KEY = re.compile(r"[\w.:-]{1,120}")
NOT_WORDS = {"csrfmiddlewaretoken"}  # beside fields whose name begins with "_": those speak to this view


@login_not_required  # answers a script: 401 instead of a page to sign in
@never_cache
@require_http_methods(["GET", "POST", "DELETE"])
def draft(request, key):
    """GET: the draft as JSON, 204 without one. POST: save the form's fields. DELETE: throw it away.

    A POST says which revision it saves over (`_revision`), and may say what is written and where (`_title`,
    `_url`), so that Today can offer to go on. It answers {"saved_at", "revision"}; when there is a newer
    text, 409 with that text, and nothing is saved.
    """
    if not request.user.is_authenticated:
        return JsonResponse({"error": _("You are no longer signed in.")}, status=401)
    if not KEY.fullmatch(key):
        return JsonResponse({"error": _("No such draft.")}, status=404)
    if request.method == "POST":
        return _save(request, key)
    if request.method == "DELETE":
        Draft.objects.drop(request.user, key)
        return HttpResponse(status=204)
    kept = Draft.objects.filter(user=request.user, key=key).first()
    return JsonResponse(_whole(kept)) if kept else HttpResponse(status=204)


@require_POST
def discard(request, key):
    """Throw a draft away, from a page."""
    if not KEY.fullmatch(key):
        raise Http404
    Draft.objects.drop(request.user, key)
    messages.success(request, _("The draft is gone."))
    return redirect(_local(request.POST.get("next", "")) or "/today/")


def _save(request, key):
    sent = request.POST
    names = [name for name in sent if name not in NOT_WORDS and not name.startswith("_")]
    try:
        kept = Draft.objects.keep(
            request.user,
            key,
            {name.replace("\x00", ""): _words(sent.getlist(name)) for name in names},
            revision=number(sent.get("_revision")) or 0,
            title=sent.get("_title", "").replace("\x00", ""),
            url=_local(sent.get("_url", "").replace("\x00", "")),
        )
    except Stale as stale:
        return JsonResponse(_whole(stale.draft), status=409)
    except TooLarge as refused:
        return JsonResponse({"error": refused.words}, status=413)
    return JsonResponse(_stamp(kept))


def _words(values):
    """One value as itself, several (ticks, choices) as a list; without NUL, which no database keeps."""
    values = [value.replace("\x00", "") for value in values]
    return values[0] if len(values) == 1 else values


def _local(url):
    """An address of this site, or nothing."""
    return url if url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None) else ""


def _stamp(kept):
    return {"saved_at": kept.saved_at, "revision": kept.revision}


def _whole(kept):
    return {**_stamp(kept), "data": kept.data}
