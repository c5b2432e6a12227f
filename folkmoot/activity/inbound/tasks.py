"""What the worker and the clock do with mail that came in."""

import logging

from django.tasks import task

from ..models import IncomingMail
from . import taking

log = logging.getLogger(__name__)

A_SWEEP = 100


@task(backend="queue")
def take_in(pk):
    """Look at one mail and hand it on. Safe to run twice: it moves once."""
    taking.take_in(pk)


def take_in_strays():
    """Each minute: what no worker has looked at. One on which we fail does not hold up the others."""
    for pk in IncomingMail.objects.given_up().values_list("pk", flat=True)[:A_SWEEP]:
        taking.give_up(pk)
    for pk in IncomingMail.objects.stray().order_by("kept_at").values_list("pk", flat=True)[:A_SWEEP]:
        try:
            taking.take_in(pk)
        except Exception:
            log.exception("Mail %s could not be taken in.", pk)


def forget_incoming():
    """Each night: drop what was held and never answered for, and let go of what old mail said."""
    for incoming in IncomingMail.objects.unanswered():
        incoming.drop("unanswered")
    IncomingMail.objects.forget_words()
