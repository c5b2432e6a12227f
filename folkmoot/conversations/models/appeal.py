"""An appeal: whoever wrote a hidden message asks the team to look again."""

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused

from .. import notices
from .message import Message


class AppealQuerySet(models.QuerySet):
    def open(self):
        """Those nobody has answered yet."""
        return self.filter(outcome="")

    @transaction.atomic
    def appeal(self, message, words, *, by):
        """Ask the team to look again at what it hid: once for a message."""
        if not Message.objects.filter(pk=message.pk, state="hidden", author=by).exists():
            raise Refused(_("This is not hidden any more, so there is nothing to ask for."))
        try:
            with transaction.atomic():
                appeal = self.create(message=message, words=words)
        except IntegrityError:
            raise Refused(_("You have asked about this already. The team answers each once.")) from None
        Entry.objects.record("conversations.appealed", message, by=by)
        notices.appealed(message, appeal)
        return appeal


class Appeal(models.Model):
    """That whoever wrote it asks for a hidden message to be looked at again, and what came of it.

    `Message.approve` grants it; `refuse` lets the message stay hidden.
    """

    class Outcome(models.TextChoices):
        SHOWN = "shown", gettext_lazy("It is shown again")
        HIDDEN = "hidden", gettext_lazy("It stays hidden")

    message = models.ForeignKey(Message, models.CASCADE, related_name="appeals")
    words = models.TextField(gettext_lazy("in your words"))
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, editable=False)
    answer = models.TextField(gettext_lazy("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, editable=False)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("appeal")
        constraints = [models.UniqueConstraint(fields=["message"], name="one_appeal_a_message")]
        indexes = [
            models.Index(fields=["made_at"], condition=models.Q(outcome=""), name="appeals_open"),
        ]

    def __str__(self):
        return _("Appeal %(number)s") % {"number": self.pk}

    @transaction.atomic
    def refuse(self, answer, *, by):
        """The message stays hidden; its author is told why."""
        self.close(self.Outcome.HIDDEN, answer, by=by)
        Entry.objects.record("conversations.appeal_refused", self.message, by=by)
        notices.appeal_answered(self.message, self)

    def close(self, outcome, answer="", *, by):
        """Answer it, once; Refused for the second who does."""
        answered = {"outcome": outcome, "answer": answer, "answered_by": by, "answered_at": timezone.now()}
        if not type(self).objects.open().filter(pk=self.pk).update(**answered):
            raise Refused(_("Somebody has answered this already. Nothing was changed."))
        self.refresh_from_db()
