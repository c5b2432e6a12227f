"""Badges and the sheet to sign: as a PDF to take, and as pages to print."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.accounts.limits import RATES, spend
from folkmoot.core.http import typed
from folkmoot.core.policy import require

from .. import finding, policy, running
from ..models import Event, PrintOut
from ..papers import KINDS, html_of

RATES |= {"event-print": (20, 3600)}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def papers(request, slug):
    """What can be printed, and what is being made."""
    event = _of_helper(request, slug)
    if request.method == "POST":
        kind = typed(request, "kind", 10)
        if kind not in KINDS:
            raise Http404
        spend("event-print", request.user.pk)
        PrintOut.objects.ask(event, kind, by=request.user)
        messages.success(request, _("It is being made: that takes some seconds. Look again in a moment."))
        return redirect("events:papers", slug)
    newest = {}
    for one in event.print_outs.select_related("file").order_by("pk"):
        newest[one.kind] = one
    kinds = [{"kind": kind, "label": label, "made": newest.get(kind)} for kind, label in KINDS.items()]
    context = {"event": event, "kinds": kinds, "running": running.tabs(request, event)}
    return render(request, "events/papers.html", context)


@never_cache
@require_safe
def paper(request, slug, kind):
    """One of them as a page to print from the browser."""
    event = _of_helper(request, slug)
    if kind not in KINDS:
        raise Http404
    return HttpResponse(html_of(event, kind))


@never_cache
@require_safe
def paper_file(request, slug, pk):
    """The PDF, for those who run the event alone, for a day."""
    event = _of_helper(request, slug)
    made = get_object_or_404(event.print_outs.select_related("file"), pk=pk)
    if not made.is_good:
        raise Http404
    try:
        content = made.file.stored.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(content, as_attachment=True, filename=made.file.name)
    response["Cache-Control"] = "private, no-store"
    return response


def _of_helper(request, slug):
    event = finding.seen(request, slug)
    require(policy.may_check_in(request.user, event))
    if event.mode == Event.Mode.ONLINE:
        raise Http404
    return event
