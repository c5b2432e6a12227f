"""That somebody was there: a fact of the day, beside the place they had."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.core.lifecycle import Refused

from .registration import Registration

EARLY = timedelta(hours=12)  # before it begins, from when people are noted as being here
LATE = timedelta(hours=24)  # after it ended, until when that is put right


class AttendanceQuerySet(models.QuerySet):
    def at(self, event):
        return self.filter(registration__event=event)


class Attendance(models.Model):
    """One person was there. Made and taken back by `Registration.arrive` and `Registration.was_not_here`."""

    class How(models.TextChoices):
        LIST = "list", gettext_lazy("ticked on the list")
        QR = "qr", gettext_lazy("by their code")
        JOIN = "join", gettext_lazy("joined online")

    registration = models.OneToOneField(Registration, models.CASCADE, related_name="attendance")
    how = models.CharField(gettext_lazy("how it is known"), max_length=4, choices=How, default=How.LIST)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    at = models.DateTimeField(gettext_lazy("here since"), default=timezone.now)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("attendance")

    def __str__(self):
        return str(self.registration)


def require_its_day(event):
    """Who was there is noted on the day, and until a day after; of what happens."""
    now = timezone.now()
    if event.state not in (event.State.PUBLISHED, event.State.FINISHED):
        raise Refused(_("This event does not happen."))
    if now < event.starts_at - EARLY:
        raise Refused(_("It is too early: who is here is noted on the day."))
    if now > event.ends_at + LATE:
        raise Refused(_("It is over for more than a day: who was there stands now."))
