"""Help with a draft: its applicant asks for it and takes it back; until then the team may read, not write."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.core.http import typed

from ..applying.views import answers_of
from ..models import Application
from ..models.helping import LONGEST
from ..rounds.found import managed
from .looks import looks_at


def _own(request, slug):
    return get_object_or_404(Application.objects.of(request.user), round__slug=slug)


@require_POST
def ask(request, slug):
    """Let the team read one's draft, until it is sent or this is taken back."""
    application = _own(request, slug)
    application.ask_for_help(by=request.user, words=typed(request, "words", LONGEST))
    messages.success(request, _("Asked. The team may read this draft until you send it or take this back."))
    return redirect(application)


@require_POST
def take_back(request, slug):
    """Nobody else reads it from this moment."""
    application = _own(request, slug)
    application.end_help(by=request.user)
    messages.success(request, _("Taken back. Nobody but you reads this draft."))
    return redirect(application)


def _asking(request, slug, pk):
    round = managed(request, slug)
    drafts = Application.objects.filter(round=round).open_to_help(request.user)
    drafts = drafts.select_related("round", "lane__partner__organisation", "applicant")
    return get_object_or_404(drafts, pk=pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request, slug, pk):
    """Who asked for help, and with what; POST reads what is written, and is on the record."""
    application = _asking(request, slug, pk)
    context = {"round": application.round, "application": application}
    if request.method == "POST":
        texts = application.read_to_help(by=request.user)
        context["answers"] = answers_of(application, texts)
    context["looks"] = looks_at(application)
    return render(request, "recruitment/helping/draft.html", context)


@require_POST
def end(request, slug, pk):
    """Helped: the team reads it no longer."""
    application = _asking(request, slug, pk)
    application.end_help(by=request.user)
    messages.success(request, _("Ended. Nobody but its applicant reads the draft now."))
    return redirect("recruitment:board", slug)
