"""A flag: a reader says that a message should not stand as it is."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from .message import Message


class FlagQuerySet(models.QuerySet):
    def open(self):
        """Those nobody has answered yet."""
        return self.filter(outcome="")

    def by(self, user):
        """What this person flagged, newest first."""
        return self.filter(by=user).order_by("-created_at", "-pk")


class Flag(models.Model):
    """A reader says that a message should not stand. Made by `Message.flag`, answered by its verbs."""

    class Outcome(models.TextChoices):
        HIDDEN = "hidden", gettext_lazy("The comment was hidden")
        KEPT = "kept", gettext_lazy("The comment stays")
        GONE = "gone", gettext_lazy("Its author deleted the comment")

    message = models.ForeignKey(Message, models.CASCADE, related_name="flags")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="flags")
    reason = models.CharField(max_length=10, choices=Message.Reason)
    words = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, editable=False)

    objects = FlagQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("flag")
        constraints = [
            models.UniqueConstraint(
                fields=["message", "by"],
                condition=models.Q(by__isnull=False, outcome=""),
                name="one_open_flag_a_person",
            )
        ]
        indexes = [
            models.Index(fields=["created_at"], condition=models.Q(outcome=""), name="flags_open"),
        ]

    def __str__(self):
        return self.get_reason_display()
