"""What talks do by themselves; `folkmoot/clock.py` says when."""

from django.utils import timezone

from folkmoot.core.lifecycle import Refused

from ..models import Talk, Turn
from ..models.talk import OVER_AFTER, SILENT_AFTER

State = Talk.State


def follow_talks():
    """Each hour: who has not answered in three days is passed over, who waits for nobody is offered anew,
    and what is a month old ends.
    """
    now = timezone.now()
    old = now - OVER_AFTER
    for talk in Talk.objects.filter(state=State.TAKEN, taken_at__lt=old):
        _tried(talk.end)
    for talk in Talk.objects.unmet().filter(asked_at__lt=old):
        _tried(talk.end)
    late = Turn.objects.filter(answer="", asked_at__lt=now - SILENT_AFTER).select_related("talk__member")
    for turn in late.filter(talk__state=State.WAITING):
        _tried(lambda turn=turn: turn.talk.pass_on(Turn.Answer.SILENT))
    for talk in Talk.objects.unmet().order_by("asked_at", "pk"):
        _tried(talk.go_on)


def _tried(verb):
    try:
        verb()
    except Refused:  # answered a moment ago
        return
