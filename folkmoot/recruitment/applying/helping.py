"""Applying on a caller's behalf: the team types what somebody says, and the record says so."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from folkmoot.accounts.models import User
from folkmoot.core.http import kept
from folkmoot.core.lifecycle import Refused
from folkmoot.core.names import no_link, one_line
from folkmoot.core.policy import require

from .. import policy
from ..models import Application
from ..models.answer import LONGEST
from ..rounds.found import managed
from .forms import AboutForm, StartForm
from .sections import keep


class CallerForm(StartForm, AboutForm):
    """Everything on one page: who calls, and what they say."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80, validators=[one_line, no_link])
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy(
            "Where the receipt and the decision go. An account is opened if there is none."
        ),
    )
    asked = forms.BooleanField(
        label=gettext_lazy("They asked me to do this for them, and I read it back to them"),
        error_messages={"required": gettext_lazy("Read it back to them first.")},
    )
    field_order = ["name", "email", "lane", "route", *AboutForm.base_fields]

    def __init__(self, *args, round, **kwargs):
        super().__init__(*args, round=round, **kwargs)
        self.questions = list(round.question_set().questions.all())
        for question in self.questions:
            self.fields[f"q-{question.key}"] = forms.CharField(
                label=question.words,
                required=False,  # by the route they come by: see `clean`
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 6, "data-words": question.most_words}),
            )
        self.fields["asked"] = self.fields.pop("asked")  # last

    def clean(self):
        cleaned = super().clean()
        for question in self.asked_of(cleaned.get("route", "")):
            if question.is_required and not cleaned.get(f"q-{question.key}", "").strip():
                self.add_error(f"q-{question.key}", _("Write down what they say to this."))
        return cleaned

    def asked_of(self, route):
        """The questions for people who come by this route."""
        return [one for one in self.questions if one.route in {"", route}]

    def texts(self):
        """{key: text} of what they said."""
        said = {name: self.cleaned_data[name] for name in AboutForm.base_fields}
        theirs = self.asked_of(self.cleaned_data["route"])
        return said | {one.key: self.cleaned_data[f"q-{one.key}"] for one in theirs}


@require_http_methods(["GET", "HEAD", "POST"])
def apply_for(request, slug):
    """Write down what a caller says, and send it: they get the receipt, and can change it like anybody."""
    round = managed(request, slug)
    require(policy.may_extend(request.user, round))
    form = CallerForm(request.POST or None, round=round, initial=kept(request))
    if form.is_valid():
        try:
            application = _sent(form, round, request.user)
        except Refused as why:
            form.add_error(None, why.words)
        else:
            messages.success(
                request, _("Sent for %(name)s, who was written to.") % {"name": application.applicant}
            )
            return redirect("recruitment:board", slug)
    context = {"round": round, "form": form}
    return render(request, "recruitment/applying/for.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _sent(form, round, helper):
    """Account, application, answers and sending in one; nothing stays of it where one of them cannot be."""
    said = form.cleaned_data
    email = said["email"].lower()
    applicant = User.objects.at(email) or User.objects.create_user(email, said["name"], confirmed=True)
    if applicant == helper:
        raise Refused(_("Apply for yourself on your own pages."))
    has_begun = Application.objects.filter(round=round, applicant=applicant).exists()
    if has_begun or not policy.may_extend_for(helper, round, applicant):  # which of the two is not said
        raise Refused(
            _(
                "It cannot be written down here. Either they have begun an application already and go on "
                "with it on their own pages, or somebody else of the team is to write it down."
            )
        )
    application = Application.objects.start(
        round, applicant=applicant, lane=said["lane"], route=said["route"], by=helper
    )
    keep(application, form.texts(), revision=0)
    application.submit(by=helper)
    return application
