"""A caution: the team warned somebody for how they write, or paused them for a while."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused

from .. import notices


class CautionQuerySet(models.QuerySet):
    def pauses(self):
        """Pauses that last, those that end first at the top."""
        return self.filter(until__gt=timezone.now(), lifted_at=None).order_by("until", "pk")

    def pausing(self, user):
        """The pause that keeps this person from writing, the longest of several; or None."""
        return self.pauses().filter(user=user).last() if user.is_authenticated else None

    def require_not_paused(self, user):
        """Raise Refused, with when it ends and why, while this person is paused."""
        if pause := self.pausing(user):
            until = date_format(timezone.localtime(pause.until), "DATETIME_FORMAT")
            words = _("The team has paused you until %(until)s: %(why)s All you wrote is still here.")
            raise Refused(words % {"until": until, "why": pause.words})

    @transaction.atomic
    def caution(self, user, kind, words, *, by, message=None):
        """Warn somebody or pause them, in words that they are told."""
        lasts = Caution.LASTS.get(kind)
        until = timezone.now() + lasts if lasts else None
        caution = self.create(user=user, kind=kind, words=words, by=by, message=message, until=until)
        verb = "conversations.paused" if until else "conversations.warned"
        Entry.objects.record(verb, user, by=by, kind=kind)
        notices.cautioned(caution)
        return caution


class Caution(models.Model):
    """A warning or a pause. While paused, somebody reads but writes in no thread; a pause ends by itself."""

    class Kind(models.TextChoices):
        WARNING = "warning", gettext_lazy("Warn them")
        DAY = "day", gettext_lazy("Pause them for 24 hours")
        WEEK = "week", gettext_lazy("Pause them for a week")
        MONTH = "month", gettext_lazy("Pause them for a month")

    LASTS = {Kind.DAY: timedelta(days=1), Kind.WEEK: timedelta(days=7), Kind.MONTH: timedelta(days=30)}

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="cautions")
    message = models.ForeignKey(  # what it was about
        "conversations.Message", models.SET_NULL, null=True, blank=True, related_name="cautions"
    )
    kind = models.CharField(gettext_lazy("kind"), max_length=10, choices=Kind)
    words = models.TextField(gettext_lazy("why"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    until = models.DateTimeField(gettext_lazy("until"), null=True, editable=False)
    lifted_at = models.DateTimeField(null=True, editable=False)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = CautionQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("caution")
        indexes = [models.Index(fields=["user", "until"], name="cautions_of_a_person")]

    def __str__(self):
        return _("Caution %(number)s") % {"number": self.pk}

    @property
    def is_lasting(self):
        return bool(self.until) and self.lifted_at is None and timezone.now() < self.until

    @transaction.atomic
    def lift(self, *, by):
        """End a pause before its time."""
        if not type(self).objects.pauses().filter(pk=self.pk).update(lifted_at=timezone.now(), lifted_by=by):
            raise Refused(_("This pause is over already."))
        self.refresh_from_db()
        Entry.objects.record("conversations.pause_lifted", self.user, by=by)
        notices.pause_lifted(self)
