"""A wording: what a message said before its author changed it."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .message import Message


class WordingQuerySet(models.QuerySet):
    def in_order(self):
        """The oldest first."""
        return self.order_by("until", "pk")


class Wording(models.Model):
    """What a message said until a moment. Made by `Message.edit`; gone where the words are taken back."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="wordings")
    source = models.TextField()
    html = models.TextField(editable=False)
    until = models.DateTimeField(gettext_lazy("until"), editable=False)

    objects = WordingQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("wording")
        indexes = [models.Index(fields=["message", "until"], name="wordings_in_order")]

    def __str__(self):
        return _("Wording %(number)s") % {"number": self.pk}
