"""The clock's memory: which minute, hour or day has been worked through."""

from datetime import timedelta

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SlotQuerySet(models.QuerySet):
    def claim(self, period, at):
        """The row of this slot for whoever comes first; None for the second clock."""
        try:
            with transaction.atomic():
                return self.create(period=period, at=at)
        except IntegrityError:
            return None

    def latest_of(self, period):
        """The slot the clock worked through last: what doctor asks."""
        return self.filter(period=period).order_by("-at").first()

    def with_failures(self):
        return self.exclude(failures=[])

    def forgettable(self):
        """Minutes after a day, the others after a quarter; failures are kept as long as those."""
        now = timezone.now()
        old_minute = Q(period=Slot.Period.MINUTE, failures=[], at__lt=now - timedelta(days=1))
        return self.filter(old_minute | Q(at__lt=now - timedelta(days=90)))


class Slot(models.Model):
    """One minute, hour or day of the clock: run once, whatever runs twice."""

    class Period(models.TextChoices):
        MINUTE = "minute", _("every minute")
        HOUR = "hour", _("every hour")
        DAY = "day", _("every day")

    period = models.CharField(max_length=6, choices=Period)
    at = models.DateTimeField()
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    failures = models.JSONField(default=list)  # [[what, error], …]

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("slot of the clock")
        constraints = [models.UniqueConstraint(fields=["period", "at"], name="a_slot_runs_once")]

    def __str__(self):
        return f"{self.period} {self.at:%Y-%m-%d %H:%M}"

    def finish(self, failures):
        """Note that it was worked through, and what could not be done."""
        self.finished_at, self.failures = timezone.now(), failures
        self.save(update_fields=["finished_at", "failures"])
