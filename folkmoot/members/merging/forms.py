"""What the team says when it merges two records."""

from django import forms
from django.utils.translation import gettext_lazy


class MergeForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("How do you know that this is one person?"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Only the team reads it, but the person can ask for a copy of what you write here."
        ),
        error_messages={"required": gettext_lazy("Say how you know.")},
    )  # fmt: skip
