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
    _each(IncomingMail.objects.given_up().order_by("kept_at")[:A_SWEEP], taking.give_up)
    _each(IncomingMail.objects.stray().order_by("kept_at")[:A_SWEEP], taking.take_in)


def forget_incoming():
    """Each night: drop what was held and never answered for, and let go of what old mail said."""
    _each(IncomingMail.objects.unanswered(), taking.drop_unanswered)
    IncomingMail.objects.forget_words()


def _each(mails, verb):
    for pk in mails.values_list("pk", flat=True):
        try:
            verb(pk)
        except Exception:
            log.exception("%s failed on mail %s.", verb.__name__, pk)
