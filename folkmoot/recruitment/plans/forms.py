"""The forms by which a plan is changed, or a change is proposed."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .. import policy
from ..models import Application, Assessment, Assessor


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


def who_could(user, application):
    """Readers whom a lead knows of: those of their lanes, and who reads for them already."""
    theirs = policy.leads_in(user, application.round)
    reading = Assessor.objects.reading().filter(round=application.round)
    shown = Application.objects.filter(lane__in=theirs).visible_to(user)
    known = Assessment.objects.filter(application__in=shown).exclude(plan__state="discarded")
    return reading.filter(Q(lane__in=theirs) | Q(pk__in=known.values("assessor"))).by_name()


class SwapForm(forms.Form):
    """This one reads it instead of that one."""

    out = forms.ModelChoiceField(Assessment.objects.none(), label=_("Who should not read it"))
    instead = forms.ModelChoiceField(Assessor.objects.none(), label=_("Who reads it instead"))
    reason = forms.CharField(
        label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "For the team. Of a conflict, say so on the page of conflicts instead: it binds at "
            "once."
        ),
    )  # fmt: skip

    def __init__(self, *args, user, application, rows, **kwargs):
        super().__init__(*args, **kwargs)
        unread = rows.filter(state__in=Assessment.UNREAD)
        self.fields["out"].queryset = unread.select_related("assessor__user").order_by("pk")
        self.fields["out"].label_from_instance = lambda one: one.assessor.user.name
        free = who_could(user, application).exclude(pk__in=rows.values("assessor"))
        self.fields["instead"].queryset = free
        self.fields["instead"].label_from_instance = lambda one: f"{one.user.name}, {one.lane}"
