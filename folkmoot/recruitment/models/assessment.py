"""Who reads what: the plan, each assessment, and its scores, which are only ever added to."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.core.lifecycle import Lifecycle

from .application import Application
from .assessor import Assessor
from .questions import Criterion, Rubric
from .round import Round


class Plan(Lifecycle):
    """An assignment of applications to assessors: proved to be the best, adjusted by hand, published."""

    class State(models.TextChoices):
        DRAFTED = "drafted", gettext_lazy("Being made")
        PUBLISHED = "published", gettext_lazy("Published")
        DISCARDED = "discarded", gettext_lazy("Discarded")

    MOVES = {State.DRAFTED: {State.PUBLISHED, State.DISCARDED}}

    round = models.ForeignKey(Round, models.PROTECT, related_name="plans")
    wave = models.PositiveSmallIntegerField(gettext_lazy("wave"), default=1)
    state = models.CharField(gettext_lazy("state"), max_length=10, choices=State, default=State.DRAFTED)
    certificate = models.JSONField(default=dict, editable=False)
    shortfalls = models.JSONField(default=list, editable=False)
    is_by_hand = models.BooleanField(default=False, editable=False)  # changed since it was proved
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(null=True, editable=False)

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


class AssessmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those given to this person once their plan is published; not what they stepped back from."""
        if not user.is_authenticated:
            return self.none()
        return self.live().filter(assessor__user=user, assessor__state=Assessor.State.ACCEPTED)

    def live(self):
        """Those that count: given, begun or done."""
        return self.filter(state__in=Assessment.LIVE)

    def waiting(self):
        return self.filter(state__in=[Assessment.State.GIVEN, Assessment.State.STARTED])

    def done(self):
        return self.filter(state=Assessment.State.SUBMITTED)


class Assessment(Lifecycle):
    """One assessor's reading of one application."""

    class State(models.TextChoices):
        PLANNED = "planned", gettext_lazy("Planned")
        GIVEN = "given", gettext_lazy("To be read")
        STARTED = "started", gettext_lazy("Begun")
        SUBMITTED = "submitted", gettext_lazy("Read")
        RECUSED = "recused", gettext_lazy("Stepped back: conflict")
        DECLINED = "declined", gettext_lazy("Given back")
        REPLACED = "replaced", gettext_lazy("Given to somebody else")

    LIVE = [State.GIVEN, State.STARTED, State.SUBMITTED]
    MOVES = {
        State.PLANNED: {State.GIVEN},
        State.GIVEN: {State.STARTED, State.SUBMITTED, State.RECUSED, State.DECLINED, State.REPLACED},
        State.STARTED: {State.SUBMITTED, State.RECUSED, State.DECLINED, State.REPLACED},
        State.SUBMITTED: {State.STARTED, State.RECUSED},  # opened again: a new version of the scores
    }

    application = models.ForeignKey(Application, models.PROTECT, related_name="assessments")
    assessor = models.ForeignKey(Assessor, models.PROTECT, related_name="assessments")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="assessments")
    state = models.CharField(gettext_lazy("state"), max_length=10, choices=State, default=State.PLANNED)
    rubric = models.ForeignKey(Rubric, models.PROTECT, null=True, related_name="+")  # it was scored under
    version = models.PositiveSmallIntegerField(default=0, editable=False)  # of the scores that count; 0: none
    mark = models.FloatField(null=True, editable=False)  # weighted mean of those scores
    words = models.TextField(gettext_lazy("for those who decide"), blank=True)
    feedback = models.TextField(gettext_lazy("for the applicant"), blank=True)
    given_at = models.DateTimeField(null=True, editable=False)
    opened_at = models.DateTimeField(null=True, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    closed_why = models.CharField(max_length=300, blank=True, editable=False)  # recused, declined, replaced

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("assessment")
        constraints = [
            models.UniqueConstraint(fields=["application", "assessor"], name="one_assessment_a_reader"),
            models.CheckConstraint(
                condition=~Q(state="submitted")
                | Q(submitted_at__isnull=False, mark__isnull=False, version__gte=1, rubric__isnull=False),
                name="a_submitted_assessment_has_scores",
            ),
        ]
        indexes = [
            models.Index(fields=["assessor", "state"], name="assessments_of_a_reader"),
            models.Index(fields=["application", "state"], name="assessments_of_an_application"),
        ]

    def __str__(self):
        return _("Assessment %(number)s") % {"number": self.pk}

    def scores_in_force(self):
        """{key of the criterion: Score} of the version that counts."""
        rows = self.scores.filter(version=self.version).select_related("criterion")
        return {score.criterion.key: score for score in rows}


class Score(models.Model):
    """A value for one criterion, in one version of an assessment. Rows are added, never changed."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores")
    version = models.PositiveSmallIntegerField()
    value = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = gettext_lazy("score")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "criterion", "version"], name="one_score_a_version"
            ),
            models.CheckConstraint(condition=Q(value__gte=1, value__lte=5), name="a_score_is_on_the_scale"),
        ]

    def __str__(self):
        return str(self.value)


class Redaction(models.Model):
    """An answer as assessors read it, with what tells who wrote it taken out. The newest counts."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="redactions")
    key = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = gettext_lazy("redaction")
        indexes = [models.Index(fields=["application", "key", "-at"], name="redactions_newest")]

    def __str__(self):
        return self.key
