"""How closely one follows a place: chosen where it is shown, or ended in one tap from a letter."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.activity import links
from folkmoot.activity.forms import FollowForm
from folkmoot.activity.models import Following, Level
from folkmoot.activity.telling.told import titles
from folkmoot.core.http import typed


@require_POST
def follow(request):
    """From now on this closely. A place one may not read does not exist; one's old choice for it can go."""
    place, form = typed(request, "place", 60), FollowForm(request.POST)
    known = place in titles([place], request.user)
    own = Following.objects.of(request.user).filter(place=place).exists()
    if not form.is_valid() or not (known or (own and not form.cleaned_data["level"])):
        raise Http404
    Following.objects.choose(request.user, place, form.cleaned_data["level"])
    messages.success(request, _("Saved. This is how closely you follow it from now on."))
    return HttpResponseRedirect(_back(request))


@login_not_required
@csrf_exempt  # the mail programme of the reader posts here by itself (RFC 8058); the link itself is the proof
@never_cache
@require_http_methods(["GET", "POST"])
def mute(request, token):
    """One tap: a GET asks, a POST mutes, a second POST changes nothing more. "start" takes it back."""
    reader, place = links.read_mute(token)
    if reader is None:
        raise Http404
    if request.method == "POST":
        Following.objects.choose(reader, place, "" if "start" in request.POST else Level.NOTHING)
    context = {
        "title": titles([place], reader).get(place, {}).get("title", _("This conversation")),
        "muted": Following.objects.muted(reader).filter(place=place).exists(),
        "changed": request.method == "POST",
        "choose": links.choose_path(reader),
    }
    return render(request, "activity/mute.html", context)


def _back(request):
    back = request.POST.get("next", "")
    safe = back.startswith("/") and url_has_allowed_host_and_scheme(back, {request.get_host()})
    return back if safe else reverse("activity:choose")
