"""The settings of the community, part by part."""

import zoneinfo
from hashlib import sha256

from django import forms
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.validators import RegexValidator
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.models import Community
from folkmoot.files import pictures
from folkmoot.ui import colour as colours

LOGO_SIDE = 480
one_line = RegexValidator(
    r"[\x00-\x1f\x7f\u2028\u2029]", _("Use letters, spaces and marks only."), inverse_match=True
)
DRAFT_LANGUAGES = {"cy"}  # complete, but not yet checked by a native reader


class NameForm(forms.ModelForm):
    """What it is called, and the words at its front door."""

    class Meta:
        model = Community
        fields = ["name", "tagline", "welcome"]
        widgets = {"welcome": forms.Textarea(attrs={"rows": 6, "data-words": "120"})}
        help_texts = {
            "name": _("At the top of every page and letter."),
            "tagline": _("Under the name, and what search engines show."),
            "welcome": _(
                "On the front page. Markdown: *emphasis*, **strong**, [a link](https://example.org)."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("name", "tagline"):
            self.fields[name].validators.append(one_line)


class LookForm(forms.ModelForm):
    """Colour and logo."""

    colour = forms.CharField(
        label=_("Colour"),
        max_length=7,
        widget=forms.TextInput(attrs={"type": "color"}),
        help_text=_("Of links and buttons. Where words could not be read on it, we shade it just enough."),
    )
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
        help_text=_(
            "PNG, JPEG or WebP, shown small beside the name. It is stored anew, without hidden data."
        ),
    )

    class Meta:
        model = Community
        fields = ["colour", "logo"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        show_shades = {"get": reverse("home:part", args=["look"]), "target": "#shades", "swap": "outerHTML"}
        self.fields["colour"].widget.attrs |= {f"data-hx-{name}": what for name, what in show_shades.items()}

    def clean_colour(self):
        colour = self.cleaned_data["colour"].lower()
        if not colours.is_hex(colour):
            raise forms.ValidationError(_("Write a colour as six digits after #, such as #1f6f5c."))
        return colour

    def clean_logo(self):
        logo = self.cleaned_data["logo"]
        if logo is False:
            return ""
        if not logo or logo == self.initial.get("logo"):
            return self.initial.get("logo") or ""
        logo.seek(0)
        data = pictures.reencode(logo, max_side=LOGO_SIDE).read()
        return ContentFile(data, name=f"{sha256(data).hexdigest()[:20]}.webp")


class LanguageForm(forms.ModelForm):
    """Languages and time zone."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Readers choose among these. What people write stays in the language they wrote it in."),
    )
    time_zone = forms.CharField(
        label=_("Time zone"), help_text=_("Of dates and hours on pages, such as Europe/London.")
    )

    class Meta:
        model = Community
        fields = ["languages", "time_zone"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        draft = _("%(language)s (a draft: no native reader has checked it yet)")
        self.fields["languages"].choices = [
            (code, draft % {"language": name} if code in DRAFT_LANGUAGES else name)
            for code, name in settings.LANGUAGES
        ]

    def clean_time_zone(self):
        try:
            return zoneinfo.ZoneInfo(self.cleaned_data["time_zone"].strip()).key
        except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
            raise forms.ValidationError(
                _("There is no such time zone. It reads like Europe/London.")
            ) from None


class LettersForm(forms.ModelForm):
    """Who letters come from."""

    class Meta:
        model = Community
        fields = ["sender_name", "sender_address", "contact_address"]
        help_texts = {
            "sender_name": _("Left empty, letters come from the community's name."),
            "sender_address": _(
                "The mail server must be allowed to send from it, or letters end up as spam."
            ),
            "contact_address": _("At the foot of pages, and where replies to letters go."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sender_name"].validators.append(one_line)


class RulesForm(forms.ModelForm):
    """What the house asks of those who work in it and of those who comment."""

    class Meta:
        model = Community
        fields = ["comments_open", "two_steps_demanded"]
        labels = {"two_steps_demanded": _("Ask team, editors and administrators for a second step")}
        help_texts = {
            "comments_open": _("Switched off, nobody can write a new comment anywhere. What was said stays."),
            "two_steps_demanded": _(
                "They set it up at their next sign-in: a code from an app, or a passkey. Set up yours first."
            ),
        }


class CountingForm(forms.ModelForm):
    """Whether page views are counted."""

    class Meta:
        model = Community
        fields = ["pages_counted"]
        labels = {"pages_counted": _("Count page views and visits")}
        help_texts = {
            "pages_counted": _(
                "Without cookies, without addresses, without third parties. Switched off, nothing new is "
                "counted; what was counted stays."
            ),
        }


class MembersForm(forms.ModelForm):
    """What the site asks of members by itself."""

    class Meta:
        model = Community
        fields = ["still_asked"]
        labels = {"still_asked": _("Ask members whether they are still active")}
        help_texts = {
            "still_asked": _(
                "Who has not been seen for a year gets a letter with one question, and one reminder. Nobody "
                "is taken out for not answering: you see who they are."
            ),
        }


PARTS = {
    "name": NameForm,
    "look": LookForm,
    "language": LanguageForm,
    "letters": LettersForm,
    "rules": RulesForm,
    "members": MembersForm,
    "counting": CountingForm,
}
