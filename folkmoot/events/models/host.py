"""Who looks after an event."""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.policy import belongs
from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.groups.policy import is_in

from .. import notices
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

    def hosting(self):
        return self.filter(role=Host.Role.HOST)

    def in_order(self):
        """Hosts first, then who helps, by name."""
        first = models.Case(models.When(role=Host.Role.HOST, then=0), default=1)
        return self.select_related("user").order_by(first, "user__name", "pk")

    @transaction.atomic
    def add(self, event, user, *, role, by):
        """They look after it from now on, in this role; who does already gets another one."""
        event.lock()
        if not belongs(user) or (event.group_id and not is_in(user, event.group)):
            raise Refused(_("%(name)s does not belong here, so they cannot look after it.") % {"name": user})
        host = self.filter(event=event, user=user).first() or self.model(event=event, user=user)
        if host.pk and host.role == role:
            return host
        if host.pk and host.role == Host.Role.HOST:
            host.require_another()
        host.role = role
        host.save()
        Entry.objects.record("events.host_added", event, by=by, person=user.pk, role=role)
        if user != by:
            notices.looks_after(host, by=by, stamp=f"{timezone.now():%Y%m%d%H%M%S%f}")
        return host


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

    @transaction.atomic
    def step_back(self, *, by):
        """They look after it no longer; it keeps one host at least."""
        self.event.lock()
        if self.role == self.Role.HOST:
            self.require_another()
        gone, _rows = type(self).objects.filter(pk=self.pk).delete()
        if gone:
            Entry.objects.record("events.host_removed", self.event, by=by, person=self.user_id)

    def require_another(self):
        """Somebody else hosts it, too. The event is held."""
        others = self.event.hosts.hosting().exclude(pk=self.pk).filter(user__is_active=True)
        if not others.exists():
            raise Refused(_("Somebody has to host it. Add another host first."))
