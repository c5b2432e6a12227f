"""Writing to all people of a group: a few dozen at a step, each once, whoever is killed on the way."""

import logging

from django.db import transaction
from django.utils import timezone

from folkmoot.core.runs import breathe

from . import notices
from .models import Belonging, Circular, Group

log = logging.getLogger(__name__)

A_STEP = 50  # letters; between two steps other work has its turn
A_SWEEP = 20  # steps that the clock does at once of what no worker is at


@transaction.atomic
def step(pk):
    """Write to the next few. Answers whether there are more.

    The group is held meanwhile: nobody leaves it, closes it or takes it up again in the middle of a step.
    """
    group = Group.objects.select_for_update(of=("self",)).filter(circulars=pk).first()
    circular = group and group.circulars.filter(pk=pk).select_related("by").first()
    if not circular:
        return False  # told, or no longer so
    circular.group = group
    some = list(circular.waiting()[:A_STEP])
    _write(circular, some)
    if len(some) < A_STEP:
        circular.delete()
        return False
    Circular.objects.filter(pk=pk).update(reached=some[-1].pk, worked_at=timezone.now())
    return True


def _write(circular, some):
    asking = [one for one in some if one.state == Belonging.State.ASKED]
    people = [one.user for one in some if one.state != Belonging.State.ASKED]
    Belonging.objects.let_go(circular.group, asking)
    TO_PEOPLE[circular.what](circular, people)


TO_PEOPLE = {
    Circular.What.CLOSED: notices.closed,
    Circular.What.MERGED: notices.merged,
    Circular.What.READERS: notices.readers_changed,
}


def go_on():
    """Each minute: what a killed worker left, or none took up, is written on from where it was."""
    for pk in list(Circular.objects.silent().values_list("pk", flat=True)):
        try:
            for _step in range(A_SWEEP):
                if not step(pk):
                    break
                breathe()
        except Exception:
            log.exception("Circular %s could not be written; it is tried again.", pk)
