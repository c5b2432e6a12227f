"""An honest check in two minutes: nothing is stored, nobody is turned away, the answer says why.

Its words are the round's; a round from before there were any has those of `defaults`.
"""

from dataclasses import dataclass, field

from django import forms
from django.utils.translation import gettext_lazy

from .. import defaults
from ..models import Lane, Question

NO = "no"


@dataclass
class Told:
    """What the check says: whether it fits, what speaks for and against it, where to go on."""

    fits: bool
    reasons: list = field(default_factory=list)
    query: str = ""


def words_of(round):
    """(the check in force, its questions)."""
    if check := round.check_in_force():
        return check, list(check.questions.all())
    return defaults.check()


def routes(round):
    """The two ways to apply, in the words of the round."""
    check = round.check_in_force() or defaults.check()[0]
    return [(Question.Route.PROFESSIONAL, check.professional), (Question.Route.LAY, check.lay)]


class EligibilityForm(forms.Form):
    """Asked in the address; what was answered goes no further than the page."""

    route = forms.ChoiceField(label=gettext_lazy("What would you write about?"), widget=forms.RadioSelect)
    lane = forms.ModelChoiceField(
        Lane.objects.none(),
        label=gettext_lazy("Where do you live or work?"),
        required=False,
        empty_label=gettext_lazy("Somewhere else"),
    )

    def __init__(self, *args, round, **kwargs):
        super().__init__(*args, **kwargs)
        self.round = round
        self.check, self.questions = words_of(round)
        self.fields["route"].choices = routes(round)
        lanes = round.lanes.current().by_name().prefetch_related("regions")
        self.fields["lane"].queryset = lanes
        self.fields["lane"].label_from_instance = lambda lane: (
            ", ".join(region.name for region in lane.regions.all()) or str(lane)
        )
        for number, question in enumerate(self.questions, start=1):
            choices = [(value, words) for value, words, _told in question.answers]
            self.fields[f"q{number}"] = forms.ChoiceField(
                label=question.words, widget=forms.RadioSelect, choices=choices
            )

    def told(self):
        """The answer, in words."""
        said, told = self.cleaned_data, Told(fits=True)
        lane = said.get("lane")
        if lane is None:
            told.fits = False
            told.reasons.append(self.check.elsewhere)
        for number, question in enumerate(self.questions, start=1):
            answer = said[f"q{number}"]
            told.fits = told.fits and answer != NO
            told.reasons += [words for value, _words, words in question.answers if value == answer]
        told.reasons = [words for words in told.reasons if words]
        told.query = f"route={said['route']}" + (f"&lane={lane.pk}" if lane else "")
        return told
