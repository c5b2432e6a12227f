"""How often something was done lately: counted, never who did it."""

from django.db import models, transaction
from django.db.models import F


class SpendingQuerySet(models.QuerySet):
    @transaction.atomic
    def count(self, cell, stretch):
        """One more in this stretch of time; answers how many that makes. No two are counted as one."""
        ours = self.filter(cell=cell)
        if not self._add(ours, stretch):
            self.bulk_create([self.model(cell=cell, stretch=stretch)], ignore_conflicts=True)
            self._add(ours, stretch)
        return ours.values_list("many", flat=True).get()

    def _add(self, ours, stretch):
        same = ours.filter(stretch=stretch).update(many=F("many") + 1)
        return same or ours.exclude(stretch=stretch).update(stretch=stretch, many=1)


class Spending(models.Model):
    """How often one act was done in one stretch of time, by whoever falls into this cell (`limits`)."""

    cell = models.CharField(max_length=60, primary_key=True)
    stretch = models.BigIntegerField()
    many = models.PositiveIntegerField(default=0)

    objects = SpendingQuerySet.as_manager()

    def __str__(self):
        return self.cell
