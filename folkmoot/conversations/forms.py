"""What people fill in to take part in a conversation."""

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.forms.traps import KeyedForm, TrapField
from folkmoot.accounts.models import Guest
from folkmoot.core.names import no_link, one_line
from folkmoot.core.text import markdown, plain

from . import limits
from .models import Message


def grouped(number):
    return number_format(number, force_grouping=True)


class WordsField(forms.CharField):
    """A comment's text: Markdown, of a length that others will read."""

    widget = forms.Textarea(attrs={"rows": 7})

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Your comment"))
        kwargs.setdefault(
            "help_text", _("*Stars* make words stand out, a line that begins with > is a quotation.")
        )
        kwargs.setdefault("error_messages", {"required": _("Write something first.")})
        super().__init__(**kwargs)

    def clean(self, value):
        value = super().clean(value).replace("\r\n", "\n")
        if (over := len(value) - limits.LONGEST) > 0:
            raise forms.ValidationError(
                ngettext(
                    "This is %(over)s character too long: at most %(most)s. All you wrote is still here.",
                    "This is %(over)s characters too long: at most %(most)s. All you wrote is still here.",
                    over,
                )
                % {"over": grouped(over), "most": grouped(limits.LONGEST)}
            )
        if value and not plain(markdown(value)):
            raise forms.ValidationError(gettext("There are only marks here and no words."))
        return value


class CommentForm(KeyedForm):
    """Writing a comment with an account."""

    source = WordsField()
    too_old = _("This page was open for long. Please send your comment once more.")

    def __init__(self, *args, thread, of_messages=False, **kwargs):
        super().__init__(*args, salt=f"folkmoot.conversations.write.{thread.pk}", **kwargs)
        if of_messages:
            self.fields["source"].label = _("Your message")
            self.too_old = _("This page was open for long. Please send your message once more.")

    @property
    def preview(self):
        """The text as it will look, for someone who asked to see it first."""
        source = self.data.get("source", "").strip() if self.is_bound else ""
        return markdown(source) if source and "source" not in self.errors else ""

    def ask_only_for_words(self):
        """For a preview: nothing but the text is looked at yet."""
        for name in set(self.errors) - {"source"}:
            del self.errors[name]


class GuestForm(CommentForm):
    """Writing a comment as a guest: a name that is shown, an address that is not, and traps for machines."""

    name = forms.CharField(
        label=_("Your name"), max_length=80, validators=[one_line, no_link],
        help_text=_("Shown with your comment."), error_messages={"required": _("Tell us your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Never shown. We send you one mail with a link to confirm your comment."),
        error_messages={"required": _("Tell us your e-mail address, so that you can confirm your comment.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    tell_replies = forms.BooleanField(
        label=_("Send me a mail when someone replies to this comment"), required=False
    )
    website = TrapField()
    slow = True
    field_order = ["source", "name", "email", "tell_replies", "website", "_made"]

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean_source(self):
        if limits.links_in(self.cleaned_data["source"]) > limits.MOST_LINKS:
            raise forms.ValidationError(
                ngettext(
                    "Guests can put at most %(most)s link in a comment.",
                    "Guests can put at most %(most)s links in a comment.",
                    limits.MOST_LINKS,
                )
                % {"most": limits.MOST_LINKS}
            )
        return self.cleaned_data["source"]

    def guest(self, language=""):
        """The row of this address and name, made when it first writes."""
        email, name = self.cleaned_data["email"], self.cleaned_data["name"]
        return Guest.objects.get_or_create(email=email, name=name, defaults={"language": language})[0]


class EditForm(forms.Form):
    """Changing one's own comment."""

    source = WordsField()

    def __init__(self, *args, most_links=None, of_messages=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.most_links = most_links
        if of_messages:
            self.fields["source"].label = _("Your message")

    def clean_source(self):
        source = self.cleaned_data["source"]
        if self.most_links is not None and limits.links_in(source) > self.most_links:
            raise forms.ValidationError(
                gettext("Guests can put at most %(most)s links in a comment.") % {"most": self.most_links}
            )
        return source


class FlagForm(forms.Form):
    """Telling the team about a comment."""

    reason = forms.ChoiceField(
        label=_("What is wrong with it?"), choices=Message.Reason, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what fits best.")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("In your own words"), required=False, max_length=1000,
        help_text=_("Only the team reads this."), widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    website = TrapField()


class HideForm(forms.Form):
    """The team takes a comment out of sight, and says why."""

    reason = forms.ChoiceField(
        label=_("Why?"), choices=Message.Reason, widget=forms.RadioSelect,
        help_text=_("The author is told."),
        error_messages={"required": _("Choose a reason: the author is told.")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("In your own words"), required=False, max_length=2000,
        help_text=_("The author reads this too."), widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    block = forms.BooleanField(label=_("Take no more comments from this address"), required=False)

    def __init__(self, *args, can_block=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not can_block:
            del self.fields["block"]


class EraseForm(forms.Form):
    """A guest wants to be forgotten."""

    words = forms.ChoiceField(
        label=_("And what you wrote?"), initial="keep", widget=forms.RadioSelect,
        choices=[
            ("keep", _("Leave it, under “A former guest”")),
            ("delete", _("Delete it too. Where someone replied, a note remains that something was there")),
        ],
    )  # fmt: skip
