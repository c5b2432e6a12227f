"""The forms of those who look after rounds."""

from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import User
from folkmoot.core.names import one_line
from folkmoot.core.walltime import WallTimeField, moment_of, on_the_wall
from folkmoot.members.models import Partner, Region

from ..models import Lane, Question, Round
from ..models.round import NAMES

MARKDOWN = gettext_lazy(
    "Markdown: *emphasis*, **strong**, [a link](https://example.org), > a quote, - a list."
)


BOUNDS = {  # least and most
    "readers": (1, 12),
    "more_readers": (0, 12),
    "minutes": (5, 600),
    "grace_minutes": (0, 1440),
    "answer_days": (1, 90),
}


class RoundForm(forms.ModelForm):
    """A round: what it is for, its days by the wall clock of its zone, its places and readers."""

    opens_at = WallTimeField(label=gettext_lazy("Opens"))
    closes_at = WallTimeField(
        label=gettext_lazy("Closes"),
        help_text=gettext_lazy("The deadline that is told. Late afternoon is kindest."),
    )
    unblind_at = WallTimeField(
        label=gettext_lazy("Names are shown to those who have scored, from"),
        required=False,
        help_text=gettext_lazy(
            "Left empty, never. It says so on the page of the round, and cannot be changed once it has "
            "opened."
        ),
    )
    why = forms.CharField(
        label=gettext_lazy("Why the deadline moves"),
        max_length=300,
        required=False,
        validators=[one_line],
        help_text=gettext_lazy("Only if you move it after it has opened: those who have begun read it."),
    )

    class Meta:
        model = Round
        fields = [
            "name",
            "about",
            "like",
            "is_announced",
            "zone",
            "opens_at",
            "closes_at",
            "grace_minutes",
            "hear_on",
            "places",
            "minutes",
            "readers",
            "more_readers",
            "method",
            "is_blind",
            "unblind_at",
            "answer_days",
            "reserve_until",
            "equality_officer",
        ]
        widgets = {
            "about": forms.Textarea(attrs={"rows": 5}),
            "like": forms.Textarea(attrs={"rows": 6}),
            "hear_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "reserve_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "about": MARKDOWN,
            "like": gettext_lazy("Two or three members say what belonging is like. Ask them first."),
            "is_announced": gettext_lazy("Its page can be seen by everyone before it opens."),
            "zone": gettext_lazy("For example Europe/London."),
            "grace_minutes": gettext_lazy("Not told to anybody: what is sent within it counts."),
            "minutes": gettext_lazy(
                "What you expect. Once people have applied, what was measured is told instead."
            ),
            "places": gettext_lazy("Leave it empty if there is no limit."),
            "method": gettext_lazy("It cannot be changed once the round has opened."),
            "is_blind": gettext_lazy(
                "Assessors see numbers, not names. It cannot be changed once the round has opened."
            ),
            "equality_officer": gettext_lazy(
                "May open the equality answers themselves, for a reason on the record; others see counts."
            ),
        }

    def __init__(self, *args, names_officer=False, **kwargs):
        super().__init__(*args, **kwargs)
        if names_officer:
            self.fields["equality_officer"].queryset = (
                User.objects.active().filter(is_member=True).order_by("name", "pk")
            )
        else:
            del self.fields["equality_officer"]
        for name, (least, most) in BOUNDS.items():
            self.fields[name].validators += [MinValueValidator(least), MaxValueValidator(most)]
        round = self.instance
        if round.pk:
            self.initial["opens_at"] = on_the_wall(round.opens_at, round.zone)
            self.initial["closes_at"] = on_the_wall(round.closes_at, round.zone)
            self.initial["unblind_at"] = on_the_wall(round.unblind_at, round.zone)
        if not round.has_opened:
            del self.fields["why"]
        else:
            del self.fields["is_announced"]
            self.fields["opens_at"].disabled = True
            self.fields["closes_at"].disabled = round.state not in {"open", "closing"}  # drafts have ended
            for name in ("method", *NAMES):
                self.fields[name].disabled = True

    def clean_zone(self):
        zone = self.cleaned_data["zone"].strip()
        if zone not in available_timezones():
            raise forms.ValidationError(_("There is no such time zone. Write it like Europe/London."))
        return zone

    def clean(self):
        cleaned = super().clean()
        zone = cleaned.get("zone")
        if not cleaned.get("is_blind"):
            cleaned["unblind_at"] = None  # names are shown from the start
        for name, later in [("opens_at", False), ("closes_at", True), ("unblind_at", True)]:
            if self._stays(name, cleaned):
                cleaned[name] = getattr(self.instance, name)
            elif zone and cleaned.get(name):
                try:
                    cleaned[name] = moment_of(cleaned[name], zone, later=later)
                except forms.ValidationError as error:
                    self.add_error(name, error)
        opens, closes, hear = (cleaned.get(name) for name in ("opens_at", "closes_at", "hear_on"))
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("It closes after it opens."))
        shown = cleaned.get("unblind_at")
        if shown and closes and shown <= closes and not self.instance.has_opened:
            self.add_error("unblind_at", _("Names are shown after it has closed."))
        if closes and hear and zone and hear <= closes.astimezone(ZoneInfo(zone)).date():
            self.add_error("hear_on", _("People hear after it has closed."))
        if "why" in self.fields and closes and closes != self.instance.closes_at and not cleaned.get("why"):
            self.add_error("why", _("Say why the deadline moves."))
        return cleaned

    def _stays(self, name, cleaned):
        """Whether this moment is the one it was: a field shows it to the minute."""
        round, typed = self.instance, cleaned.get(name)
        if not round.pk or self.fields[name].disabled or not (typed and getattr(round, name)):
            return bool(round.pk) and self.fields[name].disabled
        shown = on_the_wall(getattr(round, name), round.zone)
        same = typed and typed.replace(second=0, microsecond=0) == shown.replace(second=0, microsecond=0)
        return same and cleaned.get("zone") == round.zone

    def _post_clean(self):
        """The round changes by its verbs, not here."""

    @property
    def facts(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "why"}


