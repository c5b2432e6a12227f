"""An open space: an event whose agenda is made by those who come, of what they pitch to a question."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Lifecycle, Refused
from folkmoot.core.walltime import moment_of

from .event import Event
from .times import WALL


class SpaceQuerySet(models.QuerySet):
    def due(self):
        """Those whose next state has come by the clock."""
        now = timezone.now()
        return self.filter(
            Q(state="pitching", pitches_close_at__lte=now)
            | Q(state__in=["pitching", "placing"], event__starts_at__lte=now)
            | Q(event__ends_at__lte=now) & ~Q(state="over"),
            event__state__in=["published", "finished"],
        )

    @transaction.atomic
    def open(self, event, question, pitches_close_wall, *, by):
        """Those who come make the agenda of this event: they pitch to this question until then."""
        event.lock()
        event.require_planned_or_coming()
        if self.filter(event=event).exists():
            raise Refused(_("It is an open space already."))
        space = self.model(
            event=event, question=question, pitches_close_wall=pitches_close_wall, opened_by=by
        )
        space.count_times()
        space.require_in_time()
        space.save()
        Entry.objects.record("events.space_opened", event, by=by)
        return space


class Space(Lifecycle):
    """The question of an open space, and how far it is. Whatever changes its agenda raises `version`.

    Its row is held while anything in it moves, so that two who want the same room come one after the other.
    """

    class State(models.TextChoices):
        PITCHING = "pitching", gettext_lazy("Conversations are pitched")
        PLACING = "placing", gettext_lazy("Sessions find their rooms")
        RUNNING = "running", gettext_lazy("Under way")
        OVER = "over", gettext_lazy("Over")

    MOVES = {
        State.PITCHING: {State.PLACING},
        State.PLACING: {State.RUNNING},
        State.RUNNING: {State.OVER},
    }

    event = models.OneToOneField(Event, models.CASCADE, related_name="space")
    question = models.CharField(gettext_lazy("the question"), max_length=300)
    pitches_close_wall = models.CharField(gettext_lazy("pitching closes"), max_length=16)
    pitches_close_at = models.DateTimeField(editable=False)
    state = models.CharField(max_length=8, choices=State, default=State.PITCHING, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)  # of the agenda
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="spaces_opened"
    )
    opened_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SpaceQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("open space")
        indexes = [
            models.Index(fields=["pitches_close_at"], condition=~Q(state="over"), name="spaces_not_over"),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_pitching(self):
        """Before sessions find their rooms. Nobody sees yet how many would come to what."""
        return self.state == self.State.PITCHING and timezone.now() < self.pitches_close_at

    @property
    def takes_places(self):
        """Sessions can be placed, moved and taken out; late ones, too."""
        return self.state != self.State.OVER and not self.is_pitching and not self.event.is_over

    @property
    def has_begun(self):
        return self.state in (self.State.RUNNING, self.State.OVER) or timezone.now() >= self.event.starts_at

    @property
    def is_on(self):
        """Something can still be done in it: neither over nor called off."""
        return self.event.state == Event.State.PUBLISHED and not self.event.is_over

    def became(self):
        """What leads said became of their sessions, the latest first; nothing before it is over."""
        from .session import FollowUp

        if not self.event.is_over:
            return FollowUp.objects.none()
        return FollowUp.objects.answered().filter(pitch__space=self).select_related("pitch", "user")

    # Verbs

    @transaction.atomic
    def edit(self, question, pitches_close_wall, *, by, why=""):
        """Another question, or more or less time to pitch; the reason for that stands on the record."""
        self.hold()
        before = self.question, self.pitches_close_wall
        if pitches_close_wall != self.pitches_close_wall and not self.is_pitching:
            raise Refused(_("Pitching has closed already: those who come have seen who would come to what."))
        self.question, self.pitches_close_wall = question, pitches_close_wall
        if before == (question, pitches_close_wall):
            return
        self.count_times()
        if pitches_close_wall != before[1]:
            self.require_in_time()
        self.save()
        Entry.objects.record("events.space_edited", self.event, by=by, why=why)

    @transaction.atomic
    def close_pitching(self, *, by=None):
        """From now on sessions find their rooms; each who leads one is told."""
        from ..space import notices

        self.hold()
        self.become(self.State.PLACING)
        if by is not None:
            type(self).objects.filter(pk=self.pk).update(pitches_close_at=timezone.now())
        Entry.objects.record("events.pitching_closed", self.event, by=by)
        notices.place_yours(self)

    @transaction.atomic
    def keep_time(self):
        """By the clock: on to the state that its hour has brought."""
        self.hold()
        now = timezone.now()
        if self.state == self.State.PITCHING and now >= min(self.pitches_close_at, self.event.starts_at):
            self.close_pitching()
        if self.state == self.State.PLACING and now >= self.event.starts_at:
            self.become(self.State.RUNNING)
        if self.state == self.State.RUNNING and now >= self.event.ends_at:
            self.become(self.State.OVER)

    def event_has_moved(self, before):
        """The event is at another time; it began at `before` (a naive datetime). Its slots go with it.

        Those that lie outside then go, if nothing is placed in them. Who leads a session hears of it with all
        who come.
        """
        self.hold()
        moved = self.event.starts.replace(tzinfo=None) - before
        try:
            self.count_times()
            for slot in self.slots.order_by("-starts_at" if moved > timedelta() else "starts_at"):
                slot.shift(moved)
        except ValidationError:
            raise Refused(
                _("A slot of the agenda would stand at an hour that the clocks pass over. Take another.")
            ) from None
        self._drop_what_lies_outside()
        if self.state == self.State.PITCHING and self.pitches_close_at > self.event.starts_at:
            self.pitches_close_wall = self.event.starts_wall
            self.count_times()
        self.save(update_fields=["pitches_close_wall", "pitches_close_at"])
        self.changed()

    # How the verbs do it

    def hold(self):
        """The row until the transaction ends, read anew with its event."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update())
        self.event.refresh_from_db()
        return self

    def changed(self):
        """What the agenda shows is another one now."""
        type(self).objects.filter(pk=self.pk).update(version=F("version") + 1)
        self.refresh_from_db(fields=["version"])

    def _drop_what_lies_outside(self):
        lies_outside = Q(starts_at__lt=self.event.starts_at) | Q(ends_at__gt=self.event.ends_at)
        outside = self.slots.filter(lies_outside)
        if outside.filter(sessions__isnull=False).exists():
            raise Refused(
                _("Sessions are placed at hours that would lie outside the event. Move them first.")
            )
        outside.delete()

    def count_times(self):
        self.pitches_close_at = self.moment(self.pitches_close_wall, later=True)

    def moment(self, wall, *, later=False):
        return moment_of(datetime.strptime(wall, WALL), self.event.zone, later=later)

    def require_in_time(self):
        if self.pitches_close_at > self.event.starts_at:
            raise Refused(_("Pitching closes before the event begins, or when it begins."))
        if self.pitches_close_at <= timezone.now():
            raise Refused(_("This hour is over. Choose a later one."))

    def require_on(self):
        if not self.is_on or self.state == self.State.OVER:
            raise Refused(_("This open space is over or was cancelled. Nothing was changed."))
