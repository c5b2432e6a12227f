"""What people fill in here."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .kinds import stoppable, wants
from .models import Level, Preference, Rhythm
from .telling.digests import DIGEST

NEVER = "never"
LEVELS = dict(Level.choices) | {
    Level.REPLIES.value: _("Replies to me, and where I am named, at once, the rest in my digest")
}
LONGEST_AWAY = timedelta(days=366)
HOURS = [(hour, f"{hour}:00") for hour in range(24)]


class ChoicesForm(forms.Form):
    """One tick for each kind of letter that may be stopped; the digest has the RhythmForm."""

    def __init__(self, *args, reader, **kwargs):
        super().__init__(*args, **kwargs)
        self.reader = reader
        chosen = dict(Preference.objects.of(reader).order_by("changed_at").values_list("kind", "on"))
        for kind in stoppable():
            if kind.name == DIGEST.name:
                continue
            self.fields[kind.name] = forms.BooleanField(
                label=kind.label, help_text=kind.help, required=False, initial=chosen.get(kind.name, kind.on)
            )

    def save(self):
        for name, on in self.cleaned_data.items():
            Preference.objects.choose(self.reader, name, on)


class FollowForm(forms.Form):
    """How closely to follow one place; no answer is the usual way."""

    say_optional = False

    level = forms.ChoiceField(
        label=_("What do you want to be sent of this?"),
        choices=[("", _("As usual")), *LEVELS.items()],
        widget=forms.RadioSelect,
        required=False,
    )


class RhythmForm(forms.Form):
    """When somebody's digest comes, their quiet hours, and until when they are away."""

    every = forms.ChoiceField(
        label=_("How often do you want a digest?"),
        help_text=_("One letter with what is new where you take part. An empty one is not sent."),
        choices=[*Rhythm.Every.choices, (NEVER, _("Never"))],
        widget=forms.RadioSelect,
    )
    weekday = forms.TypedChoiceField(
        label=_("On which day?"),
        help_text=_("Every month: on the first of these days."),
        choices=list(WEEKDAYS.items()),
        coerce=int,
    )
    hour = forms.TypedChoiceField(label=_("At what hour?"), choices=HOURS, coerce=int)
    quiet_from = forms.TypedChoiceField(
        label=_("Nothing at once from"),
        help_text=_("What would have come in these hours comes when they are over, unless you have read it."),
        choices=[("", _("No quiet hours")), *HOURS],
        coerce=int,
        empty_value=None,
        required=False,
    )
    quiet_until = forms.TypedChoiceField(
        label=_("until"), choices=[("", "–"), *HOURS], coerce=int, empty_value=None, required=False
    )
    away_until = forms.DateField(
        label=_("Away until"),
        help_text=_("Nothing comes until this day is over. The next digest tells what you missed."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, user, **kwargs):
        self.rhythm = Rhythm.objects.of(user)
        self.rhythm.user = user  # who is asked once what they want
        told = {name: getattr(self.rhythm, name) for name in self.base_fields}
        if not wants(user, DIGEST):
            told["every"] = NEVER
        super().__init__(*args, initial=told, **kwargs)

    def clean_away_until(self):
        day = self.cleaned_data["away_until"]
        if day and day > timezone.localdate() + LONGEST_AWAY:
            raise forms.ValidationError(gettext("Choose a day within a year from today."))
        return day

    def clean(self):
        cleaned = super().clean()
        if (cleaned.get("quiet_from") is None) != (cleaned.get("quiet_until") is None):
            self.add_error("quiet_until", _("Say both when your quiet hours begin and when they end."))
        return cleaned

    def save(self):
        told = dict(self.cleaned_data)
        Preference.objects.choose(self.rhythm.user, DIGEST.name, told["every"] != NEVER)
        if told["every"] == NEVER:
            del told["every"]
        for name, value in told.items():
            setattr(self.rhythm, name, value)
        self.rhythm.keep()
