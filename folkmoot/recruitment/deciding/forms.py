"""The forms of those who decide."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import Community
from folkmoot.core.walltime import WallTimeField, moment_of

from ..models import LetterText, Outcome
from . import reasons
from .letters import unknown


class WordsForm(forms.Form):
    """What the letter tells this person: reasons of a no, and words they can use."""

    say_optional = False  # what may be left out hangs on the outcome

    reasons = forms.MultipleChoiceField(
        label=gettext_lazy("Reasons"), required=False, choices=reasons.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Required for “not this time”. Each has words the applicant reads."),
    )  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("Words for the applicant"), required=False, max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("What was strong, and what would make it stronger."),
    )  # fmt: skip

    def __init__(self, *args, outcome=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.outcome = outcome
        if outcome not in {None, Outcome.DECLINE}:
            del self.fields["reasons"]

    def clean(self):
        cleaned = super().clean()
        if (cleaned.get("outcome") or self.outcome) == Outcome.DECLINE:
            if not cleaned.get("reasons"):
                self.add_error("reasons", _("Choose at least one reason."))
            if not cleaned.get("words", "").strip():
                self.add_error("words", _("Write something the applicant can use."))
        return cleaned


class TogetherForm(WordsForm):
    """The same for all that were ticked."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What you propose"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    field_order = ["outcome"]


class ProposalForm(TogetherForm):
    """What should become of one application, and why."""

    against_order = forms.CharField(
        label=gettext_lazy("Why against the order of scores"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Only where you propose otherwise than the scores say. It stays on the "
            "record."
        ),
    )  # fmt: skip

    def __init__(self, *args, is_against=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_against = is_against or (lambda outcome: False)

    def clean(self):
        cleaned = super().clean()
        outcome = cleaned.get("outcome")
        if outcome and self.is_against(outcome) and not cleaned.get("against_order", "").strip():
            self.add_error("against_order", _("The scores say otherwise. Say why you propose this."))
        return cleaned


class OrderForm(forms.Form):
    """The reserve list of a lane as numbers: a field for each of these applications, the first first."""

    say_optional = False  # the reason hangs on the order

    def __init__(self, *args, lane, rows, **kwargs):
        super().__init__(*args, prefix=f"lane{lane.pk}", **kwargs)
        self.lane, self.rows = lane, rows
        for place, row in enumerate(rows, start=1):
            label = _("Place of application %(number)s") % {"number": row.number}
            self.fields[str(row.number)] = forms.IntegerField(
                label=label, initial=place, min_value=1, max_value=10_000
            )
        self.fields["why"] = forms.CharField(
            label=_("Why against the order of scores"), required=False, max_length=300,
            help_text=_("It stays on the record: nothing personal."),
        )  # fmt: skip

    def places(self):
        """[(application, its field)]."""
        return [(row, self[str(row.number)]) for row in self.rows]

    def ordered(self):
        """As it was typed: who was moved to a place stands there, before or behind who had it."""

        def key(place, row):
            typed = self.cleaned_data[str(row.number)]
            return typed, (typed > place) - (typed < place), place

        return [row for _place, row in sorted(enumerate(self.rows, start=1), key=lambda one: key(*one))]

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned.get("why", "").strip():
            ordered = self.ordered()
            if ordered not in (self.rows, by_scores(ordered)):
                self.add_error("why", _("The scores say otherwise. Say why you propose this."))
        return cleaned


def by_scores(rows):
    """Rows of the board in the order of scores; those without any last."""
    return sorted(rows, key=lambda row: (row.place is None, row.place or 0, row.number))


class WhyForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class LetterTextForm(forms.ModelForm):
    """The words of one letter; what stands in braces is filled in."""

    class Meta:
        model = LetterText
        fields = ["subject", "body"]
        widgets = {"body": forms.Textarea(attrs={"rows": 12})}

    def clean(self):
        cleaned = super().clean()
        for name in self.Meta.fields:
            if wrong := unknown(cleaned.get(name, "")):
                words = _("Nothing is known as {%(name)s}. Look at the list of what may stand in braces.")
                self.add_error(name, words % {"name": wrong[0]})
        return cleaned


class ReleaseForm(forms.Form):
    """When the letters leave: an hour to come."""

    at = WallTimeField(
        label=gettext_lazy("When the letters leave"),
        help_text=gettext_lazy("In the community's time zone. A morning in the middle of a week is kindest."),
    )

    def clean_at(self):
        moment = moment_of(self.cleaned_data["at"], Community.objects.current().time_zone)
        if moment <= timezone.now():
            raise forms.ValidationError(_("That hour is over. Choose one that is to come."))
        return moment
