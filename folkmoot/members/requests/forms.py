"""Asking, answering, reporting."""

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from folkmoot.core.text import markdown, plain

from ..models import ContactRequest, Profile, Report
from ..models.slugs import SHAPE

LONGEST = 2000  # characters


class WordsField(forms.CharField):
    """What one person writes to another: Markdown, no longer than somebody reads."""

    def __init__(self, *, rows=6, **options):
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **options)

    def clean(self, value):
        value = super().clean(value).replace("\r\n", "\n")
        if (over := len(value) - LONGEST) > 0:
            words = ngettext(
                "This is %(over)s character too long. All you wrote is still here.",
                "This is %(over)s characters too long. All you wrote is still here.",
                over,
            )
            raise forms.ValidationError(words % {"over": over})
        if value and not plain(markdown(value)):
            raise forms.ValidationError(gettext("There are only marks here and no words."))
        return value


class AskForm(forms.Form):
    """Asking someone to be in touch."""

    purpose = forms.ChoiceField(
        label=_("What for"), choices=ContactRequest.Purpose, widget=forms.RadioSelect,
        error_messages={"required": _("Say what for: it is the first thing they read.")},
    )  # fmt: skip
    words = WordsField(
        label=_("In your words"),
        help_text=_("What you would like, why from them, and by when. Three sentences are enough."),
        error_messages={
            "required": _("Write two or three sentences, so that they know what you would like.")
        },
    )
    shares_address = forms.BooleanField(
        label=_("If they accept, give them my e-mail address"), required=False,
        help_text=_("They see it on this site, not in a mail. You can take it back."),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """Answering: yes, not now, or someone else."""

    what = forms.ChoiceField(
        label=_("What you say"),
        choices=[
            ("accept", _("Yes, let us be in touch")),
            ("not_now", _("Not now")),
            ("suggest", _("Not me: I suggest someone else")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three answers.")},
    )
    someone = forms.CharField(
        label=_("Whom you suggest"), required=False, max_length=300,
        help_text=_("Only with the third answer: their name, or the address of their page here."),
    )  # fmt: skip
    words = WordsField(
        label=_("A few words"), required=False, rows=4,
        help_text=_("How to reach you, or when to ask again. Nobody has to say why."),
    )  # fmt: skip
    shares_address = forms.BooleanField(
        label=_("Give them my e-mail address"), required=False,
        help_text=_("Only with a yes. They see it on this site, not in a mail. You can take it back."),
    )  # fmt: skip

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean(self):
        values = super().clean()
        if values.get("what") == "suggest" and "someone" not in self.errors:
            values["profile"] = self._suggested(values.get("someone", ""))
        return values

    def _suggested(self, words):
        """The one person meant, whom both of the two may see."""
        sender, recipient = self.request.sender, self.request.recipient
        visible = Profile.objects.visible_to(sender).filter(
            pk__in=Profile.objects.visible_to(recipient).values("pk")
        )
        others = visible.exclude(user__in=[sender, recipient])
        found = list(others.filter(name__iexact=" ".join(words.split())).exclude(name="")[:2])
        slug = words.rstrip("/").rpartition("/")[2].lower()
        if not found and SHAPE.fullmatch(slug):
            found = list(others.filter(slug=slug))
        if len(found) == 1:
            return found[0]
        if found:
            self.add_error(
                "someone", gettext("Several people are called that. Copy the address of the page.")
            )
        elif words:
            name = {"name": sender}
            self.add_error("someone", gettext("There is nobody of that name whom %(name)s can see.") % name)
        else:
            self.add_error("someone", gettext("Say whom you suggest."))
        return None

    def answer(self, *, by):
        """Call the verb that was chosen."""
        values = self.cleaned_data
        if values["what"] == "accept":
            self.request.accept(values["words"], by=by, shares_address=values["shares_address"])
        elif values["what"] == "not_now":
            self.request.not_now(values["words"], by=by)
        else:
            self.request.suggest(values["profile"], values["words"], by=by)


class ReportForm(forms.Form):
    """Telling the team of a request."""

    reason = forms.ChoiceField(
        label=_("What is wrong"), choices=Report.Reason, widget=forms.RadioSelect,
        error_messages={"required": _("Say what is wrong.")},
    )  # fmt: skip
    words = WordsField(label=_("In your words"), required=False, rows=4)


class DecideForm(forms.Form):
    """What the team says to a report."""

    outcome = forms.ChoiceField(
        label=_("What comes of it"), choices=Report.OUTCOMES, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes of it.")},
    )  # fmt: skip
    words = WordsField(
        label=_("A few words"), required=False, rows=4,
        help_text=_("Told to the one who reported, and to the other only where they are stopped."),
    )  # fmt: skip
