"""A reaction: somebody says thank you for a message. There is no other kind."""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused

from .message import Message


class ReactionQuerySet(models.QuerySet):
    def with_names(self):
        """In the order in which they came, with what their names need."""
        return self.select_related("user").order_by("created_at", "pk")

    @transaction.atomic
    def thank(self, message, *, by):
        """Say thank you for what is shown; a second time changes nothing."""
        if not Message.objects.shown().filter(pk=message.pk).exists():
            raise Refused(_("This is no longer shown. Nothing was changed."))
        _reaction, new = self.get_or_create(message=message, user=by)
        if new:
            Entry.objects.record("conversations.thanked", message, by=by)
            message.thread.show_anew()

    @transaction.atomic
    def take_back(self, message, *, by):
        """No thank you any more."""
        if self.filter(message=message, user=by).delete()[0]:
            Entry.objects.record("conversations.unthanked", message, by=by)
            message.thread.show_anew()


class Reaction(models.Model):
    """That somebody thanked for a message, under their name."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="reactions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reactions")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ReactionQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("reaction")
        constraints = [
            models.UniqueConstraint(fields=["message", "user"], name="one_reaction_a_person"),
        ]

    def __str__(self):
        return _("Reaction %(number)s") % {"number": self.pk}
