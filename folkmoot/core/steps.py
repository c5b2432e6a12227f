"""Work for many people in small steps: a row says how far it is, so that no end loses or doubles any."""

import logging
from datetime import timedelta

from django.db import models
from django.utils import timezone

from .runs import breathe

SILENT = timedelta(seconds=50)  # nobody did anything of it for so long: who was at it is gone
A_SWEEP = 20  # steps that the clock does at once of what no worker is at
log = logging.getLogger(__name__)


class InStepsQuerySet(models.QuerySet):
    def silent(self):
        """Those that no worker is at."""
        return self.filter(worked_at__lt=timezone.now() - SILENT).order_by("pk")


class InSteps(models.Model):
    """Base of what is done in steps: the row is the promise, `reached` the last that a step looked at."""

    reached = models.PositiveBigIntegerField(default=0)
    worked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True

    def advance(self, reached, **changes):
        """In the transaction of a step: how far it is now."""
        type(self).objects.filter(pk=self.pk).update(reached=reached, worked_at=timezone.now(), **changes)


def go_on(rows, step):
    """What a killed worker left, or none took up, is done on from where it was: `step` takes a key."""
    for pk in list(rows.silent().values_list("pk", flat=True)):
        try:
            for _step in range(A_SWEEP):
                if not step(pk):
                    break
                breathe()
        except Exception:
            log.exception("%s %s could not be done; it is tried again.", rows.model.__name__, pk)
