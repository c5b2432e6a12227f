"""What we send you: chosen on a page, or stopped in one tap from a letter."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from folkmoot.accounts.models import Guest
from folkmoot.activity import links
from folkmoot.activity.forms import ChoicesForm
from folkmoot.activity.kinds import stoppable, wants
from folkmoot.activity.models import Preference
from folkmoot.core.gathering import gather


@require_http_methods(["GET", "POST"])
def choose(request):
    """What this person wants sent."""
    return _choose(request, request.user)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def choose_as_guest(request, token):
    """The same for a guest, who comes by the signed link at the foot of a letter."""
    reader = links.read_choose(token)
    if reader is None:
        raise Http404
    return _choose(request, reader)


def _choose(request, reader):
    form = ChoicesForm(request.POST or None, reader=reader)
    if request.method == "POST":
        form = ChoicesForm(request.POST, reader=reader)
        if form.is_valid():
            form.save()
            messages.success(request, _("Saved. From now on we send you what is ticked here."))
            return redirect(request.path)
    found = gather("guest link", reader) if isinstance(reader, Guest) else []
    return render(request, "activity/choose.html", {"form": form, "reader": reader, "guest_links": found})


@login_not_required
@csrf_exempt  # the mail programme of the reader posts here by itself (RFC 8058); the link itself is the proof
@never_cache
@require_http_methods(["GET", "POST"])
def stop(request, token):
    """One tap: a GET asks, a POST stops, a second POST changes nothing more. "start" turns it on again."""
    reader, name = links.read_stop(token)
    kind = next((kind for kind in stoppable() if kind.name == name), None)
    if reader is None or kind is None:
        raise Http404
    if request.method == "POST":
        Preference.objects.choose(reader, kind.name, "start" in request.POST)
    context = {
        "kind": kind,
        "sent": wants(reader, kind),
        "changed": request.method == "POST",
        "choose": links.choose_path(reader),
    }
    return render(request, "activity/stop.html", context)
