"""The forms of volunteers, and of who would like to talk to one."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from folkmoot.core.names import one_line
from folkmoot.members.models import Region

from ..models import Volunteer

LONGEST = 1000  # characters of what somebody would like to ask


class VolunteerForm(forms.ModelForm):
    """With how many at a time, and about what."""

    most = forms.IntegerField(
        label=_("With how many people at a time"),
        initial=2,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
        widget=forms.NumberInput(attrs={"min": 1, "max": 9}),
    )

    class Meta:
        model = Volunteer
        fields = ["most", "words"]
        help_texts = {"words": _("Read by those you say yes to. For example: your work, and why you joined.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].validators.append(one_line)

    def _post_clean(self):
        """The offer changes by its verbs, not here."""


class AskForm(forms.Form):
    """Where, what, and that a member who says yes gets the address."""

    region = forms.ModelChoiceField(
        Region.objects.none(),
        label=_("Where you live or work"),
        required=False,
        empty_label=_("Anywhere"),
        help_text=_("Somebody near you is asked first."),
    )
    words = forms.CharField(
        label=_("What you would like to ask"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Two sentences are enough. Who is asked reads it, and the team where nobody is free."),
    )
    agree = forms.BooleanField(
        label=_("The member who says yes gets my name and my e-mail address, and writes to me"),
        error_messages={"required": _("Without your agreement nobody can write to you.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = Region.objects.offered().by_name()


class AnswerForm(forms.Form):
    """Yes, and whether the asker gets the member's address too."""

    gives_address = forms.BooleanField(
        label=_("They get my address too, so that they can write first"), required=False
    )
