"""Notes about a person: writing one, putting it right soon after, taking it away."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from folkmoot.accounts.models import User
from folkmoot.activity.models import Draft
from folkmoot.core.http import kept
from folkmoot.core.policy import require

from .. import policy
from ..models import Note
from ..records.forms import NoteForm
from ..records.person import Record, url_of


@require_http_methods(["GET", "HEAD", "POST"])
def write(request, pk, of=User):
    """A note about this account or contact. The record has the same form."""
    require(policy.may_write_notes(request.user))
    record = Record(get_object_or_404(of, pk=pk))
    form = NoteForm(request.POST or None, initial=kept(request))
    if form.is_valid():
        Note.objects.write(record.person, by=request.user, **form.cleaned_data)
        Draft.objects.drop(request.user, draft_key(record))
        messages.success(request, _("It is written down."))
        return redirect(record.url)
    context = {"form": form, "record": record}
    return render(request, "members/note.html", context, status=422 if form.errors else 200)


def draft_key(record):
    return f"note-{record.name}-{record.person.pk}"


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Its author puts it right; after half an hour a new note does."""
    note = _note(request, pk)
    require(policy.may_change_note(request.user, note))
    form = NoteForm(request.POST or None, instance=note, initial=kept(request))
    if form.is_valid():
        Note.objects.get(pk=pk).edit(by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(url_of(note.person))
    context = {"form": form, "record": Record(note.person), "note": note}
    return render(request, "members/note.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request, pk):
    """Take it away: a page that says what will happen, then the act."""
    note = _note(request, pk)
    require(policy.may_remove_note(request.user, note))
    if request.method == "POST":
        note.remove(by=request.user)
        messages.success(request, _("The note is gone."))
        return redirect(url_of(note.person))
    return render(request, "members/note_remove.html", {"record": Record(note.person), "note": note})


def _note(request, pk):
    require(policy.may_see_records(request.user))
    return get_object_or_404(Note.objects.with_people().select_related("author"), pk=pk)
