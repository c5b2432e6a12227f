"""Writing to all people of a group: a few dozen at a step, each once, whoever is killed on the way."""

from django.db import transaction

from folkmoot.core import steps

from . import notices
from .models import Belonging, Circular, Group

A_STEP = 50  # letters; between two steps other work has its turn


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
    circular.advance(some[-1].pk)
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
    steps.go_on(Circular.objects.all(), step)
