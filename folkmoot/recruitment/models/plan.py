"""The plan of who reads what: proved to be the best, changed by hand within the rules, published once."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Lifecycle, Refused
from folkmoot.recruitment.assessors import notices

from .application import Application
from .assessor import Assessor
from .conflict import Conflict
from .round import Round

State = Application.State
LIVE = ["given", "started", "submitted"]


class PlanQuerySet(models.QuerySet):
    @transaction.atomic
    def begin(self, round, *, by, applications=None):
        """A new plan in the making; one that was not published is discarded. `applications`: those to be read
        by more people than the round asks for; None: whatever has too few readers.
        """
        if round.state not in {Round.State.SCREENING, Round.State.ASSESSING, Round.State.MODERATING}:
            raise Refused(
                _("Readers are given applications after the deadline, and before anything is decided.")
            )
        Round.objects.select_for_update().get(pk=round.pk)  # two who begin: the later discards the other
        for old in self.filter(round=round, state=Plan.State.DRAFTED):
            old.discard(by=by)
        wave = 2 if applications is not None else 1
        plan = self.create(round=round, wave=wave, made_by=by)
        if applications is not None:
            plan.again.set(applications)
        Entry.objects.record("recruitment.plan_begun", round, by=by, plan=plan.pk, wave=wave)
        return plan


class Plan(Lifecycle):
    """An assignment of applications to assessors: proved to be the best, adjusted by hand, published."""

    class State(models.TextChoices):
        DRAFTED = "drafted", gettext_lazy("Being made")
        PUBLISHED = "published", gettext_lazy("Published")
        DISCARDED = "discarded", gettext_lazy("Discarded")

    MOVES = {State.DRAFTED: {State.PUBLISHED, State.DISCARDED}}

    round = models.ForeignKey(Round, models.PROTECT, related_name="plans")
    wave = models.PositiveSmallIntegerField(gettext_lazy("wave"), default=1)
    again = models.ManyToManyField(Application, related_name="+")  # read by more people in this wave
    state = models.CharField(gettext_lazy("state"), max_length=10, choices=State, default=State.DRAFTED)
    solved_at = models.DateTimeField(null=True, editable=False)
    certificate = models.JSONField(default=dict, editable=False)
    shortfalls = models.JSONField(
        default=list, editable=False
    )  # [[rule, key, how many, why]], as `plans.lacking` says
    is_by_hand = models.BooleanField(default=False, editable=False)  # changed since it was proved
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(null=True, editable=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("assignment plan")
        constraints = [
            models.UniqueConstraint(
                fields=["round"], condition=Q(state="drafted"), name="one_plan_in_the_making"
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False),
                name="a_published_plan_has_its_time",
            ),
        ]

    def __str__(self):
        return _("Assignment plan %(number)s") % {"number": self.pk}

    @property
    def is_drafted(self):
        return self.state == self.State.DRAFTED

    @transaction.atomic
    def discard(self, *, by):
        self.become(self.State.DISCARDED)
        self.assessments.filter(state="planned").delete()
        self.swaps.open().update(state="void", decided_at=timezone.now())
        Entry.objects.record("recruitment.plan_discarded", self.round, by=by, plan=self.pk)

    @transaction.atomic
    def give(self, application, assessor, *, by, reason=""):
        """By hand: this assessor reads this application too. What is unusual needs a reason."""
        from folkmoot.recruitment.plans import by_hand

        self._refuse_published()
        by_hand.give(self, application, assessor, by=by, reason=reason)

    @transaction.atomic
    def take(self, assessment, *, by):
        """By hand: they do not read it after all. Answers in words what the plan lacks because of it."""
        from folkmoot.recruitment.plans import by_hand

        self._refuse_published()
        return by_hand.take(self, assessment, by=by)

    def _refuse_published(self):
        """One change at a time, and none once it is published."""
        if not type(self).objects.select_for_update().filter(pk=self.pk, state="drafted").exists():
            raise Refused(_("This plan is published or discarded already."))

    @transaction.atomic
    def publish(self, *, by):
        """Give everybody what the plan says: applications are read from now on, and readers are told."""
        from folkmoot.recruitment.plans.lacking import count_anew

        if self.solved_at is None:
            raise Refused(_("The plan is still being made."))
        now = timezone.now()
        self.become(self.State.PUBLISHED, published_at=now, published_by=by)
        planned = self.assessments.filter(state="planned")
        planned.filter(assessor__in=Assessor.objects.exclude(state=Assessor.State.ACCEPTED)).delete()
        planned.exclude(application__in=Application.objects.in_play()).delete()
        _without_conflicts(planned)
        _refuse_too_many(planned)
        planned.update(state="given", given_at=now)
        given = self.assessments.filter(state="given")
        in_play = Application.objects.filter(pk__in=given.values("application"))
        in_play.filter(state__in=[State.SUBMITTED, State.MODERATION]).update(state=State.IN_ASSESSMENT)
        if self.round.can_become(Round.State.ASSESSING):
            self.round.move_on(Round.State.ASSESSING, by=by)
        count_anew(self)
        Entry.objects.record(
            "recruitment.plan_published", self.round, by=by, plan=self.pk, many=given.count()
        )
        for assessor in Assessor.objects.filter(pk__in=given.values("assessor")).select_related(
            "user", "round"
        ):
            notices.given(assessor, self, given.filter(assessor=assessor).count())


def _without_conflicts(planned):
    """What has come to light since the plan was made holds as well."""
    bound = set(Conflict.objects.binding().values_list("person", "applicant"))
    rows = planned.values_list("pk", "assessor__user", "application__applicant")
    planned.filter(pk__in=[pk for pk, *pair in rows if tuple(pair) in bound]).delete()


def _refuse_too_many(planned):
    """Whoever has said meanwhile that they can read fewer is not given more than that."""
    theirs = Count("assessments", filter=Q(assessments__state__in=[*LIVE, "planned"]))
    readers = Assessor.objects.filter(pk__in=planned.values("assessor")).annotate(theirs=theirs)
    over = readers.filter(theirs__gt=F("capacity")).by_name()
    if names := ", ".join(str(one) for one in over):
        words = _("These can read fewer than when the plan was made: %(names)s. Work it out anew.")
        raise Refused(words % {"names": names})
