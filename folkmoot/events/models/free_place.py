"""That a place came free on the last day, and who waits is told: the row is the promise."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy

from folkmoot.core.steps import InSteps, InStepsQuerySet

from .pool import Pool


class FreePlaceQuerySet(InStepsQuerySet):
    def unfinished(self):
        """Those of which not everybody who waits has a letter yet."""
        return self.filter(done_at=None)

    def tell(self, pool):
        """All who wait are to hear, from a worker: they may be hundreds. The counter is held.

        What nobody has begun to tell tells of this place, too.
        """
        from .. import tasks

        unbegun = self.unfinished().filter(pool=pool, reached=0).select_for_update(skip_locked=True)
        if unbegun.first():
            return
        free = self.create(pool=pool)
        transaction.on_commit(lambda: tasks.tell_of_free_place.enqueue(free.pk), robust=True)


class FreePlace(InSteps):
    """A letter to all who wait, in their order: whoever is first has it. See `claiming`."""

    pool = models.ForeignKey(Pool, models.CASCADE, related_name="free_places")
    done_at = models.DateTimeField(null=True)

    objects = FreePlaceQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("free place")
        indexes = [
            models.Index(
                fields=["worked_at"], condition=models.Q(done_at=None), name="free_places_unfinished"
            )
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"
