"""What somebody asked the team to do for them, and how they asked."""

from django import forms
from django.utils.translation import gettext_lazy

from ..models.behalf import LONGEST

ACTS = {
    "accept": gettext_lazy("Accept the offer: they become a member at once, in the cohort of the round"),
    "decline": gettext_lazy("Decline the offer: the place goes to the next person"),
    "defer": gettext_lazy("Keep their place for the next cohort: the team offers it then"),
    "withdraw": gettext_lazy("Withdraw the application: nobody reads it any longer"),
}


def acts(application):
    """Those of ACTS that its applicant could do now."""
    answers = ["accept", "decline", "defer"] if application.state == application.State.OFFERED else []
    return answers + ["withdraw"] * application.can_be_withdrawn


class ForThemForm(forms.Form):
    """One act in an applicant's name. Nothing they alone can agree to is among it."""

    act = forms.ChoiceField(
        label=gettext_lazy("What they asked for"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what they asked for.")},
    )
    asked = forms.CharField(
        label=gettext_lazy("How they asked"),
        max_length=LONGEST,
        help_text=gettext_lazy(
            "A few words, with the day: “rang on Tuesday”. They stand in the letter and stay on the record."
        ),
        error_messages={"required": gettext_lazy("Say how they asked: “rang on Tuesday”.")},
    )

    def __init__(self, *args, application, **kwargs):
        super().__init__(*args, **kwargs)
        open_ones = acts(application)
        self.fields["act"].choices = [(act, ACTS[act]) for act in open_ones]
        if len(open_ones) == 1:
            self.fields["act"].initial = open_ones[0]
