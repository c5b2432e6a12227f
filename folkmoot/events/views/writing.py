"""Hosts write to those who come; who got a letter answers it on the site."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from folkmoot.accounts.limits import spend
from folkmoot.activity import prose
from folkmoot.core.http import kept
from folkmoot.core.lifecycle import Refused

from .. import answering, finding, letters, notices, policy, running
from ..letter_forms import AnswerForm, LetterForm
from ..models import Letter

SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
def write(request, slug):
    """A letter to those who come, who wait, or who came: looked at first, then sent."""
    event = finding.run(request, slug)
    form = LetterForm(request.POST or None, parts=letters.offered(event), initial=kept(request))
    seen = None
    if request.method == "POST" and form.is_valid():
        if "send" in request.POST and _sent(request, event, form):
            return redirect("events:write", slug)
        seen = _seen(request, event, form) if not form.errors else None
    context = {
        "event": event,
        "running": running.tabs(request, event),
        "form": form,
        "seen": seen,
        "letters": list(event.letters.newest_first().select_related("by")[:SHOWN]),
        "free_again": Letter.objects.free_again(event),
    }
    return render(request, "events/write.html", context, status=422 if form.errors else 200)


def _sent(request, event, form):
    try:
        letter = Letter.objects.send(event, by=request.user, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, refused.words)
        return False
    messages.success(
        request,
        ngettext(
            "Your letter is on its way to %(many)s person.",
            "Your letter is on its way to %(many)s people.",
            letter.people,
        )
        % {"many": letter.people},
    )
    return True


def _seen(request, event, form):
    """The letter as one of them would read it."""
    letter = Letter(event=event, by=request.user, written_at=timezone.now(), **form.cleaned_data)
    rows = letter.readers().select_related("user", "guest")
    first = rows.first()
    return {
        "letter": letter,
        "people": rows.count(),
        "reader": first.person if first else None,
        "html": prose.as_html(letter.source),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request, slug, pk):
    """What a host wrote: for those who got it, who can answer, and for those who run the event."""
    event = finding.seen(request, slug)
    letter = get_object_or_404(event.letters.select_related("by"), pk=pk)
    letter.event = event
    to = answering.answerer(request.user, letter, request.user)
    if not (to or policy.runs(request.user, event) or letter.went_to(request.user)):
        raise Http404
    form = AnswerForm(request.POST or None, initial=kept(request)) if to else None
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid():
            spend("event-answer", request.user.pk)
            notices.answer(letter, form.cleaned_data["words"], by=request.user, to=to, reader=request.user)
            messages.success(request, _("Your answer is on its way to %(name)s.") % {"name": to.name})
            return redirect(letter)
    context = {
        "event": event,
        "letter": letter,
        "html": prose.as_html(letter.text),
        "form": form,
        "to": to,
        "running": running.tabs(request, event, at=reverse("events:write", args=[event.slug])),
    }
    return render(request, "events/letter.html", context, status=422 if form and form.errors else 200)
