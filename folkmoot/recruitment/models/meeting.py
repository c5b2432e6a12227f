"""The meeting in which a round is decided: one thing at a time, before all who are in it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from .application import Application
from .round import Round


class Meeting(models.Model):
    """The meeting in which a round is decided: what all in it look at now."""

    round = models.OneToOneField(Round, models.PROTECT, related_name="meeting")
    current = models.ForeignKey(Application, models.SET_NULL, null=True, related_name="+")
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    moved_at = models.DateTimeField(default=timezone.now)
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = gettext_lazy("decision meeting")

    def __str__(self):
        return str(self.round)
