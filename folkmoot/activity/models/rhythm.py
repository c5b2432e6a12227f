"""When somebody gets a digest, when nothing is sent, and which digests there were."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.models import Community, User

from .email import Email

CLAIM_LASTS = timedelta(minutes=10)


class RhythmQuerySet(models.QuerySet):
    def of(self, user):
        """The rhythm of this person: until something was to be told, the usual one without a row."""
        found = self.filter(user=user).select_related("user").first()
        return found or self.model(user=user)

    def due(self):
        """Whose digest should be put together now, and nobody is at it."""
        now = timezone.now()
        free = Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM_LASTS)
        return self.filter(free, next_at__lte=now)

    def ensure(self, users):
        """Let each of these (keys of accounts) have a row, so that the clock finds them."""
        users = set(users)
        missing = users - set(self.filter(user__in=users).values_list("user", flat=True))
        rows = [self.model(user=user) for user in User.objects.filter(pk__in=missing)]
        zone = Community.objects.current().time_zone if rows else ""
        for row in rows:
            row.next_at = row.next_after(timezone.now(), zone)
        self.bulk_create(rows, ignore_conflicts=True, batch_size=500)


class Rhythm(models.Model):
    """How often somebody gets a digest and at what hour; their quiet hours, and until when they are away.

    Whether there is a digest at all is a choice of letters like others: the kind "digest".
    """

    class Every(models.TextChoices):
        DAY = "day", _("Every day")
        WEEK = "week", _("Every week")
        MONTH = "month", _("Every month")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="rhythm")
    every = models.CharField(_("how often"), max_length=5, choices=Every, default=Every.WEEK)
    weekday = models.PositiveSmallIntegerField(_("day"), choices=WEEKDAYS, default=0)
    hour = models.PositiveSmallIntegerField(_("hour"), default=8)
    quiet_from = models.PositiveSmallIntegerField(_("quiet from"), null=True, blank=True)
    quiet_until = models.PositiveSmallIntegerField(_("quiet until"), null=True, blank=True)
    away_until = models.DateField(_("away until"), null=True, blank=True)
    next_at = models.DateTimeField(null=True, editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)

    objects = RhythmQuerySet.as_manager()

    class Meta:
        verbose_name = _("rhythm")
        indexes = [models.Index(fields=["next_at"], name="rhythms_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="quiet_hours_begin_and_end",
            )
        ]

    def __str__(self):
        return str(self.get_every_display())

    def zone(self, community_zone=None):
        """The clock this person lives by."""
        return ZoneInfo(self.user.time_zone or community_zone or Community.objects.current().time_zone)

    def keep(self):
        """Save what was chosen; the next digest is counted from now."""
        self.next_at = self.next_after(timezone.now())
        self.claimed_at = None
        self.save()

    def next_after(self, moment, community_zone=None):
        """When the next digest after this moment is due, by this person's own clock."""
        zone = self.zone(community_zone)
        day = moment.astimezone(zone).date()
        for step in range(40):
            found = _at(day + timedelta(days=step), self.hour, zone)
            if found > moment and self._falls_on(day + timedelta(days=step)):
                return found
        raise AssertionError("Each rhythm has a day in forty.")

    def _falls_on(self, day):
        if self.every == self.Every.DAY:
            return True
        first_of_month = self.every == self.Every.WEEK or day.day <= 7
        return first_of_month and day.weekday() == self.weekday

    def away_to(self, moment):
        """The morning on which this person is back, if they are away at this moment; else None."""
        zone = self.zone()
        if self.away_until is None or moment.astimezone(zone).date() > self.away_until:
            return None
        return _at(self.away_until + timedelta(days=1), self.hour, zone)

    def quiet_to(self, moment):
        """When the quiet hours that it is now are over; None when it is not quiet."""
        if self.quiet_from is None or self.quiet_from == self.quiet_until:
            return None
        zone = self.zone()
        local = moment.astimezone(zone)
        if not (local.hour - self.quiet_from) % 24 < (self.quiet_until - self.quiet_from) % 24:
            return None
        day = local.date() + timedelta(days=int(local.hour >= self.quiet_until))
        return _at(day, self.quiet_until, zone)

    def day_of(self, moment):
        """When this person's day began, and the hour at which the next day's letters may leave."""
        zone = self.zone()
        today = moment.astimezone(zone).date()
        return _at(today, 0, zone), _at(today + timedelta(days=1), self.hour, zone)


def _at(day, hour, zone):
    return datetime.combine(day, time(hour), zone).astimezone(UTC)


class DigestQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user)


class Digest(models.Model):
    """One digest that somebody was sent: its letter, and how much stood in it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="digests")
    until = models.DateTimeField(_("until"))
    many = models.PositiveIntegerField(_("how much stood in it"))
    letter = models.ForeignKey(Email, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(_("written"), default=timezone.now)

    objects = DigestQuerySet.as_manager()

    class Meta:
        verbose_name = _("digest")
        constraints = [models.UniqueConstraint(fields=["user", "until"], name="one_digest_a_user_and_time")]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"
