"""What hosts fill in to repeat an event, and whoever comes to all of a series."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import stepping
from .models import Series


class RepeatForm(forms.Form):
    """How often, how many times or until when; what with an hour that a day lacks; drafts or not."""

    cadence = forms.ChoiceField(
        label=gettext_lazy("How often"), choices=Series.Cadence, widget=forms.RadioSelect, initial="week"
    )
    times = forms.IntegerField(
        label=gettext_lazy("How many more times"), required=False, min_value=1, max_value=stepping.MOST
    )
    until = forms.DateField(
        label=gettext_lazy("Or until this day"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    absent = forms.ChoiceField(
        label=gettext_lazy("On a day on which clocks go forward over its hour"), initial="out",
        choices=[("out", gettext_lazy("Leave that day out")), ("later", gettext_lazy("Begin an hour later"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    publish = forms.BooleanField(
        label=gettext_lazy("Publish all dates at once"), required=False,
        help_text=gettext_lazy("Otherwise they are drafts, which you look through first."),
    )  # fmt: skip

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, **kwargs)
        self.event = event

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            times, until = cleaned.get("times"), cleaned.get("until")
            if bool(times) == bool(until):
                raise forms.ValidationError(_("Say how many times, or until which day: one of the two."))
            cleaned["days"] = days = stepping.days_after(
                date.fromisoformat(self.event.starts_wall[:10]), cleaned["cadence"], times=times, until=until
            )
            if not days:
                self.add_error("until", _("No date lies before that day."))
            if len(days) > stepping.MOST:
                self.add_error("until", _("These are more than 52 dates. Choose an earlier day."))
        return cleaned

    @property
    def facts(self):
        """What the verb takes."""
        cleaned = self.cleaned_data
        return {
            "cadence": cleaned["cadence"],
            "days": cleaned["days"],
            "an_hour_later": cleaned["absent"] == "later",
            "publish": cleaned["publish"],
        }
