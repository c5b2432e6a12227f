"""What leads are asked to write, on Today."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Lane, LaneNote
from ..models.together import stage_due

SENTENCES = {
    "recruitment.lane_note_written": gettext_lazy(
        "%(by)s wrote down how %(partner)s works in %(thing)s: %(stage)s"
    ),
}


def record_words():
    return SENTENCES


def today(user):
    """What the leads of a lane have not written down yet at this stage of the round."""
    lanes = list(Lane.objects.led_by(user).exclude(round__state="purged").select_related("round"))
    if not lanes:
        return []
    written = set(LaneNote.objects.filter(lane__in=lanes).values_list("lane", "stage"))
    return [
        _line(lane, stage)
        for lane in lanes
        if (stage := stage_due(lane.round)) and (lane.pk, stage) not in written
    ]


LABELS = {
    LaneNote.Stage.START: gettext_lazy("Say what you hope and fear: %(round)s"),
    LaneNote.Stage.MIDWAY: gettext_lazy("Look again at what you hoped and feared: %(round)s"),
    LaneNote.Stage.END: gettext_lazy("Say what you would tell the next partners: %(round)s"),
}


def _line(lane, stage):
    return {
        "label": LABELS[stage] % {"round": lane.round},
        "url": reverse("recruitment:together_write", args=[lane.round.slug, lane.pk, stage]),
        "words": _("You lead a lane. The other partners read it."),
        "order": 45,
    }
