"""The equality questions as a form: nothing in it is required."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .questions import asked_in


class EqualityForm(forms.Form):
    """Questions of the nation; its prefix keeps it out of what is put aside when a session has ended."""

    prefix = "unkept"
    say_optional = False

    def __init__(self, *args, lane, **kwargs):
        super().__init__(*args, **kwargs)
        for one in asked_in(lane):
            widget = forms.Select if one.is_grouped else forms.RadioSelect
            choices = [("", _("No answer")), *one.choices] if one.is_grouped else one.choices
            self.fields[one.key] = forms.ChoiceField(
                label=one.words, help_text=one.hint, choices=choices, required=False, widget=widget
            )

    def answers(self):
        """{question: choice} of those that were answered."""
        return {key: choice for key, choice in self.cleaned_data.items() if choice}


class WhyForm(forms.Form):
    """What the raw answers are needed for."""

    why = forms.CharField(label=_("What you need them for"), max_length=300)
