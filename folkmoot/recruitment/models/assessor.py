"""Assessors: who reads in a round, for which partner, and how much."""

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Lifecycle, Refused
from folkmoot.recruitment.assessors import notices

from .application import Application
from .lane import Lane
from .round import Round


class AssessorQuerySet(models.QuerySet):
    def reading(self):
        """Those who said that they will read."""
        return self.filter(state=Assessor.State.ACCEPTED)

    def by_name(self):
        return self.select_related("user", "lane__partner__organisation").order_by("user__name", "pk")

    def with_loads(self, user):
        """Each with `given` (what counts for them) and `done` (of those, read), as far as this person may
        know: a count that is one too high would tell who reads what is hidden from them.
        """
        known = Q(assessments__application__in=Application.objects.unconflicted(user))
        live = Q(assessments__state__in=["given", "started", "submitted"])
        return self.annotate(
            given=Count("assessments", filter=known & live),
            done=Count("assessments", filter=known & Q(assessments__state="submitted")),
        )

    def behind(self, user=None):
        """Those with something to read still, `waiting`; for the eyes of this person."""
        waiting = Q(assessments__state__in=["given", "started"])
        if user:
            waiting &= Q(assessments__application__in=Application.objects.unconflicted(user))
        counted = self.reading().annotate(waiting=Count("assessments", filter=waiting))
        return counted.filter(waiting__gt=0)

    @transaction.atomic
    def invite(self, lane, user, *, by):
        """Ask this person to read for the partner of this lane. Who declined can be asked again.
        Whether they apply is not told to who asks.
        """
        round = lane.round
        known = self.filter(round=round, user=user).first()
        if known is None:
            try:
                with transaction.atomic():
                    known = self.create(round=round, lane=lane, user=user, invited_by=by)
            except IntegrityError:
                raise Refused(_("%(name)s is asked already.") % {"name": user}) from None
        else:
            if not known.can_become(Assessor.State.INVITED):
                raise Refused(_("%(name)s is asked already.") % {"name": user})
            asked = {"lane": lane, "invited_by": by, "invited_at": timezone.now(), "answered_at": None}
            known.become(Assessor.State.INVITED, **asked)
        Entry.objects.record("recruitment.assessor_invited", round, by=by, assessor=user.pk, lane=lane.pk)
        notices.invited(known)
        return known


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
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)

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

    @property
    def is_reading(self):
        return self.state == self.State.ACCEPTED

    @transaction.atomic
    def accept(self, *, capacity, minimum=0):
        """They will read, at most and at least so many, and have read the guidance."""
        if self.round.applications.filter(applicant=self.user).exclude(state="withdrawn").exists():
            raise Refused(_("You apply in this round. Whoever applies cannot read in the same round."))
        facts = {"capacity": capacity, "minimum": minimum, "answered_at": timezone.now()}
        self.become(self.State.ACCEPTED, **facts)
        Entry.objects.record("recruitment.assessor_accepted", self.round, by=self.user, capacity=capacity)
        self._look_for_conflicts()

    def _look_for_conflicts(self):
        from folkmoot.recruitment.conflicts.finding import look_over

        look_over(self.round, people=[self.user])

    @transaction.atomic
    def set_load(self, *, capacity, minimum=0):
        """Another load than they said; not fewer than they have already."""
        given = self.assessments.filter(state__in=["given", "started", "submitted"]).count()
        if capacity < given:
            raise Refused(_("You have %(given)s already. Give some back first.") % {"given": given})
        rows = type(self).objects.reading().filter(pk=self.pk)
        rows.update(capacity=capacity, minimum=min(minimum, capacity))
        self.refresh_from_db()

    @transaction.atomic
    def decline(self):
        """They will not read, or not any longer: what they have not read goes back."""
        self.become(self.State.DECLINED, answered_at=timezone.now())
        self.assessments.give_back(_("The assessor does not read any longer."))
        Entry.objects.record("recruitment.assessor_declined", self.round, by=self.user)

    @transaction.atomic
    def remove(self, *, by):
        """The team or the lead takes them off; what they read stays, what they have not goes back."""
        self.become(self.State.REMOVED)
        self.assessments.give_back(_("The assessor was taken off the round."))
        Entry.objects.record("recruitment.assessor_removed", self.round, by=by, assessor=self.user_id)
