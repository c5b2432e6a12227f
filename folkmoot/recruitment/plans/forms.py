"""The form by which a plan is changed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Application, Assessor


class GiveForm(forms.Form):
    """One reader more for one application."""

    application = forms.IntegerField(
        label=_("Number of the application"), min_value=1, max_value=2**31 - 1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}),
    )  # fmt: skip
    assessor = forms.ModelChoiceField(Assessor.objects.none(), label=_("Who reads it too"), empty_label=None)
    reason = forms.CharField(
        label=_("Why all the same"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args, plan, user, unusual=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.seen = Application.objects.filter(round=plan.round).visible_to(user)
        field = self.fields["assessor"]
        field.queryset = plan.round.assessors.reading().by_name()
        field.label_from_instance = lambda one: f"{one.user.name}, {one.lane}"
        if not unusual:
            self.fields["reason"].widget = forms.HiddenInput()

    def clean_application(self):
        found = self.seen.filter(number=self.cleaned_data["application"]).first()
        if found is None:
            raise forms.ValidationError(_("There is no application with this number."))
        return found
