"""Giving places otherwise than in turn: the rule, the hosts' decisions, the draw and its data."""

import io

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.core.http import kept, number
from folkmoot.core.lifecycle import Refused
from folkmoot.core.sheets import write_csv

from .. import finding, policy, running
from ..asking.forms import shown
from ..giving import published
from ..giving.forms import CallOffForm, DecideForm, GivingForm
from ..models import Answer, Event

APPLIED_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def giving(request, pk):
    """How places are given: in turn, by the hosts, by a draw."""
    event = finding.planned(request, pk)
    draw = event.draws.current() if event.registering == Event.Registering.INTEREST else None
    now = {"registering": event.registering}
    if draw:
        now |= draw.rule
    form = GivingForm(request.POST or None, event=event, initial=now | kept(request))
    if request.method == "POST" and form.is_valid():
        try:
            Event.objects.get(pk=event.pk).give_places(by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, _("Places are given that way from now on."))
            return redirect("events:giving", pk)
    context = {
        "event": event, "form": form, "draw": draw,
        "running": running.tabs(request, event),
    }  # fmt: skip
    return render(request, "events/giving.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def applications(request, slug):
    """Who awaits the decision of the hosts, with what they answered: accept some, decline some."""
    event = finding.run(request, slug)
    form = DecideForm(request.POST or None, initial=kept(request))
    ticked = {key for key in map(number, request.POST.getlist("who")) if key}
    if request.method == "POST" and form.is_valid():
        if problem := _problem(request, ticked, form.cleaned_data["why"]):
            form.add_error(*problem)
        else:
            _decide(request, event, ticked, form.cleaned_data["why"])
            return redirect("events:applications", slug)
    rows = event.registrations.undecided().select_related("user", "guest", "pool")
    page = Paginator(rows, APPLIED_A_PAGE).get_page(request.GET.get("page"))
    page.object_list = list(page.object_list)
    said = Answer.objects.filter(registration__in=page.object_list).select_related("question")
    answers = {}
    for answer in said.order_by("question__order", "question"):
        answers.setdefault(answer.registration_id, []).append(
            (answer.question, shown(answer.question, answer.words))
        )
    context = {
        "event": event,
        "form": form,
        "page": page,
        "people": [(one, answers.get(one.pk, []), one.pk in ticked) for one in page],
        "pools": list(event.pools.filter(is_open=True).order_by("mode")),
        "running": running.tabs(request, event),
    }
    return render(request, "events/applications.html", context, status=422 if form.errors else 200)


def _problem(request, ticked, why):
    if not ticked:
        return None, _("Tick those whom you have decided on.")
    if "decline" in request.POST and not why:
        return "why", _("Say why: they read it.")
    return None


def _decide(request, event, ticked, why):
    """Each by itself: who withdrew meanwhile, or was answered by another host, keeps none of the rest."""
    rows = event.registrations.filter(pk__in=ticked).select_related("user", "guest", "pool__event")
    done = 0
    for registration in rows.order_by("registered_at", "pk"):
        try:
            if "decline" in request.POST:
                registration.turn_down(why, by=request.user)
            else:
                registration.admit(by=request.user)
            done += 1
        except Refused as refused:
            messages.warning(request, refused.words)
    if done:
        words = ngettext("%(many)s person is told.", "%(many)s people are told.", done)
        messages.success(request, words % {"many": done})


@login_not_required
@require_safe
def draw(request, slug):
    """The rule, the tickets and the order of a draw: for whoever sees the event."""
    event, draw = _drawn(request, slug)
    return _draw_page(request, event, draw, CallOffForm())


def _draw_page(request, event, draw, form):
    user = request.user
    own = event.registrations.of(user).live_first().first() if user.is_authenticated else None
    runs = policy.runs(user, event)
    context = {
        "event": event,
        "draw": draw,
        "many": draw.tickets.count(),
        "rows": published.rows(draw),
        "pools": list(event.pools.filter(is_open=True).order_by("mode")),
        "own": own and draw.tickets.filter(registration=own).first(),
        "runs": runs,
        "form": form,
        "running": running.tabs(request, event),
    }
    return render(request, "events/draw.html", context, status=422 if form.errors else 200)


@login_not_required
@require_safe
def draw_data(request, slug, kind):
    """What anybody needs to draw it again, as JSON or CSV."""
    _event, draw = _drawn(request, slug)
    if kind == "json":
        return JsonResponse(published.data(draw), json_dumps_params={"indent": 1, "ensure_ascii": False})
    file = io.BytesIO()
    write_csv(file, published.COLUMNS, published.rows(draw))
    return HttpResponse(file.getvalue(), content_type="text/csv; charset=utf-8")


@require_POST
def draw_now(request, slug):
    """Draw, once."""
    event = finding.run(request, slug)
    _current(event).draw(by=request.user)
    messages.success(request, _("It is drawn. Everybody is told by mail."))
    return redirect("events:draw", slug)


@require_POST
def call_off_draw(request, slug):
    """There is no draw; say why."""
    event = finding.run(request, slug)
    draw, form = _current(event), CallOffForm(request.POST)
    if not form.is_valid():
        return _draw_page(request, event, draw, form)
    draw.call_off(form.cleaned_data["why"], by=request.user)
    messages.success(request, _("The draw is called off, and who was interested is told."))
    return redirect("events:draw", slug)


def _drawn(request, slug):
    event = finding.seen(request, slug)
    return event, _current(event)


def _current(event):
    draw = event.draws.current()
    if draw is None:
        raise Http404
    draw.event = event
    return draw
