"""The form by which answers are redacted."""

from django import forms

from ..models.answer import LONGEST


class RedactionForm(forms.Form):
    """Each answer that assessors read, as they are to read it."""

    say_optional = False

    def __init__(self, *args, answers, **kwargs):
        super().__init__(*args, **kwargs)
        for question, text, _redacted in answers:
            self.fields[question.key] = forms.CharField(
                label=question.title, required=False, max_length=LONGEST, initial=text, strip=False,
                widget=forms.Textarea(attrs={"rows": min(16, 4 + len(text) // 90)}),
            )  # fmt: skip
