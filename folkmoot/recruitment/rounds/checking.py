"""The words of the two-minute check, changed as a whole by the team: a new version, the old ones stay."""

from django import forms
from django.contrib import messages
from django.forms import formset_factory
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from folkmoot.core.policy import require

from .. import policy
from ..models import Check, CheckQuestion, publish
from .eligibility import words_of
from .found import managed

SPARE = 1  # empty rows at the end
WORDS = ["professional", "lay", "elsewhere"]
TOLD = ["told_yes", "told_some", "told_no"]
FIELDS = ["words", "yes", "told_yes", "some", "told_some", "no", "told_no"]


class CheckForm(forms.ModelForm):
    """The two routes with their examples, and what is told to who is at home elsewhere."""

    class Meta:
        model = Check
        fields = WORDS
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in WORDS}

    def _post_clean(self):
        """A version is laid down, none is changed."""


class CheckQuestionForm(forms.ModelForm):
    """One question with its answers; without words it is left out."""

    say_optional = False

    class Meta:
        model = CheckQuestion
        fields = FIELDS
        labels = {name: gettext_lazy("What is told then") for name in TOLD}
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in TOLD}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("words", "yes", "no"):
            self.fields[name].required = False

    def clean(self):
        cleaned = super().clean()
        for name in ("yes", "no") if cleaned.get("words") else ():
            if not cleaned.get(name):
                self.add_error(name, _("Give it an answer that fits, and one that does not."))
        return cleaned

    def _post_clean(self):
        """Rows are made of what is valid, by `publish`."""


@require_http_methods(["GET", "HEAD", "POST"])
def check_words(request, slug):
    """Every word of the check. Saved, it is in force at once; nobody's answers hang on it."""
    round = managed(request, slug)
    before, questions = words_of(round)
    rows = [{name: getattr(one, name) for name in FIELDS} for one in questions]
    extra = 0 if request.method == "POST" else SPARE
    form = CheckForm(request.POST or None, initial={name: getattr(before, name) for name in WORDS})
    formset = formset_factory(CheckQuestionForm, extra=extra, max_num=12, validate_max=True)(
        request.POST or None, initial=rows, prefix="check"
    )
    if request.method == "POST" and form.is_valid() and formset.is_valid():
        require(policy.may_edit_round(request.user, round))
        made = [CheckQuestion(**one.cleaned_data) for one in formset if one.cleaned_data.get("words")]
        publish(round.checks, made, by=request.user, **form.cleaned_data)
        messages.success(request, _("A new version is in force."))
        return redirect("recruitment:eligibility", slug)
    context = {"round": round, "form": form, "formset": formset}
    status = 422 if request.method == "POST" else 200
    return render(request, "recruitment/rounds/check_words.html", context, status=status)
