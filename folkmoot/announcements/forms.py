"""What those who write to many fill in."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from folkmoot.activity.parts import parts

from .models import Announcement

LONGEST = 50_000  # characters; a letter is no book
MARKDOWN = gettext_lazy(
    "Markdown: *emphasis*, **strong**, [a link](https://example.org), ### a heading, - a list."
)


class WordsForm(forms.ModelForm):
    """What it says."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Announcement
        fields = ["subject", "text", "closing"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 14, "maxlength": LONGEST}),
            "closing": forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST}),
        }
        help_texts = {"subject": gettext_lazy("What stands in the list of letters."), "text": MARKDOWN}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["subject"].required = True
        if self.instance.is_newsletter:
            self.fields["text"].label = _("Words at the beginning")
            self.fields["closing"].help_text = _("After the items.")
        else:
            del self.fields["closing"]
            self.fields["text"].required = True
        for name in ("text", "closing"):
            if name in self.fields:
                self.fields[name].max_length = LONGEST
                self.fields[name].validators.append(MaxLengthValidator(LONGEST))

    @property
    def words(self):
        """What was typed, without what only says over which revision it was typed."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}

    def over(self, revision):
        """The same answers, to be saved over that revision."""
        data = self.data.copy()
        data["revision"] = revision
        again = type(self)(data, instance=self.instance)
        again.full_clean()
        return again


class AnnouncementForm(WordsForm):
    """What it says, who gets it and who finds it on the site."""

    to = forms.MultipleChoiceField(
        label=gettext_lazy("Who gets it"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Someone who is in several of these gets one letter."),
    )
    without = forms.MultipleChoiceField(
        label=gettext_lazy("But not"), widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta(WordsForm.Meta):
        fields = [*WordsForm.Meta.fields, "archive"]
        widgets = {**WordsForm.Meta.widgets, "archive": forms.RadioSelect}

    field_order = ["subject", "text", "closing", "to", "without", "archive", "revision"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(part.name, _sized(part)) for part in parts()]
        for name in ("to", "without"):
            self.fields[name].choices = choices
            self.initial.setdefault(name, getattr(self.instance, name))
        self.initial.setdefault("revision", self.instance.revision)


def _sized(part):
    people = ngettext("%(many)s person", "%(many)s people", part.size) % {"many": part.size}
    return f"{part.label} ({people})"


class RewordForm(WordsForm):
    """New words for those who still wait."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["revision"]


class ScheduleForm(forms.Form):
    """When it goes, by the community's clock."""

    on = forms.DateField(
        label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    at = forms.TimeField(
        label=gettext_lazy("Hour"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def clean_on(self):
        on = self.cleaned_data["on"]
        today = timezone.localdate()
        if not today <= on <= today.replace(year=today.year + 2, day=1):
            raise forms.ValidationError(_("Choose a day from today on, within two years."))
        return on


class ItemForm(forms.Form):
    """The editor's words for one item of a newsletter."""

    title = forms.CharField(label=gettext_lazy("Heading"), max_length=250)
    blurb = forms.CharField(
        label=gettext_lazy("Words about it"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
