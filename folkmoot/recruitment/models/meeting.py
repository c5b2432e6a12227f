"""The meeting in which a round is decided: one thing at a time, before all who are in it."""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused

from .application import Application
from .round import Round


class MeetingQuerySet(models.QuerySet):
    def running(self):
        return self.filter(ended_at=None)

    @transaction.atomic
    def begin(self, round, *, by):
        """Come together about a round that is weighed; anew, where its list was sent back."""
        locked = Round.objects.select_for_update().get(pk=round.pk)
        if locked.state != Round.State.MODERATING:
            raise Refused(_("A meeting decides about a round that was read and has no list yet."))
        meeting, is_new = self.get_or_create(round=locked, defaults={"moved_by": by})
        if not is_new and not meeting.ended_at:
            return meeting
        if not is_new:
            now = timezone.now()
            facts = {"current": None, "moved_by": by, "moved_at": now, "began_at": now, "ended_at": None}
            self.filter(pk=meeting.pk).update(**facts)
            meeting.refresh_from_db()
        Entry.objects.record("recruitment.meeting_began", locked, by=by)
        return meeting


class Meeting(models.Model):
    """The meeting in which a round is decided: what all in it look at now."""

    round = models.OneToOneField(Round, models.PROTECT, related_name="meeting")
    current = models.ForeignKey(Application, models.SET_NULL, null=True, related_name="+")
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    moved_at = models.DateTimeField(default=timezone.now)
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("decision meeting")

    def __str__(self):
        return str(self.round)

    @property
    def turn(self):
        """Which turn it is: pages that show an older one come anew."""
        return self.moved_at.strftime("%Y%m%d%H%M%S%f")

    def talked_about(self):
        """The application everybody looks at; None where there is none, or it was withdrawn meanwhile."""
        weighed = Application.objects.filter(state=Application.State.MODERATION)
        return weighed.filter(pk=self.current_id).first()

    @transaction.atomic
    def move_on(self, application, *, by, turn):
        """Talk about this one now, coming from the turn that the chair had before them."""
        if application.round_id != self.round_id or application.state != Application.State.MODERATION:
            raise Refused(_("This application is not being weighed now."))
        rows = type(self).objects.running().filter(pk=self.pk, moved_at=self.moved_at)
        facts = {"current": application, "moved_by": by, "moved_at": timezone.now()}
        if turn == self.turn and rows.update(**facts):
            self.refresh_from_db()
            return
        self.refresh_from_db()
        if self.ended_at:
            raise Refused(_("The meeting is over."))
        if self.current_id != application.pk:  # else the button was pressed twice
            raise Refused(_("Somebody else has moved the meeting on. Look at what it talks about now."))

    @transaction.atomic
    def end(self, *, by):
        """It is over; pressed twice it stays so."""
        if type(self).objects.running().filter(pk=self.pk).update(ended_at=timezone.now(), current=None):
            Entry.objects.record("recruitment.meeting_ended", self.round, by=by)
        self.refresh_from_db()
