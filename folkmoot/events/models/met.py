"""That somebody says they met somebody at an event. Nobody hears of it until the other says so, too."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.core.lifecycle import Refused
from folkmoot.members.models import Block, Connection
from folkmoot.members.models.connection import one_at_a_time

from .. import notices
from .event import Event

OPEN_FOR = timedelta(weeks=8)  # from the beginning
MOST = 40  # of one person and event


class MetQuerySet(models.QuerySet):
    def by_whom(self, user):
        return self.filter(by=user)

    @transaction.atomic
    def note(self, event, other, *, by):
        """`by` met `other` there. Once both say so they are in touch, and both are told.

        What is answered differs by nothing but that: not by whether it is news, nor by whether one of them
        blocked the other. Two who were in touch by this and are no more both say it anew before they are.
        """
        if not is_open(event):
            raise Refused(_("One can say whom one met until eight weeks after the event."))
        if other == by:
            raise Refused(_("That is you."))
        one_at_a_time(by, other)
        if self.filter(event=event, by=by).exclude(other=other).count() >= MOST:
            raise Refused(_("You named %(most)s people. Take one back first.") % {"most": MOST})
        met, _made = self.get_or_create(event=event, by=by, other=other)
        same = self.filter(event=event, by=other, other=by, connected_at=None).first()
        if same and met.connected_at is None and not _blocked(by, other):
            met.connect(same)
        return met


def is_open(event):
    """From its beginning on, for eight weeks."""
    held = event.state in (Event.State.PUBLISHED, Event.State.FINISHED)
    return held and event.starts_at <= timezone.now() < event.starts_at + OPEN_FOR


def _blocked(one, other):
    return Block.objects.filter(Q(by=one, blocked=other) | Q(by=other, blocked=one)).exists()


class Met(models.Model):
    """One side of it. No entry of the record and no letter says that it is there."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="meetings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", editable=False)
    other = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", editable=False)
    at = models.DateTimeField(gettext_lazy("named"), default=timezone.now, editable=False)
    connected_at = models.DateTimeField(null=True, editable=False)  # the other said so, too

    objects = MetQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("that somebody met somebody")
        constraints = [
            models.UniqueConstraint(fields=["event", "by", "other"], name="met_once_an_event"),
            models.CheckConstraint(condition=~Q(by=F("other")), name="nobody_meets_themselves"),
        ]

    def __str__(self):
        return str(self.pk)

    def connect(self, same):
        """Both said so: they are in touch, each since they said it; who were already hear nothing new."""
        before = Connection.objects.between(self.by, self.other)
        agreed = {self.by: self.at, self.other: same.at}
        Connection.objects.connect(self.by, self.other, source=Connection.Source.EVENT, agreed_at=agreed)
        self.connected_at = timezone.now()
        type(self).objects.filter(pk__in=[self.pk, same.pk]).update(connected_at=self.connected_at)
        if before is None:
            notices.met_each_other(self.event, self.by, self.other)

    @transaction.atomic
    def take_back(self):
        """Nobody knew of it; what came of it, where both had said so, is ended on the page of connections."""
        one_at_a_time(self.by, self.other)
        type(self).objects.filter(pk=self.pk).delete()
