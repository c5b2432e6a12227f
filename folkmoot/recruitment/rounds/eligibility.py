"""An honest check in two minutes: nothing is stored, nobody is turned away, the answer says why."""

from dataclasses import dataclass, field

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Lane, Question

YES, SOME, NO = "yes", "some", "no"


@dataclass
class Told:
    """What the check says: whether it fits, what speaks for and against it, where to go on."""

    fits: bool
    reasons: list = field(default_factory=list)
    query: str = ""


class EligibilityForm(forms.Form):
    """Asked in the address; what was answered goes no further than the page."""

    route = forms.ChoiceField(
        label=gettext_lazy("What would you write about?"),
        widget=forms.RadioSelect,
        choices=[
            (
                Question.Route.PROFESSIONAL,
                gettext_lazy(
                    "My work: paid or voluntary, in any role. For example a nurse, a teacher, a clerk, a "
                    "manager."
                ),
            ),
            (
                Question.Route.LAY,
                gettext_lazy(
                    "What I have lived through: as a patient, a parent, a carer, a neighbour who got "
                    "something changed."
                ),
            ),
        ],
    )
    lane = forms.ModelChoiceField(
        Lane.objects.none(),
        label=gettext_lazy("Where do you live or work?"),
        required=False,
        empty_label=gettext_lazy("Somewhere else"),
    )
    change = forms.ChoiceField(
        label=gettext_lazy("Have you helped something change, together with others?"),
        widget=forms.RadioSelect,
        choices=[
            (YES, gettext_lazy("Yes, and others outside my team or household changed what they do")),
            (SOME, gettext_lazy("Yes, within my own team or household")),
            (NO, gettext_lazy("Not yet")),
        ],
    )
    time = forms.ChoiceField(
        label=gettext_lazy("Could you give it two hours a month, when it suits you?"),
        widget=forms.RadioSelect,
        choices=[
            (YES, gettext_lazy("Yes")),
            (SOME, gettext_lazy("Some months")),
            (NO, gettext_lazy("Not now")),
        ],
    )

    def __init__(self, *args, round, **kwargs):
        super().__init__(*args, **kwargs)
        self.round = round
        lanes = round.lanes.current().by_name().prefetch_related("regions")
        self.fields["lane"].queryset = lanes
        self.fields["lane"].label_from_instance = lambda lane: (
            ", ".join(region.name for region in lane.regions.all()) or str(lane)
        )

    def told(self):
        """The answer, in words."""
        said, reasons, fits = self.cleaned_data, [], True
        lane = said.get("lane")
        if lane is None:
            fits = False
            reasons.append(_("No partner of this round is at home where you are. You can hear when one is."))
        if said["change"] == NO:
            fits = False
            reasons.append(
                _("We ask for an example of a change you took part in. Without one, wait until you have it.")
            )
        elif said["change"] == SOME:
            reasons.append(
                _("An example within your own team is a start. Say who else heard of it, and what they did.")
            )
        else:
            reasons.append(_("You have an example others can learn from: that is what we look for."))
        if said["time"] == NO:
            fits = False
            reasons.append(
                _("Members get out of it what they put in. It will be here when you have more time.")
            )
        query = f"route={said['route']}" + (f"&lane={lane.pk}" if lane else "")
        return Told(fits, reasons, query)