class LaneForm(forms.ModelForm):
    """A partner's part of a round; for its leads, its words of welcome alone."""

    leads = forms.ModelMultipleChoiceField(User.objects.none(), label=gettext_lazy("Leads"), required=False)

    class Meta:
        model = Lane
        fields = ["partner", "regions", "leads", "places", "wanted_readers", "welcome"]
        widgets = {"welcome": forms.Textarea(attrs={"rows": 5}), "regions": forms.CheckboxSelectMultiple}
        help_texts = {
            "regions": gettext_lazy("Left empty, the regions the partner serves."),
            "welcome": gettext_lazy(
                "Stands in the letter that offers membership, and in the welcome. Markdown."
            ),
            "places": gettext_lazy("Leave it empty if the places of the round are shared."),
        }

    def __init__(self, *args, round, manages=True, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["partner"]
        else:
            taken = round.lanes.values("partner")
            self.fields["partner"].queryset = Partner.objects.by_name().exclude(pk__in=taken)
        self.fields["regions"].queryset = Region.objects.offered().by_name()
        may_lead = User.objects.active().filter(is_member=True) | User.objects.active().filter(is_team=True)
        self.fields["leads"].queryset = may_lead.order_by("name", "pk")
        if self.instance.pk:
            self.initial["leads"] = list(self.instance.leads.values_list("pk", flat=True))
        if not manages:
            self.fields = {"welcome": self.fields["welcome"]}

    def _post_clean(self):
        """The lane changes by its verbs, not here."""


class QuestionForm(forms.Form):
    """One question in the editor of questions."""

    key = forms.SlugField(widget=forms.HiddenInput, required=False, max_length=40)
    title = forms.CharField(label=gettext_lazy("Short title"), max_length=80, required=False)
    words = forms.CharField(label=gettext_lazy("The question"), max_length=300, required=False)
    hint = forms.CharField(
        label=gettext_lazy("What helps to answer it"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    sample = forms.CharField(
        label=gettext_lazy("A sample answer"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    most_words = forms.IntegerField(
        label=gettext_lazy("Words at most"), min_value=20, max_value=2000, initial=250
    )
    route = forms.ChoiceField(label=gettext_lazy("Who is asked"), choices=Question.Route, required=False)
    is_required = forms.BooleanField(label=gettext_lazy("Required"), required=False, initial=True)
    is_read = forms.BooleanField(label=gettext_lazy("Shown to assessors"), required=False, initial=True)
    retention_days = forms.IntegerField(
        label=gettext_lazy("Days its answers are kept after the letter"),
        help_text=gettext_lazy("Empty: as long as the application."),
        min_value=1,
        max_value=366,
        required=False,
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("words") and not cleaned.get("title"):
            self.add_error("title", _("Give it a short title."))
        return cleaned


class CriterionForm(forms.Form):
    """One criterion in the editor of criteria, with its five levels."""

    key = forms.SlugField(widget=forms.HiddenInput, required=False, max_length=40)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80, required=False)
    about = forms.CharField(label=gettext_lazy("What is looked for"), max_length=600, required=False)
    levels = forms.CharField(
        label=gettext_lazy("What each level looks like"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Five lines, from 1 to 5."),
    )
    weight = forms.IntegerField(label=gettext_lazy("Weight"), min_value=1, max_value=9, initial=1)

    def clean_levels(self):
        lines = [line.strip() for line in self.cleaned_data["levels"].splitlines() if line.strip()]
        if lines and len(lines) != 5:
            raise forms.ValidationError(_("Write five lines, one for each level."))
        return lines


class ExtensionForm(forms.Form):
    """More time for one person."""

    email = forms.EmailField(label=gettext_lazy("E-mail address of their account"))
    until = WallTimeField(label=gettext_lazy("Until"))
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=300, validators=[one_line])

    def __init__(self, *args, round, **kwargs):
        super().__init__(*args, **kwargs)
        self.round = round
        self.fields["until"].help_text = f"{_('Time zone')}: {round.zone}"

    def clean_email(self):
        user = User.objects.at(self.cleaned_data["email"].lower())
        if user is None or not user.is_active:
            raise forms.ValidationError(_("Nobody here has this address."))
        self.user = user
        return self.cleaned_data["email"]

    def clean_until(self):
        until = moment_of(self.cleaned_data["until"], self.round.zone, later=True)
        if until <= timezone.now():
            raise forms.ValidationError(_("That moment has passed."))
        return until
