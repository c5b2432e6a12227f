"""For whom places are kept, how many, until when."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.members.models import Partner, Region

LATEST = 2200  # a year

MOST = 100_000


class ChangeForm(forms.Form):
    """How many places are kept, and until when."""

    places = forms.IntegerField(
        label=gettext_lazy("How many places"), min_value=1, max_value=MOST,
        help_text=gettext_lazy("Of those that are free now. Who has a place already keeps it beside these."),
        error_messages={"required": gettext_lazy("Say how many places are kept.")},
    )  # fmt: skip
    until = forms.DateField(
        label=gettext_lazy("The last day on which they are kept"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy(
            "On the day after, what nobody has used goes to who waits, and to everybody. At the latest the "
            "day before registration closes, or it begins."
        ),
        error_messages={"required": gettext_lazy("Say until when they are kept.")},
    )  # fmt: skip

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until.year > LATEST:
            raise forms.ValidationError(_("This is too far away."))
        return until


class ReserveForm(ChangeForm):
    """Some more: for a partner or for a region, of one mode where there are two."""

    mode = forms.ChoiceField(label=gettext_lazy("Of which places"), widget=forms.RadioSelect)
    partner = forms.ModelChoiceField(
        Partner.objects.by_name(), label=gettext_lazy("For the people of a partner"), required=False,
        help_text=gettext_lazy("Who works there now, as their profile says, and who leads it."),
    )  # fmt: skip
    region = forms.ModelChoiceField(
        Region.objects.offered().by_name(), label=gettext_lazy("Or for those in a region"), required=False,
        help_text=gettext_lazy("A nation stands for all regions in it."),
    )  # fmt: skip
    field_order = ["mode", "partner", "region", "places", "until"]

    def __init__(self, *args, pools, **kwargs):
        super().__init__(*args, **kwargs)
        self.pools = {pool.mode: pool for pool in pools}
        if len(pools) == 1:
            del self.fields["mode"]
        else:
            self.fields["mode"].choices = [(pool.mode, pool.get_mode_display()) for pool in pools]

    def clean(self):
        cleaned = super().clean()
        chosen = [name for name in ("partner", "region") if cleaned.get(name)]
        if not chosen and not {"partner", "region"} & {*self.errors}:
            self.add_error("partner", _("Choose the partner, or the region, they are kept for."))
        if len(chosen) > 1:
            self.add_error("region", _("Choose a partner or a region, and add the other one afterwards."))
        return cleaned

    @property
    def pool(self):
        return self.pools[self.cleaned_data.get("mode") or next(iter(self.pools))]

    @property
    def facts(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "mode"}
