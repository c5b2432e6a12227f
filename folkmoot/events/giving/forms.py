"""How places are given, and what is decided."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..asking.forms import AtMost
from ..models import Draw, Event

WORDS = 2000  # characters at most


class GivingForm(forms.Form):
    """How an event gives its places; for a draw, whom they are for and who is drawn first."""

    registering = forms.ChoiceField(
        label=gettext_lazy("How places are given"), choices=Event.Registering, widget=forms.RadioSelect
    )
    criteria = forms.CharField(
        label=gettext_lazy("Whom the places are for"), required=False, validators=[AtMost(WORDS)],
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("For a draw. Everybody reads it before they say that they are interested."),
    )  # fmt: skip
    first = forms.ChoiceField(
        label=gettext_lazy("Drawn first"), choices=Draw.Rule, required=False, widget=forms.RadioSelect
    )
    then = forms.ChoiceField(
        label=gettext_lazy("Drawn after them"), choices=Draw.Rule, required=False, widget=forms.RadioSelect,
        help_text=gettext_lazy("Then come all others."),
    )  # fmt: skip

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, **kwargs)
        self.event = event

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("registering") != Event.Registering.INTEREST:
            return {"registering": cleaned.get("registering")}
        rules = [cleaned.get("first"), cleaned.get("then")]
        if not cleaned.get("criteria") and "criteria" not in self.errors:
            self.add_error("criteria", _("Say whom the places are for: people read it before they ask."))
        if Draw.Rule.REGION in rules and not self.event.region_id:
            self.add_error("first", _("The event has no region. Choose one on its page first."))
        if rules[1] and not rules[0]:
            self.add_error("then", _("Say first who is drawn first."))
        elif rules[0] and rules[0] == rules[1]:
            self.add_error("then", _("These are drawn first already."))
        return cleaned


class DecideForm(forms.Form):
    """Why those who were ticked have no place."""

    why = forms.CharField(
        label=gettext_lazy("If you decline: why"), required=False, validators=[AtMost(WORDS)],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Stands in the letter to each of those you ticked."),
    )  # fmt: skip


class CallOffForm(forms.Form):
    """Why nothing is drawn."""

    why = forms.CharField(
        label=gettext_lazy("Why there is no draw"), validators=[AtMost(WORDS)],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Stands on the page, in the record and in the letter to who was interested."),
        error_messages={"required": gettext_lazy("Say why: those who were interested read it.")},
    )  # fmt: skip
