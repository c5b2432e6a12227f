"""What people fill in here."""

from django import forms

from .kinds import stoppable
from .models import Preference


class ChoicesForm(forms.Form):
    """One tick for each kind of letter that may be stopped."""

    def __init__(self, *args, reader, **kwargs):
        super().__init__(*args, **kwargs)
        self.reader = reader
        chosen = dict(Preference.objects.of(reader).order_by("changed_at").values_list("kind", "on"))
        for kind in stoppable():
            self.fields[kind.name] = forms.BooleanField(
                label=kind.label, help_text=kind.help, required=False, initial=chosen.get(kind.name, kind.on)
            )

    def save(self):
        for name, on in self.cleaned_data.items():
            Preference.objects.choose(self.reader, name, on)
