"""What stays of a session: notes of those who were there, and what became of it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.accounts.limits import RATES, spend
from folkmoot.activity.models import Draft
from folkmoot.core.http import kept
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require

from .. import running
from ..models import FollowUp, SessionNote
from . import finding, policy
from .forms import BecameForm, NoteForm

RATES |= {"session-note": (60, 3600)}
A_PAGE = 50


def draft_key(pitch):
    return f"session-note-{pitch.pk}"


@require_http_methods(["GET", "HEAD", "POST"])
def write_note(request, slug, pk):
    """A note of one's own, beside those of others."""
    pitch = finding.pitch(request, slug, pk)
    require(policy.may_note(request.user, pitch))
    words = kept(request) or Draft.objects.words(request.user, draft_key(pitch))
    form = NoteForm(request.POST or None, initial=words)
    if request.method == "POST" and form.is_valid():
        try:
            spend("session-note", request.user.pk)
            SessionNote.objects.write(pitch, form.cleaned_data["words"], by=request.user)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            Draft.objects.drop(request.user, draft_key(pitch))
            messages.success(request, _("Your note is there."))
            return redirect(f"{pitch.get_absolute_url()}#notes")
    return _note_page(request, pitch, form, 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def change_note(request, slug, pk, note):
    """Other words for one's own note. Where another window was quicker, both texts stand on the page."""
    pitch = finding.pitch(request, slug, pk)
    note = get_object_or_404(pitch.notes, pk=note)
    note.pitch = pitch
    require(policy.may_change_note(request.user, note))
    usual = {"words": note.words, "revision": note.revision}
    form, status, newer = NoteForm(request.POST or None, initial=usual | kept(request)), 200, None
    if request.method == "POST" and form.is_valid():
        words, revision = form.cleaned_data["words"], form.cleaned_data["revision"] or 0
        try:
            note.change(words, revision=revision, by=request.user)
        except Refused as refused:
            newer, status = SessionNote.objects.get(pk=note.pk), 409
            form = NoteForm(initial={"words": words, "revision": newer.revision})
            messages.warning(request, refused.words)
        else:
            messages.success(request, _("Your note is changed."))
            return redirect(f"{pitch.get_absolute_url()}#notes")
    status = 422 if form.errors else status
    return _note_page(request, pitch, form, status, note=note, newer=newer)


def _note_page(request, pitch, form, status, note=None, newer=None):
    context = {
        "pitch": pitch,
        "space": pitch.space,
        "event": pitch.space.event,
        "form": form,
        "note": note,
        "newer": newer,
        "draft_key": draft_key(pitch),
    }
    return render(request, "events/space/note.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def became(request, slug, pk):
    """What became of it, by one of those who led it: asked by a letter or not."""
    pitch = finding.pitch(request, slug, pk)
    require(policy.may_say_what_became(request.user, pitch))
    before = pitch.follow_ups.filter(user=request.user).first()
    usual = {"answer": before.answer, "words": before.words} if before else {}
    form = BecameForm(request.POST or None, initial=usual | kept(request))
    if request.method == "POST" and form.is_valid():
        asked, _made = FollowUp.objects.get_or_create(pitch=pitch, user=request.user)
        asked.pitch = pitch
        asked.reply(form.cleaned_data["answer"], form.cleaned_data["words"], by=request.user)
        messages.success(request, _("Thank you. It shows on the page of the session."))
        return redirect(f"{pitch.get_absolute_url()}#became")
    context = {"pitch": pitch, "space": pitch.space, "event": pitch.space.event, "form": form}
    return render(request, "events/space/became.html", context, status=422 if form.errors else 200)


@require_safe
def afterwards(request, slug):
    """For those who run it: each session, its notes, and what became of it."""
    space = finding.run(request, slug)
    said = Prefetch("follow_ups", FollowUp.objects.select_related("user").order_by("pk"))
    rows = finding.pitches(space).placed().prefetch_related(said, "notes")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "space": space,
        "event": space.event,
        "page": page,
        "running": running.tabs(request, space.event),
    }
    finding.with_names(request.user, space, page.object_list)
    return render(request, "events/space/afterwards.html", context)
