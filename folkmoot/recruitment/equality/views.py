"""The equality questions, offered once an application is sent: voluntary, and changeable."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ..models import Application, EqualityAnswers
from ..models.equality import may_answer
from .forms import EqualityForm


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
