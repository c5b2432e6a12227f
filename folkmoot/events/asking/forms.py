"""The forms of asking: a question, what is asked about access and food, and the page one registers on."""

from django import forms
from django.core.validators import BaseValidator, MaxValueValidator, MinValueValidator
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from folkmoot.core.names import one_line

from ..models import Event, Question

LINE, TEXT, NEED = 300, 6000, 2000  # characters at most
MOST_WORDS = 800
MOST_OPTIONS, LONGEST_OPTION = 30, 120
YES_NO = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]


class AtMost(BaseValidator):
    """A text is not longer. No `maxlength` stands in the page: a browser would cut off what is pasted."""

    def compare(self, many, most):
        return many > most

    def clean(self, text):
        return len(text)

    def __call__(self, text):
        many = len(text)
        if many > self.limit_value:
            told = {"many": f"{many:,}", "most": f"{self.limit_value:,}"}
            raise forms.ValidationError(
                _("These are %(many)s characters; %(most)s fit. All you typed is still here: shorten it.")
                % told
            )


class WordsAtMost(AtMost):
    def __call__(self, text):
        over = len(text.split()) - self.limit_value
        if over > 0:
            words = ngettext(
                "This is %(over)s word too many: at most %(most)s.",
                "These are %(over)s words too many: at most %(most)s.",
                over,
            )
            raise forms.ValidationError(words % {"over": over, "most": self.limit_value})


class QuestionForm(forms.ModelForm):
    """One question to who registers. Once it was answered its meaning stands."""

    class Meta:
        model = Question
        fields = ["words", "type", "choices", "most_words", "hint", "is_required"]
        widgets = {"type": forms.RadioSelect, "choices": forms.Textarea(attrs={"rows": 4})}
        labels = {
            "words": gettext_lazy("Question"),
            "type": gettext_lazy("How it is answered"),
            "choices": gettext_lazy("What there is to choose"),
            "most_words": gettext_lazy("Words at most"),
            "hint": gettext_lazy("What helps to answer it"),
            "is_required": gettext_lazy("It has to be answered"),
        }
        help_texts = {
            "choices": gettext_lazy("One a line. Only where one chooses."),
            "most_words": gettext_lazy("Only for several sentences."),
            "is_required": gettext_lazy("Whoever cannot answer it cannot come. Rarely needed."),
        }

    def __init__(self, *args, is_answered=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].validators.append(one_line)
        self.fields["hint"].validators.append(one_line)
        self.fields["most_words"].required = False
        self.fields["most_words"].validators += [MinValueValidator(5), MaxValueValidator(MOST_WORDS)]
        if is_answered:
            for name in Question.MEANING:
                self.fields[name].disabled = True

    def clean_most_words(self):
        return self.cleaned_data["most_words"] or 150

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("type") not in Question.CHOOSES:
            cleaned["choices"] = ""
            return cleaned
        options = [line for line in map(str.strip, cleaned.get("choices", "").splitlines()) if line]
        if not 2 <= len(options) <= MOST_OPTIONS:
            self.add_error("choices", _("Two to thirty things to choose, one a line."))
        elif len(set(options)) < len(options):
            self.add_error("choices", _("One of them stands there twice."))
        elif any(len(option) > LONGEST_OPTION for option in options):
            self.add_error("choices", _("At most 120 characters a line."))
        cleaned["choices"] = "\n".join(options)
        return cleaned

    def _post_clean(self):
        """The question changes by its verbs, not here."""


class NeedsAskedForm(forms.ModelForm):
    """Whether access and food are asked after, and what is told with it."""

    asks_needs = forms.BooleanField(
        label=gettext_lazy("Ask what people need to take part, and what they eat"), required=False
    )

    class Meta:
        model = Event
        fields = ["asks_needs", "needs_contact", "needs_until"]
        widgets = {"needs_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        labels = {
            "needs_contact": gettext_lazy("Whom they can speak to"),
            "needs_until": gettext_lazy("Until when requests can be met"),
        }
        help_texts = {
            "needs_contact": gettext_lazy("A name, and a telephone or address. Left empty: the hosts."),
            "needs_until": gettext_lazy("Left empty: a week before it begins."),
        }

    def __init__(self, *args, instance, **kwargs):
        initial = {"asks_needs": instance.asks_after_needs} | kwargs.pop("initial", {})
        super().__init__(*args, instance=instance, initial=initial, prefix="needs", **kwargs)
        self.fields["needs_contact"].validators.append(one_line)
        self.fields["needs_contact"].required = self.fields["needs_until"].required = False

    def clean_needs_until(self):
        day = self.cleaned_data["needs_until"]
        if day and day > self.instance.starts.date():
            raise forms.ValidationError(_("It begins before that day."))
        return day

    def _post_clean(self):
        """The event changes by its verbs, not here."""


class RegisterForm(forms.Form):
    """How somebody comes, what they answer, what they need."""

    def __init__(self, *args, event, modes, questions, needs, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = questions
        if len(modes) > 1:
            self.fields["mode"] = forms.ChoiceField(
                label=_("How you come"), choices=modes, widget=forms.RadioSelect
            )
        for question in questions:
            self.fields[name_of(question)] = field_of(question)
        if needs:
            self.fields["access"] = _text(_("What helps you to take part"), NEED, rows=3)
            self.fields["access"].help_text = _(
                "For example: step-free, a hearing loop, somebody to guide you, breaks, large print."
            )
            if event.mode != Event.Mode.ONLINE:
                self.fields["diet"] = _text(_("What you eat, or must not"), NEED, rows=2)
        self.only_mode = modes[0][0] if len(modes) == 1 else None

    @property
    def mode(self):
        return self.only_mode or self.cleaned_data["mode"]

    @property
    def answers(self):
        """{key of a question: words}."""
        return {question.pk: _as_words(self.cleaned_data[name_of(question)]) for question in self.questions}

    @property
    def needs(self):
        """(access, diet), or None where neither was asked."""
        if "access" not in self.fields:
            return None
        return self.cleaned_data["access"], self.cleaned_data.get("diet", "")


def name_of(question):
    """What its field is called."""
    return f"question-{question.pk}"


def field_of(question):
    told = {
        "label": question.words,
        "help_text": escape(question.hint),
        "required": question.is_required,
    }
    choices = [(option, option) for option in question.options]
    match question.type:
        case Question.Type.LONG:
            field = _text(most=TEXT, rows=6, **told)
            field.widget.attrs["data-words"] = question.most_words
            field.validators.append(WordsAtMost(question.most_words))
            return field
        case Question.Type.ONE:
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **told)
        case Question.Type.SEVERAL:
            return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **told)
        case Question.Type.YES:
            return forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect, **told)
        case _:
            return forms.CharField(validators=[AtMost(LINE)], **told)


def initial_of(question, words):
    """An answer that was given, as its field takes it."""
    return words.splitlines() if question.type == Question.Type.SEVERAL else words


def shown(question, words):
    """An answer as people read it."""
    return str(dict(YES_NO).get(words, words)) if question.type == Question.Type.YES else words


def _text(label, most, *, rows, required=False, help_text=""):
    return forms.CharField(
        label=label, required=required, help_text=help_text, validators=[AtMost(most)],
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


def _as_words(value):
    return "\n".join(value) if isinstance(value, list) else value.replace("\r\n", "\n")


class PromiseForm(forms.Form):
    """What will be done for one person."""

    promise = forms.CharField(
        label=gettext_lazy("What will be done"), validators=[AtMost(NEED)],
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Say what will be done: they read it.")},
    )  # fmt: skip
