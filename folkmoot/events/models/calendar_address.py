"""Where somebody's own calendar programme finds the events they come to."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy


def secret():
    return get_random_string(32)


class CalendarAddressQuerySet(models.QuerySet):
    def of(self, user):
        """Theirs, made at first need."""
        return self.get_or_create(user=user)[0]


class CalendarAddress(models.Model):
    """A secret address of one person's events. Given to somebody by mistake, it is made anew."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_address")
    secret = models.CharField(max_length=32, unique=True, default=secret)
    made_at = models.DateTimeField(default=timezone.now)

    objects = CalendarAddressQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("calendar address")

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    def get_absolute_url(self):
        return reverse("events:personal_calendar", args=[self.secret])

    def of_group(self, group):
        """Where all events of one group stand that this person sees."""
        return reverse("events:group_calendar", args=[self.secret, group.slug])

    def renew(self):
        """Whoever has the old one sees nothing more."""
        self.secret, self.made_at = secret(), timezone.now()
        self.save()
