"""The forms of those who read, and of who asks them."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import User

from ..models import Lane

MOST = 200


class InviteForm(forms.Form):
    """An account, by its address, and the lane it reads for."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("The address they sign in with. They need an account, not membership."),
    )
    lane = forms.ModelChoiceField(Lane.objects.none(), label=gettext_lazy("Partner"), empty_label=None)

    def __init__(self, *args, lanes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lane"].queryset = lanes.by_name()
        if lanes.count() == 1:
            self.fields["lane"].initial = lanes.first()

    def clean_email(self):
        user = User.objects.at(self.cleaned_data["email"].lower())
        if user is None or not user.is_active:
            raise forms.ValidationError(_("Nobody here has this address. Ask them to open an account first."))
        self.cleaned_data["user"] = user
        return self.cleaned_data["email"]


class LoadForm(forms.Form):
    """How much an assessor can read."""

    capacity = forms.IntegerField(
        label=gettext_lazy("How many you can read, at most"), min_value=1, max_value=MOST, initial=12,
        help_text=gettext_lazy("Each takes about twenty minutes."),
    )  # fmt: skip
    minimum = forms.IntegerField(
        label=gettext_lazy("How many you would like, at least"), min_value=0, max_value=MOST, required=False,
        help_text=gettext_lazy("So that reading the guidance was worth it. Leave it empty if you like."),
    )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        cleaned["minimum"] = cleaned.get("minimum") or 0
        if cleaned.get("capacity") and cleaned["minimum"] > cleaned["capacity"]:
            self.add_error("minimum", _("This is more than you can read at most."))
        return cleaned


class AcceptForm(LoadForm):
    """Saying yes."""

    guidance = forms.BooleanField(
        label=gettext_lazy("I have read the guidance"),
        error_messages={"required": gettext_lazy("Read the guidance first: it is short.")},
    )
