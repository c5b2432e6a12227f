"""Copies of data in the background; who is forgotten when. `folkmoot/clock.py` says when."""

import logging

from django.apps import apps
from django.tasks import task

from folkmoot.core.lifecycle import Refused

A_BATCH = 50

log = logging.getLogger(__name__)


def _of(name):
    return apps.get_model("members", name).objects


@task(queue_name="default", backend="queue")
def put_together(pk):
    """Put one copy together. Safe to run twice: the second is thrown away."""
    from .archive import archive

    copy = _of("DataCopy").filter(pk=pk, state="asked").select_related("user").first()
    if copy is not None:
        with archive(copy.user) as (content, name):
            copy.bring(content, name)


def bring_lost_copies():
    """Each minute: copies whose task was lost; one that fails for a day is given up, to be asked for anew."""
    for copy in _of("DataCopy").lost().order_by("asked_at")[:A_BATCH]:
        if copy.is_hopeless:
            log.error("The copy %s could not be put together for a day.", copy.pk)
            copy.give_up()
        else:
            put_together.enqueue(copy.pk)


def throw_copies_away():
    """Each hour: a week is over."""
    for copy in _of("DataCopy").past().select_related("file")[:A_BATCH]:
        copy.throw_away()


def remind_of_erasures():
    """Each hour: three days before."""
    for erasure in _of("Erasure").to_remind().select_related("user")[:A_BATCH]:
        erasure.remind()


def carry_out_erasures():
    """Each hour: their thirty days are over."""
    for erasure in _of("Erasure").due()[:A_BATCH]:
        try:
            erasure.carry_out()
        except Refused:  # they came back a moment ago, or are the last administrator
            continue
        except Exception:  # the others are forgotten on their day all the same
            log.exception("The erasure %s could not be carried out.", erasure.pk)
