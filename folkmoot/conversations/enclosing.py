"""Files that come with a message: what people choose, and how it is kept before the message is written."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.core.lifecycle import Refused
from folkmoot.files import kinds
from folkmoot.files.models import File

WIDEST = 1600  # pixels of a picture's longer side


class EncloseForm(forms.Form):
    """Up to so many files, each with the words that tell what it shows to who cannot see it."""

    summary_name = "files"  # it stands below the form of the words, which has a summary of its own

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for number in range(1, settings.MESSAGE_FILES + 1):
            self.fields[f"file_{number}"] = forms.FileField(
                label=_("File %(number)s") % {"number": number}, required=False, max_length=200,
                error_messages={"empty": _("This file is empty. Choose another one.")},
            )  # fmt: skip
            self.fields[f"words_{number}"] = forms.CharField(
                label=_("What does picture %(number)s show?") % {"number": number},
                required=False, max_length=300,
                help_text=_("A picture needs this, for those who cannot see it."),
            )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        for name, upload, words in self._chosen():
            try:
                self._look_at(upload, words)
            except ValidationError as error:
                self.add_error(name, error)
        return cleaned

    @property
    def is_opened(self):
        """Something was chosen, said or is wrong: what was filled in is not folded away."""
        if not self.is_bound:
            return any(self.initial.get(name) for name in self.fields)
        return bool(self.files or self.errors)

    @property
    def names(self):
        """Of the files that were chosen and fit: browsers forget them when a form comes back."""
        return [file.name for name, file in self.files.items() if name not in self.errors]

    def enclosed(self, say, *, by):
        """What `say` makes of the files, pairs of a File and its words; None if one of them is refused.

        Nothing is kept of files with which nothing was said: where `say` raises Refused, or answers with
        what the same form had said before.
        """
        kept = self._keep(by)
        if self.errors:
            _let_go(kept)
            return None
        return said_with(kept, say)

    def _keep(self, by):
        """The files, kept for their owner alone. Pictures are unpacked: what is none is found out now."""
        kept = []
        for name, upload, words in self._chosen():
            try:
                kept.append((File.objects.keep(upload, by=by, max_side=WIDEST), words))
            except ValidationError as error:
                self.add_error(name, error)
        return kept

    def _chosen(self):
        for number in range(1, settings.MESSAGE_FILES + 1):
            if upload := self.cleaned_data.get(f"file_{number}"):
                words = self.cleaned_data.get(f"words_{number}", "").strip()
                yield f"file_{number}", upload, words

    def _look_at(self, upload, words):
        if kind_of(upload).is_picture and not words:
            raise ValidationError(
                _("Say in a few words what this picture shows, for those who cannot see it.")
            )


def kind_of(upload):
    """The kind of a file that can come with a message; ValidationError in plain words for any other."""
    kind = kinds.sniff(upload)
    if upload.size > settings.MESSAGE_FILE_BYTES:
        raise ValidationError(
            _("This file has %(size)s. At most %(largest)s can come with a message.")
            % {"size": filesizeformat(upload.size), "largest": filesizeformat(settings.MESSAGE_FILE_BYTES)}
        )
    return kind


def said_with(kept, say):
    """What `say` makes of these pairs of a File and its words; what came into no message is thrown away."""
    try:
        said = say(kept)
    except Refused:
        _let_go(kept)
        raise
    _let_go(kept)
    return said


@transaction.atomic
def _let_go(kept):
    """Throw away those of the files that came into no message."""
    if kept:
        for file in File.objects.filter(pk__in=[file.pk for file, _words in kept], enclosure=None):
            file.drop()


TOO_LARGE = gettext_lazy("%(names)s is too large: at most %(largest)s can come with a message.")


def refuse_too_large(request, form):
    """Say on the form which files were thrown away while they came in."""
    if names := getattr(request, "too_large", None):
        largest = filesizeformat(settings.MESSAGE_FILE_BYTES)
        form.add_error(None, TOO_LARGE % {"names": ", ".join(names), "largest": largest})
