"""Where people join online: known to who has a place there, in its time, and to nobody else.

It is kept as it is, not encrypted: who reads the database reads it. It stands in no letter, calendar entry,
feed, record or search, which carry the address of our page (`views.joining`); that page decides.
"""

from datetime import timedelta

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry

from .pool import Pool

USUAL_HOURS = 24
DOORS_OPEN = timedelta(minutes=15)  # before it begins
WORDS = ["dial_in", "captions"]


class JoinLinkQuerySet(models.QuerySet):
    def of(self, event):
        """That of this event, where it has places online and somebody has set one."""
        rows = self.filter(pool__event=event, pool__is_open=True, pool__mode="online")
        link = rows.select_related("pool").first()
        if link:
            link.pool.event = event
        return link

    @transaction.atomic
    def set_for(self, pool, *, by, url, shown_hours=USUAL_HOURS, dial_in="", captions=""):
        """The link of these places from now on. Another one makes the old one unknown: it is not kept."""
        pool.lock()
        link, made = self.get_or_create(pool=pool, defaults={"url": url, "rotated_by": by})
        is_another = made or link.url != url
        if is_another:
            link.url, link.rotated_at, link.rotated_by = url, timezone.now(), by
            Entry.objects.record("events.joining_set", pool.event, by=by)
        link.shown_hours, link.dial_in, link.captions = shown_hours, dial_in, captions
        link.save()
        return link


class JoinLink(models.Model):
    """The address of a meeting room online, of one event's places there. Set by `objects.set_for`."""

    pool = models.OneToOneField(Pool, models.CASCADE, related_name="join_link")
    url = models.CharField(
        gettext_lazy("link"), max_length=1000, validators=[URLValidator(schemes=["https", "http"])]
    )
    shown_hours = models.PositiveSmallIntegerField(gettext_lazy("shown from"), default=USUAL_HOURS)
    dial_in = models.TextField(gettext_lazy("joining by telephone"), max_length=1000, blank=True)
    captions = models.CharField(gettext_lazy("captions and interpreting"), max_length=300, blank=True)
    rotated_at = models.DateTimeField(default=timezone.now, editable=False)
    rotated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = JoinLinkQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("joining link")

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def facts(self):
        """What another date of its series takes over."""
        return {name: getattr(self, name) for name in ("url", "shown_hours", *WORDS)}

    @property
    def shown_from(self):
        """From when those who come can try it."""
        event = self.pool.event
        return min(event.starts_at - timedelta(hours=self.shown_hours), self.live_from)

    @property
    def live_from(self):
        return self.pool.event.starts_at - DOORS_OPEN

    @property
    def is_shown(self):
        return self.shown_from <= timezone.now() < self.pool.event.ends_at

    @property
    def is_live(self):
        return self.live_from <= timezone.now() < self.pool.event.ends_at
