"""Whom hosts ask to look after an event with them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.members.models import Profile

from ..models import Host


class HelperForm(forms.Form):
    """Who, and in what role."""

    who = forms.CharField(
        label=gettext_lazy("Who"), max_length=150,
        help_text=gettext_lazy("A member's name as the directory has it."),
        error_messages={"required": gettext_lazy("Say who.")},
    )  # fmt: skip
    role = forms.ChoiceField(
        label=gettext_lazy("What they do"), choices=Host.Role, initial="host", widget=forms.RadioSelect
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by

    def clean_who(self):
        return member_named(self.cleaned_data["who"], by=self.by)


def member_named(said, *, by):
    """The account of the one member of this name; raises ValidationError with words for people."""
    said = " ".join(said.split())
    found = Profile.objects.visible_to(by).belonging().filter(name__iexact=said).select_related("user")
    found = list(found[:2])
    if not found:
        raise ValidationError(_("Nobody called “%(said)s” is in the directory.") % {"said": said})
    if len(found) > 1:
        raise ValidationError(_("More than one person is called “%(said)s”.") % {"said": said})
    return found[0].user
