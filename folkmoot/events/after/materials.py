"""The pages of what came of an event."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.accounts.limits import RATES, spend
from folkmoot.core.http import kept
from folkmoot.core.lifecycle import Refused
from folkmoot.files.kinds import LARGEST_FILE
from folkmoot.files.receiving import files_up_to
from folkmoot.groups.forms import too_large

from .. import finding, policy, running
from ..models import Material
from ..models.material import OPEN_FOR
from .forms import MaterialForm, RetireForm

RATES |= {"event-material": (60, 24 * 3600)}


@login_not_required
@require_safe
def materials(request, slug):
    """All that this person may see; for those who run it, what each lacks and how to put it right."""
    event = finding.seen(request, slug)
    runs = policy.runs(request.user, event)
    rows = event.materials.in_order().select_related("file", "transcript")
    found = list(rows if runs else rows.visible_to(request.user))
    for material in found:
        material.event = event
    context = {
        "event": event,
        "runs": runs,
        "may_add": policy.may_add_materials(request.user, event),
        "materials": found,
        "lacking": runs and any(material.lacks for material in found if not material.retired_at),
        "running": running.tabs(request, event),
    }
    return render(request, "events/materials.html", context)


@login_not_required
@never_cache
@require_safe
def material(request, slug, pk):
    """Open it: an address that is good for some minutes, or where it lies elsewhere."""
    return opened(_seen(request, slug, pk), "file")


@login_not_required
@never_cache
@require_safe
def transcript(request, slug, pk):
    return opened(_seen(request, slug, pk), "transcript")


def opened(material, which):
    """Where its file, or its transcript, can be taken for some minutes; or where it lies elsewhere."""
    if file := getattr(material, which):
        return redirect(file.link(OPEN_FOR))
    if which == "file" and material.url:
        return redirect(material.url)
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
@files_up_to(LARGEST_FILE)
def add(request, slug):
    """A file or an address, at the end of the list."""
    event = finding.run(request, slug)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = MaterialForm(data, files, event=event, initial=kept(request))
    if _is_filled_in(request, form) and (added := _done(form, lambda: _add(request, event, form))):
        messages.success(request, _("“%(title)s” is there.") % {"title": added.title})
        return redirect("events:materials", slug)
    return _form_page(request, event, form)


def _add(request, event, form):
    spend("event-material", request.user.pk)
    return Material.objects.add(event, by=request.user, **form.cleaned_data)


@require_http_methods(["GET", "HEAD", "POST"])
@files_up_to(LARGEST_FILE)
def change(request, slug, pk):
    """Its title, who sees it, what was found of it; a transcript."""
    material = _run(request, slug, pk)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    now = {name: getattr(material, name) for name in ("title", "seen_by", "has_alt", "has_captions")}
    form = MaterialForm(data, files, event=material.event, material=material, initial=now | kept(request))
    if _is_filled_in(request, form) and _done(form, lambda: _change(request, material, form)):
        messages.success(request, _("“%(title)s” is changed.") % {"title": material.title})
        return redirect("events:materials", slug)
    return _form_page(request, material.event, form, material)


def _change(request, material, form):
    material.change(by=request.user, **form.cleaned_data)
    return material


@require_POST
def move_up(request, slug, pk):
    _run(request, slug, pk).move_up(by=request.user)
    return redirect("events:materials", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def retire(request, slug, pk):
    """Take it away, and say why."""
    material = _run(request, slug, pk)
    form = RetireForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        material.retire(form.cleaned_data["why"], by=request.user)
        messages.success(request, _("“%(title)s” is taken away.") % {"title": material.title})
        return redirect("events:materials", slug)
    context = {"event": material.event, "material": material, "form": form}
    return render(request, "events/material_retire.html", context, status=422 if form.errors else 200)


def _is_filled_in(request, form):
    """A file that was too large is said at the field in which none came in; of two, at the first."""
    empty = [name for name in ("file", "transcript") if name in form.fields and name not in request.FILES]
    if request.method != "POST" or (empty and too_large(request, form, empty[0], "25 MB")):
        return False
    return form.is_valid()


def _done(form, act):
    """What `act` answers; what cannot be is said in the form, and nothing of it is lost."""
    try:
        return act()
    except Refused as refused:
        form.add_error(None, refused.words)
        return None


def _form_page(request, event, form, material=None):
    context = {"event": event, "form": form, "material": material}
    return render(request, "events/material_form.html", context, status=422 if form.errors else 200)


def _seen(request, slug, pk):
    event = finding.seen(request, slug)
    rows = event.materials.standing().select_related("file", "transcript")
    if not policy.runs(request.user, event):
        rows = rows.visible_to(request.user)
    return get_object_or_404(rows, pk=pk)


def _run(request, slug, pk):
    event = finding.run(request, slug)
    material = get_object_or_404(event.materials.standing().select_related("file", "transcript"), pk=pk)
    material.event = event
    return material
