"""Who looks after an event."""

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry

from .event import Event


class HostQuerySet(models.QuerySet):
    @transaction.atomic
    def look_after_needs(self, event, user, takes):
        """This person looks after access and food from now on, beside what they do; or no longer."""
        event.lock()
        host = self.filter(event=event, user=user).first()
        if bool(host and host.sees_needs) == takes:
            return
        if takes:
            host = host or self.model(event=event, user=user, role=Host.Role.LOGISTICS)
            host.looks_after_needs = True
            host.save()
        elif host.role == Host.Role.LOGISTICS:
            host.delete()
        else:
            host.looks_after_needs = False
            host.save()
        Entry.objects.record("events.needs_looked_after" if takes else "events.needs_left", event, by=user)


class Host(models.Model):
    """One of those who run an event, and in what role."""

    class Role(models.TextChoices):
        HOST = "host", gettext_lazy("Host")
        LOGISTICS = "logistics", gettext_lazy("Looks after access and food")
        CHECK_IN = "check_in", gettext_lazy("Is at the door")

    event = models.ForeignKey(Event, models.CASCADE, related_name="hosts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="hosting")
    role = models.CharField(gettext_lazy("role"), max_length=9, choices=Role, default=Role.HOST)
    looks_after_needs = models.BooleanField(gettext_lazy("looks after access and food, too"), default=False)

    objects = HostQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("host")
        constraints = [models.UniqueConstraint(fields=["event", "user"], name="one_role_a_host_and_event")]

    def __str__(self):
        return f"{self.user}, {self.event}"

    @property
    def sees_needs(self):
        return self.looks_after_needs or self.role == self.Role.LOGISTICS
