"""The forms of those who decide."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import LetterText, Outcome
from . import reasons
from .letters import unknown


class ProposalForm(forms.Form):
    """What should become of one application, and why."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What you propose"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    rank = forms.IntegerField(
        label=gettext_lazy("Place on the reserve list"), required=False, min_value=1, max_value=10_000
    )
    reasons = forms.MultipleChoiceField(
        label=gettext_lazy("Reasons"), required=False, choices=reasons.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Required for “not this time”. Each has words the applicant reads."),
    )  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("Words for the applicant"), required=False, max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("What was strong, and what would make it stronger."),
    )  # fmt: skip
    against_order = forms.CharField(
        label=gettext_lazy("Why against the order of scores"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Only where you propose otherwise than the scores say. It stays on the "
            "record."
        ),
    )  # fmt: skip

    def __init__(self, *args, is_against=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_against = is_against or (lambda outcome: False)

    def clean(self):
        cleaned = super().clean()
        outcome = cleaned.get("outcome")
        if outcome == Outcome.DECLINE:
            if not cleaned.get("reasons"):
                self.add_error("reasons", _("Choose at least one reason."))
            if not cleaned.get("words", "").strip():
                self.add_error("words", _("Write something the applicant can use."))
        if outcome == Outcome.RESERVE and not cleaned.get("rank"):
            self.add_error("rank", _("Say on which place."))
        if outcome and self.is_against(outcome) and not cleaned.get("against_order", "").strip():
            self.add_error("against_order", _("The scores say otherwise. Say why you propose this."))
        return cleaned


class WhyForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class LetterTextForm(forms.ModelForm):
    """The words of one letter; what stands in braces is filled in."""

    class Meta:
        model = LetterText
        fields = ["subject", "body"]
        widgets = {"body": forms.Textarea(attrs={"rows": 12})}

    def clean(self):
        cleaned = super().clean()
        for name in self.Meta.fields:
            if wrong := unknown(cleaned.get(name, "")):
                words = _("Nothing is known as {%(name)s}. Look at the list of what may stand in braces.")
                self.add_error(name, words % {"name": wrong[0]})
        return cleaned


class ReleaseForm(forms.Form):
    """When the letters leave."""

    at = forms.DateTimeField(
        label=gettext_lazy("When the letters leave"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=gettext_lazy("In the community's time zone. A morning in the middle of a week is kindest."),
    )
