"""Assessments: one reader, one application, and scores that are only ever added to."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.policy import may_run
from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Lifecycle, Refused

from .answer import Submission
from .application import Application
from .assessor import Assessor
from .conflict import Conflict
from .lane import Lane
from .plan import Plan
from .questions import SCALE, Criterion, Rubric


class AssessmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those given to this person once their plan is published; not what they stepped back from, nor where
        a conflict binds.
        """
        if not user.is_authenticated:
            return self.none()
        theirs = self.live().filter(assessor__user=user, assessor__state=Assessor.State.ACCEPTED)
        return theirs.unconflicted()

    def unconflicted(self):
        """Without those whose reader has a binding conflict with the applicant."""
        pair = {"person": OuterRef("assessor__user"), "applicant": OuterRef("application__applicant")}
        own = Q(application__applicant=F("assessor__user"))  # since two accounts were merged into one
        return self.exclude(own).exclude(Exists(Conflict.objects.binding().filter(**pair)))

    def live(self):
        """Those that count: given, begun or done."""
        return self.filter(state__in=Assessment.LIVE)

    def waiting(self):
        return self.filter(state__in=[Assessment.State.GIVEN, Assessment.State.STARTED])

    def done(self):
        return self.filter(state=Assessment.State.SUBMITTED)

    def to_check(self):
        """Whose names the assessor has not looked at yet."""
        return self.waiting().filter(checked_at=None)

    def give_back(self, why):
        """Nobody reads these after all: what was planned is forgotten, what was not read is free again."""
        self.filter(state=Assessment.State.PLANNED).delete()
        waiting = list(self.waiting().select_related("application__round"))
        self.filter(pk__in=[row.pk for row in waiting]).waiting().update(
            state=Assessment.State.REPLACED, closed_why=why
        )
        for row in waiting:
            _weigh_if_read(row.application)

    def close_for(self, conflict):
        """A conflict was confirmed: what is not read goes to others, what was read counts no longer."""
        State = Assessment.State
        rows = self.filter(assessor__user=conflict.person_id, application__applicant=conflict.applicant_id)
        rows.filter(state=State.PLANNED).delete()
        weighed = ["in_assessment", "moderation"]
        for row in rows.live().filter(application__state__in=weighed).select_related("application__round"):
            row.become(State.RECUSED, closed_why=_("A conflict came to light."))
            Entry.objects.record("recruitment.assessment_closed", row.application, by=conflict.decided_by)
            _weigh_if_read(row.application)


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

    UNREAD = [State.PLANNED, State.GIVEN, State.STARTED]
    LIVE = [State.GIVEN, State.STARTED, State.SUBMITTED]
    MOVES = {
        State.PLANNED: {State.GIVEN},
        State.GIVEN: {State.SUBMITTED, State.RECUSED, State.DECLINED, State.REPLACED},
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
    checked_at = models.DateTimeField(null=True, editable=False)  # the name was seen, and no conflict known
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

    @property
    def is_done(self):
        return self.state == self.State.SUBMITTED

    @property
    def is_unread(self):
        return self.state in self.UNREAD

    @property
    def can_be_written(self):
        return self.state in {self.State.GIVEN, self.State.STARTED} and self.application.round.is_being_read

    @property
    def shows_name(self):
        """Whether its reader sees who wrote it: never before they looked for conflicts; where names are
        hidden, once their scores are in and the moment of the round has come.
        """
        application, round = self.application, self.application.round
        if self.checked_at is None or application.applicant_id is None:
            return False
        return not round.is_blind or (self.is_done and round.is_unblinded)

    @property
    def names_came(self):
        """Whether its reader scored it without the name, and may see it now."""
        return self.application.round.is_blind and self.shows_name

    def scores_in_force(self):
        """{key of the criterion: Score} of the version that counts."""
        rows = self.scores.filter(version=self.version).select_related("criterion")
        return {score.criterion.key: score for score in rows}

    def clear(self):
        """Its reader saw the name and knows of no conflict: the content opens."""
        type(self).objects.to_check().filter(pk=self.pk).update(checked_at=timezone.now())
        self.refresh_from_db()

    @transaction.atomic
    def submit(self, values, *, rubric, words="", feedback=""):
        """Score it: {key of a criterion: value of SCALE} for every criterion. Earlier scores stay."""
        if not self.can_be_written or self.application.applicant_id == self.assessor.user_id:
            raise Refused(_("This can be scored no longer. What you wrote is kept as a draft."))
        criteria = list(rubric.criteria.all())
        if any(values.get(criterion.key) not in SCALE for criterion in criteria):
            raise Refused(_("Give a score for every criterion."))
        version = self.version + 1
        weight = sum(criterion.weight for criterion in criteria)
        mark = sum(criterion.weight * values[criterion.key] for criterion in criteria) / weight
        self.become(
            self.State.SUBMITTED, version=version, mark=mark, rubric=rubric, words=words, feedback=feedback,
            submitted_at=timezone.now(),
        )  # fmt: skip
        self.scores.bulk_create(
            Score(assessment=self, criterion=criterion, version=version, value=values[criterion.key])
            for criterion in criteria
        )
        Entry.objects.record("recruitment.assessed", self.application, by=self.assessor.user, version=version)
        _weigh_if_read(self.application)

    @transaction.atomic
    def reopen(self):
        """Change one's scores while the round is being read: a new version, the old one stays."""
        if not self.application.round.is_being_read or self.application.state not in {
            "in_assessment",
            "moderation",
        }:
            raise Refused(_("The reading is over. Your scores stand."))
        if self.names_came:
            raise Refused(_("You have seen who it is. Your scores stand."))
        reader = self.assessor.user
        is_lead = Lane.objects.led_by(reader).filter(pk=self.application.lane_id).exists()
        if self.application.state == "moderation" and (may_run(reader) or is_lead):
            raise Refused(_("You see by now what others gave. Your scores stand."))
        self.become(self.State.STARTED)
        Application.objects.filter(pk=self.application_id, state="moderation").update(state="in_assessment")
        Entry.objects.record("recruitment.assessment_reopened", self.application, by=self.assessor.user)

    @transaction.atomic
    def recuse(self, reason):
        """A conflict came to light: it binds in every later plan and round, and the place is free."""
        self.become(self.State.RECUSED, closed_why=reason[:300])
        reader = self.assessor.user
        Conflict.objects.declare(reader, self.application.applicant, by=reader, kind="recused", reason=reason)
        _weigh_if_read(self.application)

    @transaction.atomic
    def give_back(self, reason):
        """They cannot read it after all, for another reason."""
        self.become(self.State.DECLINED, closed_why=reason[:300])
        Entry.objects.record("recruitment.assessment_given_back", self.application, by=self.assessor.user)
        _weigh_if_read(self.application)


def _weigh_if_read(application):
    """Nobody reads it any longer, and as many have as the round asks for: it is weighed from now on.

    One reader after the other: of the last two, each would find the other still at it.
    """
    type(application).objects.select_for_update().get(pk=application.pk)
    waiting = application.assessments.filter(state__in=["given", "started"]).exists()
    if waiting or application.assessments.filter(state="submitted").count() < application.round.readers:
        return
    rows = type(application).objects.filter(pk=application.pk, state=application.State.IN_ASSESSMENT)
    if rows.update(state=application.State.MODERATION):
        application.refresh_from_db()


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


class RedactionQuerySet(models.QuerySet):
    def in_force(self):
        """Those of what was sent last, the oldest first; sent anew, it is looked at anew."""
        sent = Submission.objects.filter(application=OuterRef("application")).order_by("-version")
        return self.filter(at__gte=Subquery(sent.values("at")[:1])).order_by("at", "pk")

    @transaction.atomic
    def keep(self, application, texts, *, by):
        """{key: text} as assessors are to read it from now on; answers how many are other than before."""
        Application.objects.select_for_update().get(pk=application.pk)  # the second sees the first
        before = dict(self.filter(application=application).in_force().values_list("key", "text"))
        before = {**application.sent_texts(), **before}
        texts = {key: text.replace("\r\n", "\n") for key, text in texts.items()}
        changed = sorted(key for key, text in texts.items() if text != before.get(key, ""))
        rows = (self.model(application=application, key=key, text=texts[key], by=by) for key in changed)
        self.bulk_create(rows)
        if changed:
            Entry.objects.record("recruitment.redacted", application, by=by, fields=changed)
        return len(changed)


class Redaction(models.Model):
    """An answer as assessors read it, with what tells who wrote it taken out. The newest counts."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="redactions")
    key = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = RedactionQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("redaction")
        indexes = [models.Index(fields=["application", "key", "-at"], name="redactions_newest")]

    def __str__(self):
        return self.key
