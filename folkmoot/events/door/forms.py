"""Somebody who stands at the door and is not on the list."""

from django import forms
from django.utils.translation import gettext_lazy

from ..hosts.forms import member_named


class WalkInForm(forms.Form):
    """Who it is."""

    who = forms.CharField(
        label=gettext_lazy("Their name"), max_length=150,
        help_text=gettext_lazy("A member's name as the directory has it."),
        error_messages={"required": gettext_lazy("Say who it is.")},
    )  # fmt: skip

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by

    def clean_who(self):
        return member_named(self.cleaned_data["who"], by=self.by)
