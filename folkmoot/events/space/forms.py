"""What hosts and those who come fill in for an open space."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.core.http import number
from folkmoot.core.names import one_line
from folkmoot.core.walltime import WallTimeField

from ..models import Event, FollowUp, Pitch, Room, Space
from ..models.times import WALL

LONGEST = 5000  # characters of what somebody brings, or wants
LONGEST_NOTE = 20_000
LONGEST_REASON = 300


def on_the_wall(naive):
    return naive.replace(second=0, microsecond=0).strftime(WALL)


class SpaceForm(forms.ModelForm):
    """The question, and until when conversations are pitched to it."""

    pitches_close_wall = WallTimeField(
        label=gettext_lazy("Pitching closes"),
        help_text=gettext_lazy(
            "From then on sessions find their rooms. On the day late ones are still taken."
        ),
    )
    why = forms.CharField(
        label=gettext_lazy("Why pitching closes at another time"), max_length=LONGEST_REASON, required=False,
        help_text=gettext_lazy("Stands on the record."),
    )  # fmt: skip

    class Meta:
        model = Space
        fields = ["question", "pitches_close_wall"]
        help_texts = {
            "question": gettext_lazy(
                "One that nobody has the answer to, and that everybody who comes has something to say to."
            )
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["question"].validators.append(one_line)
        if not self.instance.pk:
            del self.fields["why"]

    def clean_pitches_close_wall(self):
        return on_the_wall(self.cleaned_data["pitches_close_wall"])

    def clean(self):
        cleaned = super().clean()
        moved = cleaned.get("pitches_close_wall") not in (None, self.initial.get("pitches_close_wall"))
        if self.instance.pk and moved and not cleaned.get("why") and "pitches_close_wall" in cleaned:
            self.add_error("why", _("Say why: those who come planned with the other time."))
        return cleaned

    def _post_clean(self):
        """It changes by its verbs, not here."""


class PitchForm(forms.ModelForm):
    """A conversation that somebody offers; on the day, with the room that they take for it."""

    place = forms.ChoiceField(
        label=gettext_lazy("Room and time"), required=False,
        help_text=gettext_lazy("Take one that is free now, or do it later."),
    )  # fmt: skip

    class Meta:
        model = Pitch
        fields = ["title", "brings", "wants", "size", "way"]
        widgets = {
            "brings": forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST}),
            "wants": forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST}),
            "size": forms.RadioSelect,
            "way": forms.RadioSelect,
        }
        help_texts = {
            "title": gettext_lazy("A question is best: people come to answer it."),
            "brings": gettext_lazy("A story, a number, a trouble; nothing finished. Markdown works."),
            "wants": gettext_lazy("An answer, an ally, a next step: what you would go home with."),
        }

    def __init__(self, *args, event, places=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].validators.append(one_line)
        for name in ("brings", "wants"):
            self.fields[name].max_length = LONGEST
            self.fields[name].validators.append(forms.fields.validators.MaxLengthValidator(LONGEST))
        self.event = event
        if event.mode != Event.Mode.HYBRID:
            del self.fields["way"]
        if places:
            self.fields["place"].choices = [("", _("Later")), *places]
        else:
            del self.fields["place"]

    def _post_clean(self):
        """It changes by its verbs, not here."""

    @property
    def facts(self):
        """What is said of it; where all meet in one way, that is its way, too."""
        facts = {name: value for name, value in self.cleaned_data.items() if name != "place"}
        if self.event.mode != Event.Mode.HYBRID:
            facts["way"] = self.event.mode
        return facts


class NoteForm(forms.Form):
    """What was said, what is open, who does what; by one of those who were there."""

    words = forms.CharField(
        label=gettext_lazy("Your note"), max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("What was said, what stays open, who does what. Markdown works."),
        error_messages={"required": gettext_lazy("Write a line or two.")},
    )  # fmt: skip
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)


class BecameForm(forms.ModelForm):
    """What became of a session."""

    class Meta:
        model = FollowUp
        fields = ["answer", "words"]
        widgets = {"answer": forms.RadioSelect, "words": forms.Textarea(attrs={"rows": 4, "maxlength": 1000})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True
        self.fields["answer"].choices = FollowUp.Answer.choices

    def _post_clean(self):
        """It changes by its verb, not here."""


class RoomForm(forms.ModelForm):
    """A room of the venue, or a link."""

    class Meta:
        model = Room
        fields = ["name", "seats", "step_free", "link"]
        widgets = {"step_free": forms.RadioSelect}
        help_texts = {
            "name": gettext_lazy("As it stands on its door."),
            "link": gettext_lazy(
                "Where it is met online. Those who come see it half an hour before each session in it."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].validators.append(one_line)
        self.fields["seats"].max_value = self.fields["seats"].widget.attrs["max"] = 100_000
        self.fields["seats"].validators.append(forms.fields.validators.MaxValueValidator(100_000))

    def _post_clean(self):
        """It changes by its verbs, not here."""


class SlotsForm(forms.Form):
    """One slot, or several one after the other."""

    begins = WallTimeField(label=gettext_lazy("The first begins"))
    minutes = forms.IntegerField(label=gettext_lazy("Minutes each"), min_value=10, max_value=480, initial=60)
    pause = forms.IntegerField(
        label=gettext_lazy("Minutes between them"), min_value=0, max_value=240, initial=15
    )
    many = forms.IntegerField(label=gettext_lazy("How many"), min_value=1, max_value=12, initial=1)


def place_of(text):
    """(slot, room) as keys, of what a button or a field sends; None for anything else."""
    slot, _dash, room = (text or "").partition("-")
    slot, room = number(slot), number(room)
    return (slot, room) if slot and room else None
