"""The form of one assessment, made of the criteria in force."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AssessmentForm(forms.Form):
    """A score for each criterion, words for those who decide, and points for the applicant."""

    def __init__(self, *args, criteria, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = list(criteria)
        for criterion in self.criteria:
            self.fields[criterion.key] = forms.TypedChoiceField(
                label=criterion.name,
                help_text=criterion.about,
                choices=[(value, f"{value}  {words}".strip()) for value, words in criterion.described],
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose a level.")},
            )
        self.fields["words"] = forms.CharField(
            label=_("For those who decide"),
            required=False,
            max_length=3000,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("What the scores do not say. Applicants can ask to see what is kept about them."),
        )
        self.fields["feedback"] = forms.CharField(
            label=_("For the applicant"),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("What was strong, and what would make it stronger. The lead may put it otherwise."),
        )

    @property
    def values(self):
        return {criterion.key: self.cleaned_data[criterion.key] for criterion in self.criteria}


class ReasonForm(forms.Form):
    """Why somebody steps back."""

    reason = forms.CharField(
        label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why in a few words.")},
    )  # fmt: skip
