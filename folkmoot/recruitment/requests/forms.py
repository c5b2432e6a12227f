"""The forms by which a lead asks the team."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models.lane_request import MOST_PLACES


class PromotionForm(forms.Form):
    """Why this person should be offered a place."""

    reason = forms.CharField(
        label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "The team reads it, and the leads of your lane. If somebody else is next, it stays on the "
            "record: leave out what is personal."
        ),
    )  # fmt: skip


class PlacesForm(forms.Form):
    """How many places a lane should have, and why."""

    places = forms.IntegerField(
        label=_("Places in all"), min_value=1, max_value=MOST_PLACES,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The team reads it, and the leads of your lane. Leave out names of people who applied."),
    )  # fmt: skip

    def __init__(self, *args, lane, **kwargs):
        super().__init__(*args, **kwargs)
        self.lane = lane

    def clean_places(self):
        if self.cleaned_data["places"] == self.lane.places:
            raise forms.ValidationError(_("The lane has so many places already."))
        return self.cleaned_data["places"]
