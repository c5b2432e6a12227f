"""What hosts and those who come fill in about the programme."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.core.http import number
from folkmoot.core.names import one_line
from folkmoot.core.walltime import WallTimeField

from ..models import Choosing
from ..models.choosing import FEWEST, MOST
from ..space.forms import on_the_wall

LONGEST_OPTION = 120


class ChoosingForm(forms.ModelForm):
    """The question, what can be chosen, how many each may take, and until when."""

    options = forms.CharField(
        label=gettext_lazy("Options"), max_length=(LONGEST_OPTION + 2) * MOST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("One a line, two to twelve."),
    )  # fmt: skip
    closes_wall = WallTimeField(
        label=gettext_lazy("Choosing closes"),
        help_text=gettext_lazy("Nobody sees before what was chosen, hosts neither."),
    )

    class Meta:
        model = Choosing
        fields = ["question", "options", "most", "closes_wall"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["question"].validators.append(one_line)
        self.fields["most"].min_value = 1
        self.fields["most"].validators.append(forms.fields.validators.MinValueValidator(1))

    def clean_options(self):
        lines = [line.strip() for line in self.cleaned_data["options"].splitlines() if line.strip()]
        titles = list(dict.fromkeys(lines))
        if not FEWEST <= len(titles) <= MOST:
            raise forms.ValidationError(_("Write two to twelve options, each in a line of its own."))
        if any(len(title) > LONGEST_OPTION for title in titles):
            raise forms.ValidationError(
                _("An option has at most %(many)s letters.") % {"many": LONGEST_OPTION}
            )
        return titles

    def clean_closes_wall(self):
        return on_the_wall(self.cleaned_data["closes_wall"])

    def clean(self):
        cleaned = super().clean()
        options, most = cleaned.get("options"), cleaned.get("most")
        if options and most and most >= len(options):
            self.add_error("most", _("Fewer can be chosen than there are options."))
        return cleaned

    def _post_clean(self):
        """It changes by its verbs, not here."""


class ChangeForm(forms.Form):
    """The rules change on the way."""

    most = forms.IntegerField(label=gettext_lazy("How many each may choose"), min_value=1, max_value=MOST - 1)
    closes_wall = WallTimeField(label=gettext_lazy("Choosing closes"))
    why = forms.CharField(
        label=gettext_lazy("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("All who see the event read it, and it stands on the record."),
        error_messages={"required": gettext_lazy("Say why: people have chosen by the other rule.")},
    )  # fmt: skip

    def clean_closes_wall(self):
        return on_the_wall(self.cleaned_data["closes_wall"])


class OptionsField(forms.ModelMultipleChoiceField):
    """Some of the options; a number that fits no column is none of them."""

    def _check_values(self, value):
        for one in value:
            if str(one).isdecimal() and number(str(one)) is None:
                raise forms.ValidationError(self.error_messages["invalid_choice"] % {"value": one[:20]})
        return super()._check_values(value)


class ChooseForm(forms.Form):
    """What one person chooses."""

    options = OptionsField(
        queryset=None, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one.")},
    )  # fmt: skip

    def __init__(self, *args, choosing, **kwargs):
        super().__init__(*args, prefix=f"c{choosing.pk}", **kwargs)
        self.choosing = choosing
        field = self.fields["options"]
        field.queryset = choosing.options.order_by("place")
        field.label = (
            _("Choose one") if choosing.most == 1 else _("Choose up to %(n)s") % {"n": choosing.most}
        )

    def clean_options(self):
        options = self.cleaned_data["options"]
        if len(options) > self.choosing.most:
            raise forms.ValidationError(
                _("These are more than %(most)s. Leave some out.") % {"most": self.choosing.most}
            )
        return list(options)


class DecideForm(forms.Form):
    """What happens in the end."""

    options = OptionsField(
        label=gettext_lazy("What happens"), queryset=None, widget=forms.CheckboxSelectMultiple
    )
    why = forms.CharField(
        label=gettext_lazy("Why"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed where it is not what most chose."),
    )  # fmt: skip

    def __init__(self, *args, choosing, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["options"].queryset = choosing.options.order_by("place")


class DropForm(forms.Form):
    """Nothing is chosen here after all."""

    why = forms.CharField(
        label=gettext_lazy("Why nothing is chosen here after all"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why: people have chosen already.")},
    )  # fmt: skip
