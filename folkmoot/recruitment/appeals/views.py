"""A review of a decision: asked by the applicant, answered by somebody who had no part in it."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from folkmoot.core.policy import require

from .. import policy
from ..models import Appeal, Application
from ..models.appeal import may_be_asked
from ..rounds.found import managed


class AskForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("What do you think we got wrong?"), max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("What you sent stands beside it. New answers are for a new round."),
    )  # fmt: skip


class AnswerForm(forms.Form):
    changed = forms.ChoiceField(
        label=gettext_lazy("What comes of it"), widget=forms.RadioSelect,
        choices=[
            ("no", gettext_lazy("The decision stands")),
            ("yes", gettext_lazy("Membership is offered after all")),
        ],
    )  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("Why: the person reads it"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, slug):
    """Ask for one's decision to be looked at again."""
    application = get_object_or_404(Application.objects.of(request.user), round__slug=slug)
    form = AskForm(request.POST or None)
    if form.is_valid():
        Appeal.objects.ask(application, form.cleaned_data["words"], by=request.user)
        messages.success(request, _("Asked. Somebody who had no part in it looks at it, and writes to you."))
        return redirect(application)
    context = {
        "application": application,
        "round": application.round,
        "form": form,
        "may_ask": may_be_asked(application),
    }
    return render(request, "recruitment/appeals/ask.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, slug, number):
    """Look at a decision again, as somebody who had no part in it."""
    round = managed(request, slug)
    seen = Application.objects.filter(round=round).visible_to(request.user)
    appeal = get_object_or_404(
        Appeal.objects.select_related("application__list", "application__round"),
        application__in=seen,
        application__number=number,
    )
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        require(policy.may_review(request.user, appeal))
        appeal.answer_it(form.cleaned_data["changed"] == "yes", form.cleaned_data["words"], by=request.user)
        messages.success(request, _("Answered, and told."))
        return redirect("recruitment:board", slug)
    context = {
        "round": round,
        "appeal": appeal,
        "application": appeal.application,
        "form": form,
        "may_review": policy.may_review(request.user, appeal),
    }
    return render(request, "recruitment/appeals/answer.html", context, status=422 if form.errors else 200)
