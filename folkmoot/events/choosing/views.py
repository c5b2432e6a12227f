"""The pages on which those who come choose what happens, and hosts ask and decide."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.core.http import kept
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require

from .. import finding, running
from ..models import Choosing
from . import policy
from .forms import ChangeForm, ChooseForm, ChoosingForm, DecideForm, DropForm


@login_not_required
@require_safe
def choose(request, slug):
    """What is asked, what this reader chose, what came of it."""
    return _page(request, finding.seen(request, slug))


def _page(request, event, form=None):
    rows = []
    for choosing in event.choosings.order_by("pk"):
        choosing.event = event
        rows.append(_shown(request.user, choosing, form))
    context = {
        "event": event,
        "rows": rows,
        "may_offer": policy.may_offer(request.user, event),
        "running": running.tabs(request, event),
    }
    status = 422 if form else 200
    return render(request, "events/choosing/choose.html", context, status=status)


def _shown(user, choosing, form=None):
    """One of them: its form while it is open, its results once it has closed."""
    own = (
        {*choosing.picks.filter(user=user).values_list("option", flat=True)} if user.is_authenticated else ()
    )
    shown = {"choosing": choosing, "own": own, "may_choose": policy.may_choose(user, choosing)}
    if shown["may_choose"]:
        here = form and form.choosing.pk == choosing.pk
        shown["form"] = form if here else ChooseForm(choosing=choosing, initial={"options": list(own)})
    if choosing.has_closed:
        many, options = choosing.results()
        shown |= {"many": many, "options": options, "is_counted": many >= choosing.TOO_FEW}
    else:
        shown["options"] = list(choosing.options.order_by("place"))
    shown["may_change"] = policy.may_change(user, choosing)
    shown["may_decide"] = policy.may_decide(user, choosing)
    return shown


@require_POST
def take(request, slug, pk):
    """This is what they choose; chosen again, it is as chosen last."""
    choosing = _one(request, slug, pk)
    require(policy.may_choose(request.user, choosing))
    form = ChooseForm(request.POST, choosing=choosing)
    if not form.is_valid():
        return _page(request, choosing.event, form)
    choosing.choose(form.cleaned_data["options"], by=request.user)
    messages.success(request, _("It is noted. Until choosing closes you can change it."))
    return redirect("events:choose", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def offer(request, slug):
    """Ask those who come to choose."""
    event = finding.seen(request, slug)
    require(policy.may_offer(request.user, event))
    form = ChoosingForm(request.POST or None, initial=kept(request))
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        facts = {"most": words["most"], "closes_wall": words["closes_wall"], "by": request.user}
        if _done(form, lambda: Choosing.objects.offer(event, words["question"], words["options"], **facts)):
            messages.success(request, _("Those who come can choose now."))
            return redirect("events:choose", slug)
    context = {"event": event, "form": form, "running": running.tabs(request, event)}
    return render(request, "events/choosing/offer.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, slug, pk):
    """More or less time, more or fewer; or nothing after all. Each with its reason."""
    choosing = _one(request, slug, pk)
    require(policy.may_change(request.user, choosing))
    usual = {"most": choosing.most, "closes_wall": choosing.closes_wall}
    is_dropped = "drop" in request.POST
    sent = request.POST or None
    form = ChangeForm(None if is_dropped else sent, initial=usual | kept(request))
    drop = DropForm(sent if is_dropped else None, prefix="drop")
    if request.method == "POST" and is_dropped and drop.is_valid():
        choosing.drop(by=request.user, why=drop.cleaned_data["why"])
        messages.success(request, _("Nothing is chosen here any more."))
        return redirect("events:choose", slug)
    if request.method == "POST" and not is_dropped and form.is_valid():
        if _done(form, lambda: choosing.change(by=request.user, **form.cleaned_data)):
            messages.success(request, _("It is changed, and the reason stands beside it."))
            return redirect("events:choose", slug)
        choosing.refresh_from_db()
    context = {"event": choosing.event, "choosing": choosing, "form": form, "drop": drop}
    status = 422 if form.errors or drop.errors else 200
    return render(request, "events/choosing/change.html", context, status=status)


@require_POST
def close(request, slug, pk):
    """Choosing closes now."""
    choosing = _one(request, slug, pk)
    require(policy.may_change(request.user, choosing))
    choosing.close(by=request.user)
    messages.success(request, _("Choosing has closed. Everybody sees what was chosen."))
    return redirect("events:choose", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request, slug, pk):
    """Say what happens; in words, where it is not what most chose."""
    choosing = _one(request, slug, pk)
    require(policy.may_decide(request.user, choosing))
    many, options = choosing.results()
    usual = {"options": [option.pk for option in options if option.happens], "why": choosing.why}
    usual = usual if choosing.state == Choosing.State.DECIDED else {}
    form = DecideForm(request.POST or None, choosing=choosing, initial=usual | kept(request))
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        if _done(form, lambda: choosing.decide(list(words["options"]), by=request.user, why=words["why"])):
            messages.success(request, _("It is decided, and everybody sees what happens."))
            return redirect("events:choose", slug)
    context = {
        "event": choosing.event,
        "choosing": choosing,
        "form": form,
        "many": many,
        "options": options,
        "is_counted": many >= choosing.TOO_FEW,
    }
    return render(request, "events/choosing/decide.html", context, status=422 if form.errors else 200)


def _one(request, slug, pk):
    event = finding.seen(request, slug)
    choosing = get_object_or_404(event.choosings, pk=pk)
    choosing.event = event
    return choosing


def _done(form, verb):
    """Whether the verb went through; else its words stand in the form."""
    try:
        verb()
    except (Refused, ValidationError) as problem:
        form.add_error(None, getattr(problem, "words", problem))
        return False
    return True
