"""Decisions about who has a place: the verbs of a registration where places are not given in turn."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused

from .. import notices


class Decided(models.Model):
    """Accepted or turned down by a host, or by a draw; each hears of it with the act."""

    why_not = models.TextField(gettext_lazy("why there is no place for them"), blank=True)

    class Meta:
        abstract = True

    @transaction.atomic
    def admit(self, *, by):
        """A host accepts them: a place where one is free and nobody waits, else the end of the queue."""
        self.hold()
        if self.state in ("confirmed", "offered", "waiting"):
            return
        self._require_applied()
        if not type(self).objects.who_may_come(self.event).filter(pk=self.pk).exists():
            raise Refused(_("%(name)s may not come to this event any more.") % {"name": self.person.name})
        self.pool.place(self)
        Entry.objects.record("events.admitted", self.event, by=by, state=self.state)
        notices.registered(self)

    @transaction.atomic
    def turn_down(self, why, *, by):
        """A host declines, and says why."""
        self.hold()
        if self.state == "refused":
            return
        self._require_applied()
        Entry.objects.record("events.turned_down", self.event, by=by)
        self.refuse(why)

    def refuse(self, why):
        """There is no place for them, and they hear why. The counter is held."""
        self.become("refused", why_not=why, moved_at=timezone.now())
        self._forget_needs()
        notices.refused(self)

    def _require_applied(self):
        self._require_coming()
        if self.state != "applied":
            raise Refused(_("%(name)s has withdrawn, or was answered already.") % {"name": self.person.name})
