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
from folkmoot.activity.forms import ChoicesForm, RhythmForm
from folkmoot.activity.inbound import asking
from folkmoot.activity.kinds import stoppable, wants
from folkmoot.activity.models import Bouncing, Following, IncomingMail, Preference
from folkmoot.activity.telling.in_words import in_words
from folkmoot.activity.telling.told import titles
from folkmoot.core.gathering import gather


@require_http_methods(["GET", "POST"])
def choose(request):
    """What this person wants sent."""
    return _choose(request, request.user)


@require_http_methods(["GET", "POST"])
def rhythm(request):
    """When this person's digest comes, and when nothing does: a form on the same page."""
    form = RhythmForm(request.POST or None, user=request.user)
    if request.method == "GET":
        return redirect("activity:choose")
    if not form.is_valid():
        return _page(request, request.user, ChoicesForm(reader=request.user), form)
    form.save()
    messages.success(request, _("Saved. This is when we write to you from now on."))
    return redirect("activity:choose")


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
    if request.method == "POST" and "works_again" in request.POST:
        return _works_again(request, reader)
    form = ChoicesForm(request.POST or None, reader=reader)
    if request.method == "POST":
        form = ChoicesForm(request.POST, reader=reader)
        if form.is_valid():
            form.save()
            messages.success(request, _("Saved. From now on we send you what is ticked here."))
            return redirect(request.path)
    return _page(request, reader, form)


def _works_again(request, reader):
    """A guest says so here: they have no other page of their own."""
    for row in Bouncing.objects.at([reader.email]).stopped():
        row.works_again(by=request.user)
        messages.success(request, _("Letters are sent to this address again from now on."))
    return redirect(request.path)


def _page(request, reader, form, rhythm_form=None):
    """A guest chooses kinds of letters; who has an account, also when a digest comes and what is in it."""
    context = {"form": form, "reader": reader}
    context["stopped"] = Bouncing.objects.at([reader.email]).stopped().first()
    if isinstance(reader, Guest):
        context["guest_links"] = gather("guest link", reader)
    else:
        rhythm_form = rhythm_form or RhythmForm(user=reader)
        followed = _followed(reader)
        context |= {"rhythm_form": rhythm_form, "followed": followed}
        context["held"] = list(IncomingMail.objects.of(reader).held().newest().defer("raw", "text"))
        for mail in context["held"]:
            mail.user = reader
            mail.page = asking.path_of(mail)
        context["words"] = in_words(rhythm_form.rhythm, reader, followed)
    return render(request, "activity/choose.html", context)


def _followed(reader):
    """What this person follows more or less closely than usual, the newest choice first."""
    rows = list(Following.objects.of(reader).order_by("-changed_at", "-pk"))
    known = titles([row.place for row in rows], reader)
    for row in rows:
        row.title = known.get(row.place, {}).get("title", _("Something you cannot read any more"))
        row.url = known.get(row.place, {}).get("url", "")
    return rows


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
