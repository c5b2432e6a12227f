"""The forms of a cohort."""

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.core.names import one_line

from ..models import Cohort, Greeter


class CohortForm(forms.ModelForm):
    """Its day and its words of welcome."""

    class Meta:
        model = Cohort
        fields = ["about", "welcome_at", "welcome_where"]
        help_texts = {
            "about": _("What the people of this cohort read first. Markdown."),
            "welcome_where": _(
                "A room and a town, or how one takes part. No secret link: it stands on the page."
            ),
        }
        widgets = {
            "welcome_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            "about": forms.Textarea(attrs={"rows": 5}),
        }


class GreetForm(forms.ModelForm):
    """A member offers to welcome newcomers."""

    most = forms.IntegerField(
        label=_("Newcomers you could go along with"), min_value=0, max_value=10, initial=2
    )
    words = forms.CharField(
        label=_("What you would say to them"), max_length=300, required=False, validators=[one_line],
        help_text=_("One or two sentences. They stand on the page of the cohort."),
    )  # fmt: skip

    class Meta:
        model = Greeter
        fields = ["most", "words"]


class PairForm(forms.Form):
    """Which greeter goes along with a newcomer."""

    greeter = forms.ModelChoiceField(Greeter.objects.none(), label=_("Greeter"), empty_label=None)

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Greeter.objects.free().filter(cohort=cohort).select_related("user")
        self.fields["greeter"].queryset = rows.order_by("user__name", "pk")
