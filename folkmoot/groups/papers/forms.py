"""Putting a file into a group."""

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.core.names import one_line

from .recognising import pseudonymised, recognised

READ = 2_000_000  # bytes of a text that is looked through for lists of people


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
        self.taken_out = ""
        if upload and not cleaned.get("names_stay"):
            cleaned["file"] = self._without_names(upload)
        return cleaned

    def _without_names(self, upload):
        if upload.size > READ:
            return upload
        raw = upload.read()
        upload.seek(0)
        if b"\x00" in raw:
            return upload
        text = raw.decode("utf-8-sig", "replace")
        self.taken_out = recognised(text)
        if not self.taken_out:
            return upload
        if "\ufffd" in text:
            raise forms.ValidationError(
                gettext("This lists people, in letters we cannot read. Save it as UTF-8, and try again.")
            )
        return ContentFile(pseudonymised(text).encode(), name=upload.name)
