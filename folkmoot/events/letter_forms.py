"""What hosts write to those who come, and what these answer."""

from django import forms
from django.utils.translation import gettext_lazy, ngettext

from folkmoot.conversations.forms import WordsField
from folkmoot.core.names import one_line

LONGEST = 20_000  # characters; a letter is no book


class LetterForm(forms.Form):
    """To whom of an event, and what it says. `parts` are (to whom, in words, how many)."""

    to = forms.ChoiceField(label=gettext_lazy("Who gets it"), widget=forms.RadioSelect)
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=200, validators=[one_line])
    text = forms.CharField(
        label=gettext_lazy("Text"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy(
            "Markdown: *emphasis*, **strong**, [a link](https://example.org), ### a heading, - a list."
        ),
    )  # fmt: skip

    def __init__(self, *args, parts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(name, _sized(label, many)) for name, label, many in parts]
        if len(parts) > 1:
            self.initial.setdefault("to", parts[0][0])


def _sized(label, many):
    people = ngettext("%(many)s person", "%(many)s people", many) % {"many": many}
    return f"{label} ({people})"


class AnswerForm(forms.Form):
    """A few words to the host who wrote."""

    words = WordsField(label=gettext_lazy("Your answer"), help_text="")
