"""What is filled in about a case, by the team and by whoever wrote the message."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Caution


class AppealForm(forms.Form):
    """Asking the team to look again."""

    words = forms.CharField(
        label=_("Why should it be shown?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The team reads this, and somebody else than who hid it decides where there is one."),
        error_messages={"required": _("Say why it should be shown.")},
    )  # fmt: skip


class RefuseForm(forms.Form):
    """What is hidden stays hidden, for a reason."""

    prefix = "refuse"
    words = forms.CharField(
        label=_("Why does it stay hidden?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The author reads this."),
        error_messages={"required": _("Say why it stays hidden: the author is told.")},
    )  # fmt: skip


class CaseNoteForm(forms.Form):
    """Something for the others of the team."""

    prefix = "note"
    words = forms.CharField(
        label=_("A note for the team"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The team reads it, and its author in the copy of their data."),
        error_messages={"required": _("Write something first.")},
    )  # fmt: skip


class CautionForm(forms.Form):
    """Warning or pausing a person."""

    prefix = "caution"
    kind = forms.ChoiceField(
        label=_("What do you do?"), choices=Caution.Kind, widget=forms.RadioSelect,
        help_text=_("While paused, they read as before and write in no thread. It ends by itself."),
        error_messages={"required": _("Choose what to do.")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("Why?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("They are told this, by mail and where they would write."),
        error_messages={"required": _("Say why: they are told.")},
    )  # fmt: skip
