"""When an event is: what stands on the wall of its zone, the moments counted from it, and its being moved."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from folkmoot.core.walltime import moment_of

from .. import notices

WALL = "%Y-%m-%dT%H:%M"
EVENING = "17:00"


class Times(models.Model):
    """Kept as they stand on the wall of their zone (`starts_wall`, "2026-10-25T14:00"); `starts_at` and
    `ends_at` are counted from them, and again when the rules of a zone change.
    """

    starts_wall = models.CharField(gettext_lazy("begins"), max_length=16)
    ends_wall = models.CharField(gettext_lazy("ends"), max_length=16)
    zone = models.CharField(gettext_lazy("time zone"), max_length=50, default="Europe/London")
    starts_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)
    minutes = models.PositiveIntegerField(default=0, editable=False)  # how long it lasts
    is_evening = models.BooleanField(default=False, editable=False)  # it begins at five, or later
    closes_wall = models.CharField(gettext_lazy("registration closes"), max_length=16, blank=True)
    closes_at = models.DateTimeField(null=True, editable=False)  # without one, when it begins
    sequence = models.PositiveIntegerField(
        default=0, editable=False
    )  # of what calendars were told (RFC 5546)
    moved = models.JSONField(
        default=list, editable=False
    )  # what of `TOLD` has changed since people were told
    moved_at = models.DateTimeField(null=True, editable=False)
    told = models.PositiveIntegerField(default=0, editable=False)  # the `sequence` that people know of

    class Meta:
        abstract = True

    @property
    def starts(self):
        """When it begins, as the wall clocks there show."""
        return self.starts_at.astimezone(ZoneInfo(self.zone))

    @property
    def ends(self):
        return self.ends_at.astimezone(ZoneInfo(self.zone))

    @property
    def is_coming(self):
        return self.state == self.State.PUBLISHED and timezone.now() < self.starts_at

    @property
    def is_over(self):
        return self.state == self.State.FINISHED or timezone.now() >= self.ends_at

    @property
    def takes_registrations(self):
        return self.is_coming and (self.closes_at is None or timezone.now() < self.closes_at)

    @property
    def hands_places_on(self):
        """What is given back goes to who waits: until registration closes, after a draw until it begins."""
        drawn = self.is_coming and self.registering == self.Registering.INTEREST
        return self.takes_registrations or drawn

    # Verbs

    @transaction.atomic
    def count_anew(self):
        """The rules of its zone have changed: calendars follow by themselves, as they know the wall."""
        self.lock()
        self.count_times()
        self.save(update_fields=["starts_at", "ends_at", "closes_at", "minutes"])
        self._take_along(self.starts_wall)
        self.follow()

    def place_has_moved(self):
        """Its venue is somewhere else now. Its row is held, in the transaction that moves the venue."""
        if not self.is_over:
            self._has_moved(["venue"])
            self.save(update_fields=["sequence", "moved", "moved_at"])
            notices.tell_later(self)

    # How the verbs do it

    def count_times(self):
        """The moments of what stands on the wall; raises ValidationError for a time there is not."""
        self.starts_at = self._moment(self.starts_wall)
        self.ends_at = self._moment(self.ends_wall, later=True)
        self.minutes = max(0, round((self.ends_at - self.starts_at).total_seconds() / 60))
        self.is_evening = self.starts_wall[11:] >= EVENING
        self.closes_at = self._moment(self.closes_wall, later=True) if self.closes_wall else None

    def _take_along(self, before):
        """Its open space and what is chosen go with it; it began at `before`, by the wall."""
        if space := getattr(self, "space", None):
            space.event_has_moved(datetime.strptime(before, WALL))
        for choosing in self.choosings.filter(state="open").order_by("pk"):
            choosing.event_has_moved()

    def _has_moved(self, what):
        """Calendars and letters are to say that this is not as it was; with what they have not said yet."""
        self.sequence += 1
        self.moved_at = timezone.now()
        self.moved = sorted({*self.moved, *what} if self.told < self.sequence - 1 else what)

    def _moment(self, wall, *, later=False):
        return moment_of(datetime.strptime(wall, WALL), self.zone, later=later)
