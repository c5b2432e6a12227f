"""Talking to a member: asking for it, being asked, and offering it. A look changes nothing."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.core.http import kept
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require
from folkmoot.members.models import Profile

from .. import policy
from ..models import Round, Talk, Turn, Volunteer
from .forms import AnswerForm, AskForm, VolunteerForm

SHOWN = 20  # talks on the page of a volunteer


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, slug):
    """Ask to talk to a member, before or while applying."""
    round = get_object_or_404(Round.objects.visible_to(request.user), slug=slug)
    if mine := Talk.objects.open().filter(asker=request.user).first():
        return redirect(mine)
    require(policy.may_ask_to_talk(request.user, round))
    form = AskForm(request.POST or None, initial=kept(request) or _known(request.user))
    if form.is_valid():
        try:
            return redirect(_asked(request, round, form))
        except Refused as refused:
            form.add_error(None, refused.words)
    context = {"round": round, "form": form}
    return render(request, "recruitment/talks/ask.html", context, status=422 if form.errors else 200)


def _known(user):
    return {"region": Profile.objects.filter(user=user).values_list("region", flat=True).first()}


def _asked(request, round, form):
    words, region = form.cleaned_data["words"], form.cleaned_data["region"]
    return Talk.objects.ask(round, by=request.user, words=words, region=region)


def _visible(request, pk):
    seen = Talk.objects.visible_to(request.user).select_related("round", "asker", "member", "region")
    return get_object_or_404(seen, pk=pk)


@require_safe
def talk(request, pk):
    """One talk: to the asker how it stands, to the member what is asked."""
    talk = _visible(request, pk)
    context = {
        "talk": talk,
        "round": talk.round,
        "is_mine": talk.asker_id == request.user.pk,
        "may_answer": policy.may_answer_talk(request.user, talk),
        "form": AnswerForm(),
        "asked_before": talk.turns.count(),
    }
    return render(request, "recruitment/talks/talk.html", context)


@require_POST
def take(request, pk):
    """Yes: the two are told of each other."""
    talk = _visible(request, pk)
    require(policy.may_answer_talk(request.user, talk))
    form = AnswerForm(request.POST)
    talk.take(by=request.user, gives_address=form.is_valid() and form.cleaned_data["gives_address"])
    messages.success(request, _("Thank you. You have their address now; they were told that you will write."))
    return redirect(talk)


@require_POST
def pass_on(request, pk):
    """Not now: the next is asked. Nobody is told who said it."""
    talk = _visible(request, pk)
    require(talk.state == Talk.State.WAITING and policy.may_answer_talk(request.user, talk))
    talk.pass_on(Turn.Answer.NOT_NOW, by=request.user)
    messages.success(request, _("Good to know. Somebody else is asked."))
    return redirect("recruitment:volunteer")


@require_POST
def end(request, pk):
    """They have talked, or it is no longer needed."""
    talk = _visible(request, pk)
    require(policy.may_end_talk(request.user, talk))
    talk.end(by=request.user)
    messages.success(request, _("Ended. Thank you for saying so."))
    return redirect(talk.round if talk.asker_id == request.user.pk else "recruitment:volunteer")


@require_http_methods(["GET", "HEAD", "POST"])
def volunteer(request):
    """For members: offer to talk, change it, and who would like to."""
    require(policy.may_volunteer(request.user))
    own = Volunteer.objects.filter(user=request.user).first()
    form = VolunteerForm(request.POST or None, instance=own)
    if form.is_valid():
        Volunteer.objects.offer(by=request.user, **form.cleaned_data)
        messages.success(request, _("Thank you. We tell you by mail when somebody would like to talk."))
        return redirect("recruitment:volunteer")
    talks = Talk.objects.visible_to(request.user).with_somebody().filter(member=request.user)
    profile = Profile.objects.filter(user=request.user).select_related("region").first()
    context = {
        "own": own,
        "form": form,
        "talks": talks.select_related("asker", "round").order_by("asked_at", "pk")[:SHOWN],
        "region": profile and profile.region,
    }
    return render(request, "recruitment/talks/volunteer.html", context, status=422 if form.errors else 200)


@require_POST
def stop(request):
    """They cannot after all; pressed twice, it is stopped once."""
    require(policy.may_volunteer(request.user))
    if own := Volunteer.objects.filter(user=request.user).first():
        own.stop(by=request.user)
    messages.success(request, _("You are not asked any longer. Thank you for having offered it."))
    return redirect("recruitment:volunteer")
