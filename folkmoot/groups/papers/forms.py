"""Putting a file into a group."""

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.core.names import one_line

from .recognising import without_names


class PaperForm(forms.Form):
    """A file, what it is, and who reads it."""

    file = forms.FileField(
        label=_("File"), help_text=_("A document, a table, slides or a picture, at most 25 MB."),
        error_messages={"required": _("Choose a file.")},
    )  # fmt: skip
    title = forms.CharField(
        label=_("What it is called"), max_length=150, validators=[one_line],
        error_messages={"required": _("Give it a title by which others find it.")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("What it is"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    shown = forms.BooleanField(
        label=_("For everyone who reads the group"), required=False,
        help_text=_("Otherwise only its people open it."),
    )  # fmt: skip
    names_stay = forms.BooleanField(
        label=_("Leave the names in: everybody in it agreed"), required=False,
        help_text=_("In a call's chat or a list of attendees we put “Person 1” in place of names."),
    )  # fmt: skip

    def clean(self):
        """Names go from a list of people, unless the uploader said that they stay."""
        cleaned = super().clean()
        upload = cleaned.get("file")
        instead = None if not upload or cleaned.get("names_stay") else without_names(upload)
        self.taken_out = instead is not None
        if instead:
            cleaned["file"] = instead
        return cleaned
