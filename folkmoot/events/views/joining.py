"""Joining online, and the link with which hosts do it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from folkmoot.core.http import kept

from .. import finding, policy, running
from ..joining import pages
from ..joining.forms import JoinLinkForm
from ..models import JoinLink


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request, slug):
    """On to the meeting, in its time, for who has a place online."""
    event = finding.seen(request, slug)
    own = event.registrations.live().of(request.user).select_related("pool").first()
    runs = policy.may_check_in(request.user, event)
    return pages.answered(
        request, event, own, by=request.user, runs=runs, event_page=event.get_absolute_url()
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def joining(request, slug):
    """The link to the meeting: for those who run it, to set and to change."""
    event = finding.run(request, slug)
    if not pages.has_online(event):
        raise Http404
    link = JoinLink.objects.of(event)
    has_later = event.series_id is not None and event.series.later(event).exists()
    began_with = {"shown_hours": 24} | kept(request)
    form = JoinLinkForm(request.POST or None, instance=link, initial=began_with, has_later=has_later)
    if request.method == "POST" and form.is_valid():
        _set(event, by=request.user, **form.cleaned_data)
        messages.success(request, _("The link is kept. Whoever has a place online is led there in time."))
        return redirect("events:joining", slug)
    context = {"event": event, "link": link, "form": form, "running": running.tabs(request, event)}
    return render(request, "events/joining.html", context, status=422 if form.errors else 200)


def _set(event, *, by, later=False, **facts):
    if later:
        event.series.join_from(event, by=by, **facts)
    else:
        JoinLink.objects.set_for(event.pools.get(mode="online"), by=by, **facts)
