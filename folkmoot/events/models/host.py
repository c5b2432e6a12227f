"""Who looks after an event."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy

from .event import Event


class Host(models.Model):
    """One of those who run an event, and in what role."""

    class Role(models.TextChoices):
        HOST = "host", gettext_lazy("Host")
        LOGISTICS = "logistics", gettext_lazy("Looks after access and food")
        CHECK_IN = "check_in", gettext_lazy("Is at the door")

    event = models.ForeignKey(Event, models.CASCADE, related_name="hosts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="hosting")
    role = models.CharField(gettext_lazy("role"), max_length=9, choices=Role, default=Role.HOST)

    class Meta:
        verbose_name = gettext_lazy("host")
        constraints = [models.UniqueConstraint(fields=["event", "user"], name="one_role_a_host_and_event")]

    def __str__(self):
        return f"{self.user}, {self.event}"
