"""Assessors: who reads in a round, for which partner, and how much."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from folkmoot.core.lifecycle import Lifecycle

from .lane import Lane
from .round import Round


class AssessorQuerySet(models.QuerySet):
    def reading(self):
        """Those who said that they will read."""
        return self.filter(state=Assessor.State.ACCEPTED)


class Assessor(Lifecycle):
    """One person who reads in one round, for the partner of a lane, as much as they said they can."""

    class State(models.TextChoices):
        INVITED = "invited", gettext_lazy("Invited")
        ACCEPTED = "accepted", gettext_lazy("Will read")
        DECLINED = "declined", gettext_lazy("Will not read")
        REMOVED = "removed", gettext_lazy("Does not read any longer")

    MOVES = {
        State.INVITED: {State.ACCEPTED, State.DECLINED, State.REMOVED},
        State.ACCEPTED: {State.REMOVED, State.DECLINED},
        State.DECLINED: {State.ACCEPTED, State.INVITED},
        State.REMOVED: {State.INVITED},
    }

    round = models.ForeignKey(Round, models.PROTECT, related_name="assessors")
    lane = models.ForeignKey(Lane, models.PROTECT, related_name="assessors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assessor_in")
    state = models.CharField(gettext_lazy("state"), max_length=10, choices=State, default=State.INVITED)
    capacity = models.PositiveSmallIntegerField(gettext_lazy("at most"), default=30)
    minimum = models.PositiveSmallIntegerField(gettext_lazy("at least"), default=0)
    alias = models.UUIDField(null=True, editable=False)  # who they are in figures, once they are gone
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    trained_at = models.DateTimeField(null=True, editable=False)  # said that they have read the guidance

    objects = AssessorQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("assessor")
        constraints = [
            models.UniqueConstraint(fields=["round", "user"], name="one_assessor_a_round"),
            models.CheckConstraint(
                condition=Q(minimum__lte=F("capacity")), name="an_assessor_reads_no_more_than_they_can"
            ),
        ]
        indexes = [models.Index(fields=["user", "state"], name="assessors_of_a_person")]

    def __str__(self):
        return str(self.user)
