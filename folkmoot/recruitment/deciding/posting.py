"""The letters before they leave: their words, each as its reader gets it, the hour; and those that failed."""

from collections import Counter

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.activity import delivery
from folkmoot.activity.models import Email
from folkmoot.core.http import number as as_number
from folkmoot.core.policy import require

from .. import policy
from ..models import Application, DecisionList, Lane, Letter, LetterText, Proposal
from ..rounds.found import managed, seen
from .forms import LetterTextForm, ReleaseForm
from .letters import FIELDS, KINDS, defaults, dry_run, filled
from .releasing import holds_until
from .releasing import release as tell

State = Application.State
FAILED = Email.IN_TROUBLE
AT_ONCE = 200  # letters while somebody waits for the page; more leave by the clock


@require_safe
def letters(request, slug):
    """The letters: their words, how many of each, each as its reader gets it; leads see their lane's."""
    return _letters(request, seen(request, slug), ReleaseForm())


def _letters(request, round, form):
    decisions = DecisionList.objects.standing(round)
    waiting = Application.objects.filter(list=decisions, state=State.DECIDED).visible_to(request.user)
    outcomes = decisions.outcomes() if decisions else {}
    counts = Counter(outcomes[number][0] for number in waiting.values_list("number", flat=True))
    context = {
        "round": round,
        "list": decisions,
        "counts": dry_run(counts),
        "kinds": KINDS.items(),
        "preview": _preview(request, decisions, waiting, outcomes),
        "manages": policy.manages(request.user),
        "release_form": form,
        "failed": _failed(request, round),
    }
    status = 422 if form.errors else 200
    return render(request, "recruitment/deciding/letters.html", context, status=status)


def _preview(request, decisions, waiting, outcomes):
    """One letter as its reader gets it, with the one before and after."""
    people = waiting.select_related("applicant", "lane__partner__organisation", "round").order_by("number")
    wanted = as_number(request.GET.get("number"))
    application = (people.filter(number__gte=wanted).first() if wanted else None) or people.first()
    if application is None:
        return None
    kind = outcomes[application.number][0]
    proposal = Proposal.objects.current().filter(application=application).first()
    until = holds_until(application.round, kind, decisions.release_at or timezone.now())
    subject, text = filled(application, kind, proposal, answer_by=until)
    return {
        "application": application, "kind": KINDS[kind], "subject": subject, "text": text,
        "before": people.filter(number__lt=application.number).values_list("number", flat=True).last(),
        "after": people.filter(number__gt=application.number).values_list("number", flat=True).first(),
    }  # fmt: skip


def _failed(request, round):
    """Letters that did not arrive, of applications that exist for this person."""
    open_to_me = Application.objects.filter(round=round).visible_to(request.user)
    failed = Letter.objects.filter(application__in=open_to_me, email__state__in=FAILED)
    return failed.select_related("application", "email").order_by("application__number", "pk")


@require_POST
@transaction.atomic
def again(request, slug, pk):
    """Hand a letter that did not arrive to the post once more."""
    round = managed(request, slug)
    require(policy.may_release(request.user, round))
    letter = get_object_or_404(_failed(request, round), pk=pk)
    letter.email.try_again(by=request.user)
    delivery.after_commit([letter.email_id], urgent=True)
    messages.success(request, _("The letter is on its way again."))
    return redirect("recruitment:letters", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def letter_text(request, slug, kind, lane=None):
    """The words of one letter, for the round or for one lane."""
    round = managed(request, slug)
    require(policy.may_edit_round(request.user, round))
    if kind not in KINDS:
        raise Http404
    lane = get_object_or_404(Lane, pk=lane, round=round) if lane else None
    own = LetterText.objects.filter(round=round, lane=lane, outcome=kind).first()
    subject, body = defaults()[kind]
    initial = {} if own else {"subject": subject, "body": body}
    form = LetterTextForm(request.POST or None, instance=own, initial=initial)
    if form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("subject", "body")}
        LetterText.objects.lay_down(round, lane, kind, by=request.user, **words)
        messages.success(request, _("Kept."))
        return redirect("recruitment:letters", slug)
    context = {
        "round": round,
        "lane": lane,
        "kind": KINDS[kind],
        "form": form,
        "fields": FIELDS.items(),
        "lanes": round.lanes.by_name(),
        "kind_name": kind,
    }
    return render(
        request, "recruitment/deciding/letter_text.html", context, status=422 if form.errors else 200
    )


@require_POST
def release(request, slug, pk):
    """Let the letters leave: now, or at an hour."""
    decisions = get_object_or_404(
        DecisionList.objects.select_related("round"), pk=pk, round=managed(request, slug)
    )
    require(policy.may_release(request.user, decisions.round))
    if "at" in request.POST:
        form = ReleaseForm(request.POST)
        if not form.is_valid():
            return _letters(request, decisions.round, form)
        decisions.schedule(form.cleaned_data["at"], by=request.user)
        messages.success(request, _("They leave by themselves at that hour."))
    elif len(decisions.rows) > AT_ONCE:
        decisions.schedule(timezone.now(), by=request.user)
        messages.success(
            request, _("They leave within the next minutes, each once. This page says how many are left.")
        )
    else:
        tell(decisions, by=request.user)
        messages.success(request, _("Everybody on the list was written to."))
    return redirect("recruitment:letters", slug)


@require_POST
def call_off(request, slug, pk):
    """The letters do not leave by themselves after all."""
    decisions = get_object_or_404(DecisionList, pk=pk, round=managed(request, slug))
    require(policy.may_release(request.user, decisions.round))
    decisions.call_off(by=request.user)
    messages.success(request, _("Called off. They wait until you let them leave."))
    return redirect("recruitment:letters", slug)
