"""What people need at an event: for who looks after it, each look on the record; nobody else."""

from collections import defaultdict

from django.contrib import messages
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from folkmoot.activity.models import Entry
from folkmoot.core.http import kept, typed
from folkmoot.core.policy import require

from .. import finding, policy, running
from ..asking.forms import PromiseForm
from ..models import Need
from ..models.need import SEEN


@never_cache
@require_safe
def needs(request, slug):
    """Grouped, with who said it, to be printed; to who runs it, how one takes this over."""
    event = finding.seen(request, slug)
    require(policy.may_look_after_needs(request.user, event))
    return _page(request, event)


def _page(request, event, form=None, of=None):
    sees = policy.sees_needs(request.user, event)
    needs = Need.objects.of_event(event)
    context = {
        "event": event,
        "sees": sees,
        "many": needs.count(),
        "runs": policy.runs(request.user, event),
        "running": running.tabs(request, event),
    }
    if sees:
        rows = needs.select_related(
            "registration__user", "registration__guest", "registration__pool", "promised_by"
        )
        name = Coalesce("registration__user__name", "registration__guest__name")
        rows = list(rows.order_by(name, "pk"))
        Entry.objects.record(SEEN, event, by=request.user)
        again = kept(request)
        context["needs"] = [(need, form if of == need.pk else _form(need, again)) for need in rows]
        context["access"], context["diet"] = _grouped(rows, "access"), _grouped(rows, "diet")
    return render(request, "events/needs.html", context, status=422 if form else 200)


def _form(need, again):
    is_theirs = again.get("need") == str(need.pk)
    return PromiseForm(
        auto_id=f"{need.pk}-%s", initial={"promise": again["promise"] if is_theirs else need.promise}
    )


def _grouped(needs, column):
    """[(words, those who said them)]: said alike stands once, what most said first."""
    found = defaultdict(list)
    for need in needs:
        if words := getattr(need, column).strip():
            found[" ".join(words.lower().split())].append((words, need.registration))
    groups = [(said[0][0], [one for _words, one in said]) for said in found.values()]
    return sorted(groups, key=lambda group: (-len(group[1]), group[0].lower()))


@require_POST
def look_after_needs(request, slug):
    """Take it over, or lay it down."""
    event = finding.seen(request, slug)
    require(policy.may_look_after_needs(request.user, event))
    takes = "lay-down" not in request.POST
    event.hosts.look_after_needs(event, request.user, takes)
    words = _("You look after access and food now.") if takes else _("You look after it no longer.")
    messages.success(request, words)
    return redirect("events:needs" if policy.runs(request.user, event) else "events:event", slug)


@require_POST
def confirm_need(request, slug, pk):
    """Tell this person what will be done."""
    event = finding.seen(request, slug)
    require(policy.sees_needs(request.user, event))
    needs = Need.objects.of_event(event).select_related("registration__user", "registration__guest")
    need = get_object_or_404(needs, pk=pk)
    need.registration.event = event
    form = PromiseForm(request.POST, auto_id=f"{need.pk}-%s")
    if not form.is_valid():
        return _page(request, event, form, need.pk)
    need.confirm(form.cleaned_data["promise"], by=request.user, told=typed(request, "told", 60))
    messages.success(request, _("%(name)s is told, by mail.") % {"name": need.registration.person.name})
    return redirect("events:needs", slug)
