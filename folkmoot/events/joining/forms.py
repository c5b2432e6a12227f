"""What hosts say of the meeting room online."""

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy

from ..models import JoinLink


class JoinLinkForm(forms.ModelForm):
    """The link, and how long before those who come can try it."""

    url = forms.URLField(
        label=gettext_lazy("Link to the meeting"), max_length=1000, assume_scheme="https",
        help_text=gettext_lazy(
            "For example https://meet.example.org/… It stands in no letter and no calendar: those carry the "
            "address of our page, which leads on who has a place."
        ),
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    shown_hours = forms.IntegerField(
        label=gettext_lazy("Shown so many hours before it begins"), min_value=1, max_value=24 * 14,
        help_text=gettext_lazy("To who has a place online, so that they can try it. Usually 24."),
    )  # fmt: skip
    dial_in = forms.CharField(
        label=gettext_lazy("Joining by telephone"), max_length=1000, required=False,
        help_text=gettext_lazy(
            "The numbers to ring, the number of the meeting, and what to press. It is shown where the link "
            "is, and nowhere else: the number of a meeting lets people in as well."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    captions = forms.CharField(
        label=gettext_lazy("Captions and interpreting"), max_length=300, required=False,
        help_text=gettext_lazy("Whether there are any, in which languages. It stands in the reminder, too."),
    )  # fmt: skip
    later = forms.BooleanField(
        label=gettext_lazy("The same for the later dates of the series"), required=False
    )

    class Meta:
        model = JoinLink
        fields = ["url", "shown_hours", "dial_in", "captions"]

    def __init__(self, *args, has_later=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_later:
            del self.fields["later"]

    def clean_url(self):
        URLValidator(schemes=["https", "http"])(self.cleaned_data["url"])
        return self.cleaned_data["url"]

    def _post_clean(self):
        """The link changes by its verb, not here."""
