"""What an applicant says of a referee, and what a referee says of an applicant."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import User
from folkmoot.core.names import no_link, one_line

LONGEST = 5_000


class RefereeForm(forms.Form):
    """Somebody who knows the applicant."""

    name = forms.CharField(
        label=gettext_lazy("Their name"), max_length=80, validators=[one_line, no_link],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=gettext_lazy("Their e-mail address"), max_length=254,
        help_text=gettext_lazy("We write there once, and again after a week. We use it for nothing else."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    relation = forms.CharField(
        label=gettext_lazy("How they know you"), max_length=120, required=False, validators=[one_line],
        help_text=gettext_lazy("“We ran a reading group together.”"),
    )  # fmt: skip

    def __init__(self, *args, applicant, **kwargs):
        super().__init__(*args, **kwargs)
        self.applicant = applicant

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if User.objects.at(email) == self.applicant:
            raise forms.ValidationError(_("This is your own address. Name somebody else."))
        return email


class ReferenceForm(forms.Form):
    """The referee's words."""

    say_optional = False

    words = forms.CharField(
        label=gettext_lazy("What would you say of them?"), max_length=LONGEST,
        help_text=gettext_lazy("How you know them, something you saw them do, and what is hard for them."),
        widget=forms.Textarea(attrs={"rows": 10, "data-words": 300}),
        error_messages={
            "required": gettext_lazy("Write a few lines, or say below that you would rather not.")
        },
    )  # fmt: skip
    may_be_shown = forms.BooleanField(
        label=gettext_lazy("They may read what I wrote"), required=False,
    )  # fmt: skip
