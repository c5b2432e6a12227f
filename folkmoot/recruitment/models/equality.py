"""Who applies, counted apart from who they are: voluntary answers under a random key."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from .application import Application
from .round import Round


class EqualityAnswers(models.Model):
    """One person's voluntary answers. Nothing in the row tells who, or when within the round."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="equality_answers")
    answers = models.JSONField(default=dict)  # {question: choice}

    class Meta:
        verbose_name = gettext_lazy("equality answers")

    def __str__(self):
        return str(self.key)


class EqualityKey(models.Model):
    """Which answers are whose: for changing them, and for counting by outcome. Destroyed half a year after
    the letters.
    """

    application = models.OneToOneField(Application, models.CASCADE, related_name="equality_key")
    key = models.UUIDField(unique=True)
    made_on = models.DateField(default=timezone.localdate)

    class Meta:
        verbose_name = gettext_lazy("key to equality answers")

    def __str__(self):
        return str(self.application)
