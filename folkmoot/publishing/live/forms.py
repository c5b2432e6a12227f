"""What is filled in for a live blog: an entry from the room, its change, and a question from home."""

import re
from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.conversations.forms import WordsField
from folkmoot.core.text import plain
from folkmoot.files import kinds
from folkmoot.publishing.models import LiveQuestion

KEY = re.compile(r"[A-Za-z0-9]{22}")
AHEAD = timedelta(minutes=5)  # clocks differ
BEFORE = timedelta(days=31)  # how long before its start an entry of a live blog may have happened


class KeyField(forms.CharField):
    """A form's own word, by which it is known when it is sent again."""

    widget = forms.HiddenInput

    def __init__(self):
        super().__init__(required=False, initial=lambda: get_random_string(22))

    def clean(self, value):
        return value if KEY.fullmatch(value or "") else None


class MomentForm(forms.Form):
    """What happened, and when by the community's clock."""

    source = WordsField(
        label=_("What is happening?"),
        help_text="",
        widget=forms.Textarea(attrs={"rows": 6, "autocapitalize": "sentences"}),
    )
    time = forms.TimeField(
        label=_("Time"), required=False, help_text=_("Left empty: now."),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )  # fmt: skip
    day = forms.DateField(
        label=_("Day"), required=False, help_text=_("Left empty: today."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )  # fmt: skip
    is_key = forms.BooleanField(label=_("One of the main moments, listed at the top"), required=False)

    def __init__(self, *args, live_blog, zone, **kwargs):
        super().__init__(*args, **kwargs)
        self.live_blog, self.zone = live_blog, zone

    def clean(self):
        """The moment it happened, in `happened_at`; None where it is now."""
        cleaned = super().clean()
        if "time" in cleaned and "day" in cleaned:
            cleaned["happened_at"] = self._moment(cleaned.pop("time"), cleaned.pop("day"))
        return cleaned

    def _moment(self, time, day):
        if not (time or day):
            return None
        now = timezone.now()
        local = timezone.localtime(now, self.zone)
        chosen = datetime.combine(day or local.date(), time or local.time().replace(second=0, microsecond=0))
        moment = timezone.make_aware(chosen, self.zone)
        if moment > now + AHEAD:
            self.add_error(
                "day" if day else "time",
                gettext("That is still to come. If it was yesterday, choose the day too."),
            )
        elif moment < (self.live_blog.started_at or now) - BEFORE:
            self.add_error(
                "day", gettext("That was long before this live blog began. Look at the day again.")
            )
        return moment


class TellForm(MomentForm):
    """An entry, sent from a phone."""

    picture = forms.FileField(
        label=_("Picture"), required=False, help_text=_("Where and when it was taken is removed from it."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/gif,image/webp"}),
    )  # fmt: skip
    picture_words = forms.CharField(
        label=_("What the picture shows, for those who cannot see it"), required=False, max_length=255
    )
    key = KeyField()
    answers = forms.ModelChoiceField(LiveQuestion.objects.none(), required=False, widget=forms.HiddenInput)
    field_order = ["source", "picture", "picture_words", "time", "day", "is_key", "key", "answers"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answers"].queryset = self.live_blog.questions.all()

    def clean_picture(self):
        upload = self.cleaned_data["picture"]
        if upload and not kinds.sniff(upload).is_picture:
            raise forms.ValidationError(
                gettext("This is not a picture we can read. Choose a JPEG, PNG, GIF or WebP file.")
            )
        return upload

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("picture") and not plain(cleaned.get("picture_words", "")):
            self.add_error("picture_words", gettext("Say what the picture shows."))
        if not cleaned.get("picture"):
            cleaned["picture_words"] = ""
        return cleaned


class ChangeForm(MomentForm):
    """Another text, time or importance of an entry; the words of its picture."""

    picture_words = TellForm.base_fields["picture_words"]
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ["source", "picture_words", "time", "day", "is_key", "seen"]

    def __init__(self, *args, entry, zone, **kwargs):
        at = timezone.localtime(entry.happened_at, zone)
        initial = {
            "source": entry.source, "picture_words": entry.picture_words, "is_key": entry.is_key,
            "time": at.time().replace(second=0, microsecond=0), "day": at.date(), "seen": entry.seen,
            **kwargs.pop("initial", {}),
        }  # fmt: skip
        super().__init__(*args, live_blog=entry.live_blog, zone=zone, initial=initial, **kwargs)
        self.entry = entry
        for name in ("time", "day"):
            self.fields[name].required, self.fields[name].help_text = True, ""
        if entry.picture_id:
            self.fields["picture_words"].required = True
        else:
            del self.fields["picture_words"]

    def clean(self):
        """A time that was not touched keeps its seconds, and with them its place."""
        cleaned = super().clean()
        same = {"time", "day"}.isdisjoint(self.changed_data)
        if same or not cleaned.get("happened_at"):
            cleaned["happened_at"] = self.entry.happened_at
        return cleaned


class AskForm(forms.Form):
    """A question to the people in the room."""

    words = forms.CharField(
        label=_("Your question"), max_length=LiveQuestion.LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Only those who write from the room read it. If they answer, it is shown with your name."
        ),
        error_messages={"required": _("Write your question first.")},
    )  # fmt: skip

    def clean_words(self):
        return " ".join(self.cleaned_data["words"].split())
