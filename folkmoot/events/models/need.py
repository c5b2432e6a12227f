"""What somebody who comes needs to get in, to follow and to eat: apart from all else, and not for long."""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused

from .. import notices
from .event import Event
from .registration import Registration

SEEN = "events.needs_seen"


class NeedQuerySet(models.QuerySet):
    def of_event(self, event):
        return self.filter(registration__event=event)

    def over(self):
        """Those whose day has come."""
        return self.filter(purge_on__lte=timezone.localdate())

    @transaction.atomic
    def destroy(self):
        """Those whose day has come go; the record says of which events."""
        over = self.over()
        for event in Event.objects.filter(pk__in=over.values("registration__event")):
            Entry.objects.record("events.needs_destroyed", event)
        over.delete()

    @transaction.atomic
    def keep(self, registration, access, diet):
        """What this person asks for now; with nothing, nothing is kept."""
        need = self.select_for_update().filter(registration=registration).first()
        if not (access or diet):
            if need:
                need.delete()
            return None
        if need is None:
            need = self.model(registration=registration)
        elif (need.access, need.diet) == (access, diet):
            return need
        need.access, need.diet = access, diet
        need.told_at, need.purge_on = timezone.now(), registration.event.needs_go_on
        need.promise, need.promised_at, need.promised_by = "", None, None  # it was said of other words
        need.save()
        return need


class Need(models.Model):
    """Read by who looks after access and food, each time on the record; in no search and no export."""

    registration = models.OneToOneField(Registration, models.CASCADE, related_name="need")
    access = models.TextField(gettext_lazy("what helps to take part"), blank=True)
    diet = models.TextField(gettext_lazy("what they eat"), blank=True)
    told_at = models.DateTimeField(gettext_lazy("told"), default=timezone.now)
    purge_on = models.DateField(gettext_lazy("destroyed on"))
    promise = models.TextField(gettext_lazy("what will be done"), blank=True)
    promised_at = models.DateTimeField(null=True)
    promised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="promises_at_events"
    )

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("need of who comes")
        indexes = [models.Index(fields=["purge_on"], name="needs_by_day")]

    def __str__(self):
        return str(self.registration)

    @property
    def told(self):
        """Which words it holds now, as a form carries it."""
        return self.told_at.isoformat()

    @property
    def seen_by(self):
        """The entries of the record: who has read it since it was told, and when; the newest first."""
        entries = Entry.objects.about(self.registration.event).filter(verb=SEEN, at__gte=self.told_at)
        return entries.select_related("by").newest()

    @transaction.atomic
    def confirm(self, words, *, by, told):
        """Say to this person what will be done; `told` names the words that were read."""
        fresh = type(self).objects.select_for_update().filter(pk=self.pk).first()
        if fresh is None or fresh.told != told:
            raise Refused(_("They have changed what they ask for meanwhile. Please read it first."))
        self.promise, self.promised_at, self.promised_by = words, timezone.now(), by
        self.save(update_fields=["promise", "promised_at", "promised_by"])
        Entry.objects.record("events.needs_confirmed", self.registration.event, by=by)
        notices.needs_confirmed(self)
