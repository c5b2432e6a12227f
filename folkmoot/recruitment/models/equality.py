"""Who applies, counted apart from who they are: voluntary answers under a random key.

Nothing here is in the record, nor has it a time: neither the row nor the order of rows tells whose it is,
once the key is destroyed.
"""

import uuid
from datetime import timedelta

from django.db import models, transaction
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.core.lifecycle import Refused

from .application import Application
from .round import Round

KEYS_ARE_KEPT_FOR = timedelta(days=183)  # from the first letters of a round


class EqualityAnswersQuerySet(models.QuerySet):
    def of(self, application):
        """{question: choice} that this person gave; empty where they gave none."""
        key = EqualityKey.objects.filter(application=application).values("key")
        return self.filter(key__in=key).values_list("answers", flat=True).first() or {}

    @transaction.atomic
    def keep(self, application, answers):
        """What this person says now, in the place of what they said before; nothing, where it is empty."""
        application = Application.objects.select_for_update().get(pk=application.pk)
        if not may_answer(application):
            raise Refused(_("These questions are closed: answers can no longer be told apart, or changed."))
        known = EqualityKey.objects.filter(application=application).first()
        if not answers:
            self.take_out(application)
        elif known:
            self.filter(key=known.key).update(answers=answers)
        else:
            row = self.create(round=application.round, answers=answers)
            EqualityKey.objects.create(application=application, key=row.key)

    @transaction.atomic
    def take_out(self, application):
        """Their answers and the key, as if nothing had been answered."""
        keys = EqualityKey.objects.filter(application=application)
        self.filter(key__in=list(keys.values_list("key", flat=True))).delete()
        keys.delete()

    @transaction.atomic
    def destroy_keys(self, round):
        """From now on nobody can tell whose answers are whose. The rows are laid down anew, shuffled: where a
        row lies tells when it came.
        """
        rows = list(self.select_for_update().filter(round=round))
        EqualityKey.objects.filter(application__round=round).delete()
        self.filter(round=round).delete()
        anew = [self.model(round=round, answers=row.answers) for row in rows]
        self.bulk_create(sorted(anew, key=lambda row: row.key))


class EqualityAnswers(models.Model):
    """One person's voluntary answers. Nothing in the row tells who, or when within the round."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="equality_answers")
    answers = models.JSONField(default=dict)  # {question: choice}; equality.questions says which

    objects = EqualityAnswersQuerySet.as_manager()

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

    class Meta:
        verbose_name = gettext_lazy("key to equality answers")

    def __str__(self):
        return str(self.application)


class EqualityCount(models.Model):
    """What everybody who may look is told of who applied in a round, counted once, so that two looks show the
    same whatever is answered, changed or taken out between them.
    """

    class Stage(models.TextChoices):
        CLOSED = "closed", gettext_lazy("Once the round had closed")
        TOLD = "told", gettext_lazy("Once people were told")

    round = models.ForeignKey(Round, models.CASCADE, related_name="equality_counts")
    stage = models.CharField(max_length=6, choices=Stage)
    cells = models.JSONField(default=dict)  # safe ones only; as `equality.figures.count_now` answers them
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = gettext_lazy("equality count")
        constraints = [models.UniqueConstraint(fields=["round", "stage"], name="counted_once_a_stage")]

    def __str__(self):
        return self.get_stage_display()


def told_at(round):
    """When the first letters of a round left; None before."""
    return round.applications.aggregate(first=Min("released_at"))["first"]


def may_answer(application):
    """From the moment it was sent, until the keys are destroyed."""
    told = told_at(application.round)
    in_time = told is None or timezone.now() < told + KEYS_ARE_KEPT_FOR
    return in_time and application.number is not None and application.state != Application.State.PURGED
