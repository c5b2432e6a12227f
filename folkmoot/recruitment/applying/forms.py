"""The forms of an applicant: where to begin, who one is, one question."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.core.names import one_line

from ..models import Application, Lane, Question
from ..models.answer import LONGEST
from ..rounds.eligibility import routes

WORK, HOME = "work", "home"


class StartForm(forms.Form):
    """Which partner's lane, and by which route."""

    lane = forms.ModelChoiceField(
        Lane.objects.none(), label=gettext_lazy("Where you live or work"), empty_label=None,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Each part of the round is led by a partner near you."),
        error_messages={"required": gettext_lazy("Choose where you live or work.")},
    )  # fmt: skip
    route = forms.ChoiceField(
        label=gettext_lazy("What you would write about"), widget=forms.RadioSelect,
        initial=Question.Route.PROFESSIONAL,
        help_text=gettext_lazy("Both count alike. If both fit, take the one you would rather write about."),
    )  # fmt: skip

    def __init__(self, *args, round, **kwargs):
        super().__init__(*args, **kwargs)
        lanes = round.lanes.current().by_name().prefetch_related("regions")
        self.fields["lane"].queryset = lanes
        self.fields["route"].choices = routes(round)
        self.fields["lane"].label_from_instance = _called
        if len(lanes) == 1:
            self.fields["lane"].initial = lanes[0]


def _called(lane):
    regions = ", ".join(region.name for region in lane.regions.all()) or _("Anywhere")
    return _("%(regions)s: led by %(partner)s") % {"regions": regions, "partner": lane}


class SectionForm(forms.Form):
    """What all pages of an application have: nothing is required before it is sent."""

    say_optional = False

    def texts(self):
        return {name: self.cleaned_data[name] for name in self.fields}


class AboutForm(SectionForm):
    """Who somebody is, and how to reach them. No employer is needed."""

    place = forms.CharField(
        label=gettext_lazy("Town you live or work in"), max_length=120, required=False, validators=[one_line],
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )  # fmt: skip
    role = forms.CharField(
        label=gettext_lazy("What you do (optional)"), max_length=120, required=False, validators=[one_line],
        help_text=gettext_lazy("Paid or not: “branch librarian”, “carer”, “school governor”."),
    )  # fmt: skip
    employer = forms.CharField(
        label=gettext_lazy("Where you work or volunteer (optional)"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One a line. We use it so that no colleague of yours reads your application."),
    )  # fmt: skip
    former = forms.CharField(
        label=gettext_lazy(
            "Where you worked in the last three years "
            "(optional)"
        ), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=gettext_lazy("One a line, for the same reason."),
    )  # fmt: skip
    work_email = forms.EmailField(
        label=gettext_lazy("E-mail address at work (optional)"), required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "work email"}),
    )  # fmt: skip
    home_email = forms.EmailField(
        label=gettext_lazy("E-mail address at home (optional)"), required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "home email"}),
        help_text=gettext_lazy("One you keep when you change your job."),
    )  # fmt: skip
    write_to = forms.ChoiceField(
        label=gettext_lazy("If we ring or write about your application"), required=False,
        choices=[("", gettext_lazy("To the address of my account")), (WORK, gettext_lazy("To me at work")),
                 (HOME, gettext_lazy("To me at home"))],
    )  # fmt: skip
    phone = forms.CharField(
        label=gettext_lazy("Telephone (optional)"), max_length=40, required=False, validators=[one_line],
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )  # fmt: skip


class QuestionForm(SectionForm):
    """One question. Words beyond the limit are kept, and said."""

    def __init__(self, *args, question, **kwargs):
        super().__init__(*args, **kwargs)
        self.question = question
        self.fields[question.key] = forms.CharField(
            label=question.words, help_text=question.hint, required=False, max_length=LONGEST, strip=False,
            widget=forms.Textarea(attrs={"rows": 12, "data-words": question.most_words}),
        )  # fmt: skip


class SendForm(forms.Form):
    """The last look."""

    may_become_profile = forms.BooleanField(
        label=gettext_lazy("If I become a member, my first profile may begin with what I wrote about me"),
        required=False,
        help_text=gettext_lazy("Members see it, nobody else; you can change or empty it at any time."),
    )


class WithdrawForm(forms.Form):
    """Why somebody withdraws; nobody has to say."""

    say_optional = False

    reason = forms.ChoiceField(
        label=gettext_lazy("Why, if you like"), required=False, choices=Application.Withdrawal.choices,
        widget=forms.RadioSelect,
    )  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("More, if you like"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


def too_long(application):
    """[(question, words too many)] of answers that are longer than asked."""
    texts = application.texts()
    asked = application.question_set.for_route(application.route)
    over = [(question, len(texts.get(question.key, "").split()) - question.most_words) for question in asked]
    return [(question, many) for question, many in over if many > 0]
