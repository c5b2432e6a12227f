"""The forms of one's own account, of roles and of policies."""

import zoneinfo

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.core.names import no_link, one_line

from ..language import offered
from ..models import Policy, User


class DetailsForm(forms.ModelForm):
    """One's own name, language and clock."""

    class Meta:
        model = User
        fields = ["name", "language", "time_zone"]
        labels = {"name": _("Your name"), "language": _("Language"), "time_zone": _("Time zone")}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}
        error_messages = {"name": {"required": _("Type your name.")}}

    def __init__(self, *args, community, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].validators += [one_line, no_link]
        languages = offered(community)
        browser = ("", _("As my browser asks"))
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"), required=False, choices=[browser, *languages]
        )
        if len(languages) == 1:
            del self.fields["language"]
        own = ("", _("The community's: %(zone)s") % {"zone": community.time_zone.replace("_", " ")})
        zones = [
            (zone, zone.replace("_", " ")) for zone in sorted(zoneinfo.available_timezones()) if "/" in zone
        ]
        self.fields["time_zone"] = forms.ChoiceField(
            label=_("Time zone"),
            help_text=_("Dates and times are shown by this clock."),
            required=False,
            choices=[own, *zones],
        )


class RoleForm(forms.Form):
    """Which role, of the three."""

    role = forms.ChoiceField(choices=User.Role)


class PolicyForm(forms.Form):
    """A new version of a policy: it comes into force at once, the one before stays readable."""

    title = forms.CharField(label=_("Title"), max_length=120)
    text = forms.CharField(
        label=_("Text"),
        help_text=_(
            "Plain words. **bold**, *italic*, [links](https://example.org), - lists and ## headings work."
        ),
        widget=forms.Textarea(attrs={"rows": 24}),
    )
    changes = forms.CharField(
        label=_("What changed, in a sentence"),
        help_text=_("Shown beside the versions, and to people who are asked to agree."),
        max_length=300,
        required=False,
    )
    must_agree = forms.BooleanField(label=_("People agree to it when they open an account"), required=False)
    asks_again = forms.BooleanField(
        label=_("Ask everyone to agree again"),
        help_text=_("Tick this when what it asks of people changed; not for a spelling mistake."),
        required=False,
    )


class NewPolicyForm(PolicyForm):
    """The first version of a policy: also where it will stand."""

    slug = forms.SlugField(
        label=_("Address"),
        help_text=_("Lower case letters and dashes; it becomes /policies/…/ and stays."),
        max_length=40,
    )

    field_order = ["title", "slug", "text", "must_agree"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for about_earlier_ones in ("changes", "asks_again"):
            del self.fields[about_earlier_ones]

    def clean_slug(self):
        slug = self.cleaned_data["slug"].lower()
        if Policy.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("There is already a policy at this address. Edit that one."))
        return slug
