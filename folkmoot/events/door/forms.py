"""Somebody who stands at the door and is not on the list."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy

from folkmoot.core.names import one_line

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


class LetInForm(forms.Form):
    """Somebody without an account: what they are called, and where they get mail if they say so."""

    name = forms.CharField(
        label=gettext_lazy("What they are called"), max_length=80, validators=[one_line],
        error_messages={"required": gettext_lazy("Say what they are called.")},
    )  # fmt: skip
    email = forms.EmailField(
        label=gettext_lazy("Their e-mail address"), max_length=254, required=False,
        help_text=gettext_lazy("With one they are asked afterwards how it was. Nobody else sees it."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean_key(self):
        return self.cleaned_data["key"].hex
