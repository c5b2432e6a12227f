"""The forms of people who would like to join, and of the team who looks after them."""

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.forms.traps import KeyedForm, TrapField
from folkmoot.accounts.models import Policy
from folkmoot.core.names import no_link, one_line

from .models import Contact

SALT = "folkmoot.members.join"
LONGEST = 2000  # characters of what for


def consent(community):
    """What a person agrees to, in the words they read."""
    words = gettext(
        "%(community)s may keep my name, my e-mail address and what I write here, and write to me when "
        "something opens for people who would like to join. I can stop it or have it erased at any time."
    )
    return words % {"community": community.name}


class WhoForm(forms.Form):
    """Who they are, where, and what for."""

    name = forms.CharField(
        label=_("Your name"), max_length=80, validators=[one_line, no_link],
        help_text=_("As people know you. One name is enough."),
        error_messages={"required": _("Tell us your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We send one mail with a link to confirm it. Only the team can see it."),
        error_messages={"required": _("Tell us your e-mail address, so that we can write to you.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    region = forms.CharField(
        label=_("Where you live or work"), max_length=120, required=False,
        help_text=_("A town or a region."),
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )  # fmt: skip
    why = forms.CharField(
        label=_("What you would like to join for"), required=False,
        help_text=_("What you work on, what you are looking for. Two sentences are enough."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean_region(self):
        return " ".join(self.cleaned_data["region"].split())

    def clean_why(self):
        why = self.cleaned_data["why"].replace("\r\n", "\n")
        if (over := len(why) - LONGEST) > 0:
            words = ngettext(
                "This is %(over)s character too long. All you wrote is still here.",
                "This is %(over)s characters too long. All you wrote is still here.",
                over,
            )
            raise forms.ValidationError(words % {"over": over})
        return why

    def ask(self, community, **how):
        """Ask, in the words and under the policy they have read."""
        words = {name: self.cleaned_data[name] for name in ("name", "email", "region", "why")}
        policy = Policy.objects.in_force().filter(slug="privacy").first()
        return Contact.objects.ask(
            **words, consent=consent(community), policy=policy, language=get_language(), **how
        )


class JoinForm(WhoForm, KeyedForm):
    """Saying that one would like to join; with traps for machines."""

    agree = forms.BooleanField(
        label=_("I agree"), error_messages={"required": _("Without your agreement we may not write to you.")}
    )
    website = TrapField()
    slow = True
    field_order = ["name", "email", "region", "why", "agree", "website", "_made"]

    def __init__(self, *args, community, **kwargs):
        super().__init__(*args, salt=SALT, **kwargs)
        self.fields["agree"].label = consent(community)
        if Policy.objects.in_force().filter(slug="privacy").exists():
            link = reverse("accounts:policy", args=["privacy"])
            words = gettext("What we keep, and why")
            self.fields["agree"].help_text = format_html('<a href="{}">{}</a>', link, words)


class ContactForm(WhoForm):
    """The team writes down someone who told them so. The address is asked all the same."""

    said_so = forms.BooleanField(
        label=_("This person asked us to write to them"),
        error_messages={"required": _("Only write down people who asked for it.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label, self.fields["email"].label = _("Name"), _("E-mail address")
        self.fields["email"].help_text = _("They get one mail with a link to confirm it.")
