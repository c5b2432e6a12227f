"""The three parts of starting a group. Each may have gaps."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..forms import GroupForm
from ..models import Group
from ..naming import everybody

PARTS = {
    "group": _("The group"),
    "people": _("Convenors and first allies"),
    "plans": _("The first months"),
}


class PeopleForm(forms.Form):
    """Who convenes it with you, and who should be there from the first day."""

    say_optional = False
    convenors = forms.CharField(
        label=_("Who convenes it with you"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "One a line: a member's name as the directory has it, or an e-mail address. Two or three are"
            " a good core."
        ),
    )  # fmt: skip
    allies = forms.CharField(
        label=_("First allies"), required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Members, or people outside the community: one a line. They are invited by mail when the group"
            " opens, not before."
        ),
    )  # fmt: skip

    def __init__(self, *args, group, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.group, self.by = group, by
        for name, role in (("convenors", "convenor"), ("allies", "member")):
            planned = group.invitations.planned().filter(role=role).select_related("user").order_by("pk")
            self.fields[name].initial = "\n".join(str(one) for one in planned)

    def clean_convenors(self):
        return everybody(self.cleaned_data["convenors"], by=self.by)

    def clean_allies(self):
        return everybody(self.cleaned_data["allies"], by=self.by)


class PlansForm(forms.ModelForm):
    """What happens first, and what the team could help with."""

    say_optional = False

    class Meta:
        model = Group
        fields = ["first_months", "support"]
        labels = {
            "first_months": _("What you have in mind for the first months"),
            "support": _("What the team could help you with"),
        }
        help_texts = {
            "first_months": _(
                "A first call, a question to put to everyone, a visit. The team and the convenors read it."
            ),
            "support": _("Finding people, a first call, a speaker, a room. The team reads it and answers."),
        }
        widgets = {
            "first_months": forms.Textarea(attrs={"rows": 6}),
            "support": forms.Textarea(attrs={"rows": 4}),
        }

    def _post_clean(self):
        """The group changes by its verbs, not here."""

    @property
    def said(self):
        return self.cleaned_data


class StartForm(GroupForm):
    """The first part, in which nothing is required yet."""

    say_optional = False
