"""That those who come to an event are reminded of it: the row is the promise, and stays as the proof."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy

from folkmoot.core.steps import InSteps, InStepsQuerySet

from .event import Event


class ReminderQuerySet(InStepsQuerySet):
    def unfinished(self):
        """Those of which not everybody has a letter yet."""
        return self.filter(done_at=None)

    @transaction.atomic
    def begin(self, event, days, due_at):
        """Its hour has come: remind all who come. Of one date of an event it is done once, for ever."""
        from .. import tasks

        facts = {"event": event, "days": days, "wall": event.starts_wall}
        reminder, made = self.get_or_create(**facts, defaults={"due_at": due_at})
        if made:
            transaction.on_commit(lambda: tasks.remind.enqueue(reminder.pk), robust=True)
        return reminder


class Reminder(InSteps):
    """A letter to all who come, so many days before an event as it stood on the wall."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="reminders")
    days = models.PositiveSmallIntegerField()
    wall = models.CharField(max_length=16)  # the beginning it reminds of
    due_at = models.DateTimeField()  # who registered later knows
    done_at = models.DateTimeField(null=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("reminder")
        constraints = [
            models.UniqueConstraint(fields=["event", "days", "wall"], name="one_reminder_of_a_date")
        ]
        indexes = [
            models.Index(fields=["worked_at"], condition=models.Q(done_at=None), name="reminders_unfinished")
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    def holds(self, event):
        """Whether it still reminds of what is to come: not of a date the event has been moved away from."""
        return event.is_coming and event.starts_wall == self.wall and self.days in event.reminded
