"""How far somebody has read in a thread."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from .thread import Thread


class ReadingMarkQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user)

    def number(self, user, thread):
        """Up to which number this person has read here; None where they never were."""
        return self.of(user).filter(thread=thread).values_list("number", flat=True).first()

    def move_on(self, user, thread, number, *, is_first=None):
        """Read up to here; never back. Who knows whether it is their first mark here spares a query."""
        here = self.of(user).filter(thread=thread, number__lt=number)
        if not is_first and here.update(number=number, at=timezone.now()):
            return
        if is_first is not False:
            self.bulk_create([self.model(user=user, thread=thread, number=number)], ignore_conflicts=True)

    def move_back(self, user, thread, number):
        """Unread from this number on."""
        self.update_or_create(user=user, thread=thread, defaults={"number": max(number - 1, 0)})


class ReadingMark(models.Model):
    """Up to which message somebody has read in a thread. A note of a view: nobody else ever sees it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reading_marks")
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="reading_marks")
    number = models.PositiveIntegerField(gettext_lazy("read up to"))
    at = models.DateTimeField(gettext_lazy("when"), default=timezone.now)

    objects = ReadingMarkQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("reading mark")
        constraints = [models.UniqueConstraint(fields=["user", "thread"], name="one_mark_a_user_and_thread")]

    def __str__(self):
        return f"{self.thread_id}: {self.number}"
