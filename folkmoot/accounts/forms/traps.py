"""Forms that anybody may send: machines fall into a trap, haste is asked to read once more."""

from hashlib import sha256

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .. import limits


class OutOfSight(forms.BoundField):
    """A field that people do not see and machines fill in."""

    def css_classes(self, extra_classes=None):
        return "out-of-sight"


class TrapField(forms.CharField):
    """Must stay empty: a machine fills in every field it finds."""

    bound_field_class = OutOfSight

    def __init__(self):
        widget = forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1", "data-trap": ""})
        super().__init__(label=_("Leave this field empty"), required=False, widget=widget)

    def clean(self, value):
        if super().clean(value):
            raise forms.ValidationError(gettext("Leave the hidden field empty and send it once more."))
        return ""


class KeyedForm(forms.Form):
    """Carries a key of its own, signed with `salt`: the same form sent twice is known by it, and its age too.

    Where `slow` is set, a form that came back within three seconds is asked for once more.
    """

    _made = forms.CharField(widget=forms.HiddenInput, required=False)
    slow = False
    too_old = _("This page was open for long. Please send it once more.")

    def __init__(self, *args, salt, **kwargs):
        super().__init__(*args, **kwargs)
        self.salt = salt
        self.age = 0
        self.fields["_made"].initial = limits.new_key(salt)

    def clean__made(self):
        """The form's key. A form that lay open for a day gets a new one and is sent once more."""
        key, self.age = limits.read_key(self.salt, self.cleaned_data["_made"])
        if key is None:
            self._renew()
            raise forms.ValidationError(self.too_old)
        return key

    def key(self, *whose):
        """One word for this form with these words in it: the same when sent twice, another when changed."""
        said = [str(part) for part in [*whose, *sorted(self.cleaned_data.items())]]
        return sha256("\x1f".join(said).encode("utf-8", "surrogatepass")).hexdigest()

    def _renew(self):
        self.data = self.data.copy()
        self.data[self.add_prefix("_made")] = limits.new_key(self.salt)

    def clean(self):
        """What is wrong with the hidden field is said about the whole form."""
        cleaned = super().clean()
        for words in self.errors.pop("_made", []):
            self.add_error(None, words)
        if self.slow and self.age is not None and self.age < limits.QUICKEST and "_made" in cleaned:
            self.add_error(
                None, gettext("That was very quick. Please read it through and send it once more.")
            )
        return cleaned
