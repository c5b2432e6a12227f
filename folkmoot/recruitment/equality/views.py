"""The equality questions, offered once an application is sent: voluntary, and changeable."""

from random import shuffle

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.activity.models import Entry
from folkmoot.core.policy import require

from .. import policy
from ..models import Application, EqualityAnswers, Round
from ..models.equality import may_answer
from .figures import are_shown, counts
from .forms import EqualityForm, WhyForm
from .questions import every_question, labels


def _own(request, slug):
    sent = Application.objects.of(request.user).exclude(number=None)
    return get_object_or_404(sent, round__slug=slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def equality(request, slug):
    """Who applies: a few questions, each of which can be left out."""
    application = _own(request, slug)
    said = EqualityAnswers.objects.of(application)
    form = EqualityForm(request.POST or None, lane=application.lane, initial=said)
    if request.method == "POST" and form.is_valid():
        EqualityAnswers.objects.keep(application, form.answers())
        messages.success(request, _("Thank you. What you answered is kept apart from your application."))
        return redirect(application)
    context = {
        "application": application, "round": application.round, "form": form, "has_answered": bool(said),
        "may_answer": may_answer(application),
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "recruitment/equality/equality.html", context, status=status)


@require_POST
def take_out(request, slug):
    """Their answers go, as if nothing had been answered."""
    application = _own(request, slug)
    EqualityAnswers.objects.take_out(application)
    messages.success(request, _("Your answers are taken out."))
    return redirect(application)


@require_safe
def figures(request, slug):
    """Who applied and who was offered membership, as counts that tell of nobody: for team and leads."""
    round = _counted(request, slug)
    found = counts(round) if are_shown(round) else None
    applied, answered, told, counted_at = found or (None, None, [], None)
    words = {one.key: one.words for one in every_question()}
    context = {
        "round": round,
        "is_shown": are_shown(round),
        "counted_at": counted_at,
        "applied": applied,
        "answered": answered,
        "told": [(words[key], lines) for key, lines in told],
        # once nobody can tell whose answers they are, nor who of them was offered membership
        "has_parts": any(part is not None for _key, lines in told for _words, _many, part in lines),
        "is_officer": policy.is_equality_officer(request.user, round),
        "sees_board": policy.may_see_board(request.user, round),
        "form": WhyForm(),
    }
    return render(request, "recruitment/equality/figures.html", context)


def _counted(request, slug):
    round = get_object_or_404(Round.objects.visible_to(request.user), slug=slug)
    officer = policy.is_equality_officer(request.user, round)
    if not (officer or policy.may_see_board(request.user, round)):
        raise Http404
    return round


@never_cache
@require_POST
def raw(request, slug):
    """The answers themselves, shuffled, without keys: for the named officer, for a reason, on the record."""
    round = _counted(request, slug)
    require(policy.is_equality_officer(request.user, round))
    form = WhyForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say what you need them for."))
        return redirect("recruitment:equality_figures", slug)
    why = form.cleaned_data["why"]
    Entry.objects.record("recruitment.equality_opened", round, by=request.user, why=why)
    rows = list(EqualityAnswers.objects.filter(round=round).order_by("key").values_list("answers", flat=True))
    shuffle(rows)
    named = labels()
    told = [[(named.get(key, {}).get(choice, choice)) for key, choice in sorted(row.items())] for row in rows]
    return render(request, "recruitment/equality/raw.html", {"round": round, "rows": told})
