"""What a person says about themselves, and how the team looks for people."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from folkmoot.core.lifecycle import Refused
from folkmoot.core.names import one_line

from . import policy
from .models import Profile, slugs


class ProfileForm(forms.ModelForm):
    """One's own profile. The view calls the verb of what changed."""

    picture = forms.FileField(
        label=_("Picture"),
        help_text=_(
            "A photograph in which people would know you: JPEG, PNG, GIF or WebP. We cut it square and take "
            "out where and when it was made."
        ),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/gif,image/webp"}),
    )
    no_picture = forms.BooleanField(label=_("Take my picture away"), required=False)

    class Meta:
        model = Profile
        fields = ["name", "role", "organisation", "place", "about", "visible", "slug"]
        labels = {"slug": _("Address of your page"), "name": _("Your name")}
        help_texts = {
            "name": _("The name people use for you. It stands beside everything you write here."),
            "role": _("What you do, in a few words: district nurse, branch librarian, carer."),
            "about": _("A few sentences: what you work on, what you can be asked about."),
            "slug": _("It stands at the end of the address. An address you had before leads to the new one."),
            "visible": _("Your page, your picture and whether a search finds you."),
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "role": forms.TextInput(attrs={"autocomplete": "organization-title"}),
            "organisation": forms.TextInput(attrs={"autocomplete": "organization"}),
            "place": forms.TextInput(attrs={"autocomplete": "address-level2"}),
            "about": forms.Textarea(attrs={"rows": 8, "data-words": 300}),
            "visible": forms.RadioSelect,
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["name"].validators.append(one_line)
        if not policy.may_be_public(user):
            choices = [choice for choice in Profile.Visible.choices if choice[0] != Profile.Visible.PUBLIC]
            self.fields["visible"].choices = choices
        if not self.instance.pk:
            del self.fields["slug"]
        if not self.instance.picture_id:
            del self.fields["no_picture"]
        self.order_fields(["name", "role", "organisation", "place", "picture", "no_picture", "about"])

    def clean_slug(self):
        slug = self.cleaned_data["slug"].lower()
        try:
            if slug != self.initial["slug"]:
                slugs.refuse_taken(slug, self.instance)
        except Refused as refused:
            raise ValidationError(refused.words) from refused
        return slug

    def clean_about(self):
        about = self.cleaned_data["about"]
        if len(about.split()) > 300:
            raise ValidationError(
                _("These are %(count)s words; at most 300.") % {"count": len(about.split())}
            )
        return about
