"""What is filled in about what came of an event."""

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.core.names import one_line
from folkmoot.files.ready import made_ready

from .. import asked
from ..models import Event, Material
from ..models.venue import Fact

FILE_HELP = gettext_lazy(
    "A document, slides, a picture or a text, at most 25 MB. A film lies elsewhere: give its address."
)


class MaterialForm(forms.Form):
    """A file or an address, what it is, who sees it, and what it lacks."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"), choices=Material.Kind, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what it is.")},
    )  # fmt: skip
    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=150, validators=[one_line],
        error_messages={"required": gettext_lazy("Give it a title by which others find it.")},
    )  # fmt: skip
    file = forms.FileField(label=gettext_lazy("File"), required=False, help_text=FILE_HELP)
    url = forms.CharField(
        label=gettext_lazy("Or its address, where it lies elsewhere"), required=False, max_length=500,
        validators=[URLValidator(["http", "https"], message=gettext_lazy("Write an address like https://example.org/film."))],
        widget=forms.URLInput,
    )  # fmt: skip
    seen_by = forms.ChoiceField(
        label=gettext_lazy("Who sees it"), choices=Material.Readers, widget=forms.RadioSelect,
        initial=Material.Readers.CAME,
    )  # fmt: skip
    has_alt = forms.ChoiceField(
        label=gettext_lazy("Slides: are the pictures in them described?"), choices=Fact, required=False,
        widget=forms.RadioSelect, initial=Fact.UNKNOWN,
        help_text=gettext_lazy("Whoever cannot see them reads the description instead."),
    )  # fmt: skip
    has_captions = forms.ChoiceField(
        label=gettext_lazy("Recording: has it captions?"), choices=Fact, required=False,
        widget=forms.RadioSelect, initial=Fact.UNKNOWN,
    )  # fmt: skip
    transcript = forms.FileField(
        label=gettext_lazy("Recording: its transcript"), required=False,
        help_text=gettext_lazy("What was said, as a text or a document, at most 25 MB."),
    )  # fmt: skip

    def __init__(self, *args, event, material=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.material = material
        self.fields["seen_by"].choices = readers_of(event)
        if material:  # what it is, and the thing itself, stay; another one is added as another one
            del self.fields["kind"], self.fields["file"], self.fields["url"]
        unasked = {"slides": ["has_captions", "transcript"], "recording": ["has_alt"]}
        if material:
            both = ["has_alt", "has_captions", "transcript"]
            for name in unasked.get(material.kind, both):
                del self.fields[name]

    def clean_file(self):
        """Looked into here, so that nothing is held while it is."""
        return self._ready("file")

    def clean_transcript(self):
        return self._ready("transcript")

    def _ready(self, name):
        upload = self.cleaned_data.get(name)
        return made_ready(upload) if upload else None

    def clean(self):
        cleaned = super().clean()
        if not self.material and not self.errors.keys() & {"file", "url"}:
            if cleaned.get("file") and cleaned.get("url"):
                self.add_error("url", _("Give the file or its address, not both."))
            elif not (cleaned.get("file") or cleaned.get("url")):
                self.add_error("file", _("Choose a file, or give its address below."))
        kind = self.material.kind if self.material else cleaned.get("kind")
        if kind != Material.Kind.RECORDING:
            cleaned["transcript"] = None
        for name in ("has_alt", "has_captions"):
            if name in cleaned:
                cleaned[name] = cleaned[name] or Fact.UNKNOWN
        return cleaned


class RetireForm(forms.Form):
    """Why a thing is taken away."""

    why = forms.CharField(
        label=gettext_lazy("Why it is taken away"), max_length=300, validators=[one_line],
        help_text=gettext_lazy("Stands where it stood, for those who look for it."),
        error_messages={"required": gettext_lazy("Say why: somebody will look for it.")},
    )  # fmt: skip


def readers_of(event):
    """Who can be let see something of this event, in words that say who that is."""
    seen = {
        Event.Comers.EVERYONE: _("Everyone, also who is not signed in"),
        Event.Comers.MEMBERS: _("All members"),
        Event.Comers.GROUP: _("The people of the group"),
        Event.Comers.REGION: _("All members"),
        Event.Comers.INVITED: _("Those who are invited"),
    }[event.comers]
    found = [(Material.Readers.CAME, Material.Readers.CAME.label)]
    if event.comers == Event.Comers.EVERYONE:
        found.append((Material.Readers.MEMBERS, _("All members")))
    return [*found, (Material.Readers.EVENT, seen)]


class AnswersForm(forms.Form):
    """What hosts ask those who came; nothing of it has to be answered."""

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[question["key"]] = self._field(question)

    def _field(self, question):
        if question["kind"] == asked.Kind.WORDS:
            words = forms.Textarea(attrs={"rows": 4})
            return forms.CharField(
                label=question["words"], required=False, max_length=asked.LONGEST, widget=words
            )
        choices = asked.choices_of(question)
        return forms.ChoiceField(
            label=question["words"], required=False, choices=choices, widget=forms.RadioSelect
        )

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.answers:
            raise forms.ValidationError(_("Answer at least one of the questions."))
        return cleaned

    @property
    def answers(self):
        return {name: value for name, value in self.cleaned_data.items() if value}


class QuestionForm(forms.Form):
    """One question; left empty, it is not asked."""

    kind = forms.ChoiceField(
        label=gettext_lazy("How it is answered"), choices=asked.Kind, widget=forms.Select, required=False
    )
    words = forms.CharField(
        label=gettext_lazy("Question"), max_length=400, required=False, validators=[one_line]
    )
    choices = forms.CharField(
        label=gettext_lazy("The answers to choose from, one a line"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    say_optional = False

    def clean(self):
        cleaned = super().clean()
        lines = [line.strip() for line in (cleaned.get("choices") or "").splitlines() if line.strip()]
        cleaned["choices"] = lines if cleaned.get("kind") == asked.Kind.CHOICE else []
        is_choice = cleaned.get("words") and cleaned.get("kind") == asked.Kind.CHOICE
        if is_choice and not 2 <= len(lines) <= asked.MOST_CHOICES:
            self.add_error("choices", _("Give two to eight answers, one a line."))
        return cleaned


class SummaryForm(forms.Form):
    """What hosts tell those who came of what was heard."""

    summary = forms.CharField(
        label=gettext_lazy("What we heard, and what we do about it"), max_length=5000, required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "Those who came read it on the page of the event. Left empty, nothing is shown. Quote nobody who"
            " could be known by it."
        ),
    )  # fmt: skip


def questions_of(forms):
    """What stands in these forms, in their order, as it is kept."""
    filled = [form.cleaned_data for form in forms if form.cleaned_data.get("words")]
    return [
        asked.question(number, one["kind"] or asked.Kind.WORDS, one["words"], one["choices"])
        for number, one in enumerate(filled, start=1)
    ]
