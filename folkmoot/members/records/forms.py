"""What the team types into someone's record."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import User
from folkmoot.core.names import no_link, one_line

from ..forms import FormerLines, Lines
from ..models import Cohort, Note, Task

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class NoteForm(forms.ModelForm):
    """A note, a call, a meeting or a mail."""

    class Meta:
        model = Note
        fields = ["kind", "on", "words"]
        widgets = {"on": DAY, "words": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "words": gettext_lazy(
                "Only the team reads it, but the person can ask for a copy of what you write here."
            )
        }
        error_messages = {"words": {"required": gettext_lazy("Write down what was said.")}}

    def clean_on(self):
        if self.cleaned_data["on"] > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. For what is to be done, add a task."))
        return self.cleaned_data["on"]


class TaskForm(forms.ModelForm):
    """Something to do, who does it, by when."""

    class Meta:
        model = Task
        fields = ["words", "owner", "due"]
        widgets = {"due": DAY}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = User.objects.running_the_house()
        if self.instance.owner_id:  # who has left the team since keeps the task until someone takes it
            people = people | User.objects.filter(pk=self.instance.owner_id)
        self.fields["owner"].queryset = people.order_by("name", "pk")
        self.fields["owner"].required = True


class EnrolForm(forms.Form):
    """Which cohort someone belongs to."""

    cohort = forms.ModelChoiceField(Cohort.objects.none(), label=gettext_lazy("Cohort"), required=False)
    say_optional = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cohort"].queryset = Cohort.objects.offered().order_by("-began_on", "sort_name", "pk")
        self.fields["cohort"].empty_label = _("None")


class AddForm(forms.Form):
    """Someone who joins outside of any round."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=80, validators=[one_line, no_link],
        help_text=gettext_lazy("As people know them. One name is enough."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    reason = forms.CharField(
        label=gettext_lazy("Why they join now, outside of a round"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It stands in their record, and they can ask for a copy of it."),
    )  # fmt: skip
    cohort = forms.ModelChoiceField(Cohort.objects.none(), label=gettext_lazy("Cohort"), required=False)
    invite = forms.BooleanField(
        label=gettext_lazy("Write to them now: that they are a member, and how to sign in"),
        required=False, initial=True,
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cohort"].queryset = Cohort.objects.offered().order_by("-began_on", "sort_name", "pk")


class CorrectForm(forms.Form):
    """The right address of someone, and how the team knows."""

    email = forms.EmailField(
        label=gettext_lazy("The right e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    reason = forms.CharField(
        label=gettext_lazy("Why, and how you know"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "For example: rang on Tuesday, has left the hospital. It stands in their record, and they can "
            "ask for a copy of it."
        ),
    )  # fmt: skip


class EmployersForm(forms.Form):
    """Where someone works, and worked before, as the team knows it."""

    employers = Lines(
        label=gettext_lazy("Works at now"), most=12, longest=120,
        help_text=gettext_lazy(
            "One on each line. What you add stands on no page; what you take off is kept as a former one."
        ),
    )  # fmt: skip
    former = FormerLines(
        label=gettext_lazy("Worked at before"),
        help_text=gettext_lazy(
            "One on each line, with the years: Hull Library, 2012–2016, or Hull Library, 2016."
        ),
    )
