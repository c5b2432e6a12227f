"""Those who look after an event: asked, and let go, by its hosts."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.core.http import kept
from folkmoot.core.lifecycle import Refused

from .. import finding, policy, running
from ..hosts.forms import HelperForm
from ..models import Host


@require_http_methods(["GET", "HEAD", "POST"])
def hosts(request, slug):
    """Who looks after it, and somebody more."""
    event = finding.run(request, slug)
    form = HelperForm(request.POST or None, by=request.user, initial=kept(request))
    if request.method == "POST" and form.is_valid() and _added(request, event, form):
        return redirect("events:hosts", slug)
    context = {
        "event": event,
        "form": form,
        "hosts": list(event.hosts.in_order()),
        "running": running.tabs(request, event),
    }
    return render(request, "events/hosts.html", context, status=422 if form.errors else 200)


def _added(request, event, form):
    who, role = form.cleaned_data["who"], form.cleaned_data["role"]
    try:
        Host.objects.add(event, who, role=role, by=request.user)
    except Refused as refused:
        form.add_error("who", refused.words)
        return False
    messages.success(
        request, _("%(name)s looks after it with you, and is told by mail.") % {"name": who.name}
    )
    return True


@require_POST
def step_back(request, slug, pk):
    """They look after it no longer."""
    event = finding.run(request, slug)
    host = get_object_or_404(event.hosts.select_related("user"), pk=pk)
    host.event = event
    host.step_back(by=request.user)
    messages.success(request, _("%(name)s looks after it no longer.") % {"name": host.user.name})
    event.__dict__.pop("_hosts", None)
    return redirect("events:hosts", slug) if policy.runs(request.user, event) else redirect(event)
