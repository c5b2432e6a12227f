"""A round: a time in which people can apply to belong, from its plan to the day its papers are gone."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.policy import may_run
from folkmoot.activity.models import Entry
from folkmoot.core import freshness, text
from folkmoot.core.lifecycle import Lifecycle, Refused
from folkmoot.members.models.slugs import SHAPE, free_in

RESERVED = {
    "address",
    "me",
    "no",
    "still",
    "rounds",
    "new",
    "tell-me",
    "reference",
    "talks",
}  # what /join/ itself uses
WORDS = ["about", "like"]  # in Markdown; each has an _html beside it
NAMES = ["is_blind", "unblind_at"]  # what applicants are told of who sees their name


class RoundQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The public page of a round is everyone's from the day it is announced; a plan is the team's and
        its leads'.
        """
        shown = ~Q(state=Round.State.PLANNED) | Q(is_announced=True)
        if may_run(user):
            return self
        if not user.is_authenticated:
            return self.filter(shown)
        led = Round.objects.filter(lanes__leads=user, lanes__suspended_at=None).values("pk")
        return self.filter(shown | Q(pk__in=led))

    def open(self):
        """Those in which one can apply now."""
        return self.filter(state=Round.State.OPEN)

    def coming(self):
        return self.filter(state=Round.State.PLANNED, is_announced=True).order_by("opens_at")

    def under_way(self):
        """Neither planned only nor over."""
        over = [Round.State.PLANNED, Round.State.FINISHED, Round.State.PURGED]
        return self.exclude(state__in=over)

    def newest(self):
        return self.order_by("-opens_at", "-pk")

    @transaction.atomic
    def plan(self, name, *, by, **facts):
        """A new round, with the questions and criteria of the last one as its own copies."""
        from folkmoot.recruitment import defaults

        slug = free_in(self, name)
        if slug in RESERVED or not SHAPE.fullmatch(slug):
            slug = f"round-{slug}"
        round = self.model(name=" ".join(name.split()), slug=slug, **facts)
        round.render()
        round.save()
        defaults.give_questions(round, by=by)
        Entry.objects.record("recruitment.round_planned", round, by=by, name=round.name)
        return round


class Round(Lifecycle):
    """People apply, are read, decided upon and welcomed. Changed only through its verbs.

    Times are kept as moments; what people typed as wall time is in the zone of the round. The deadline that
    is told is `closes_at`; `grace` is not told: what is sent within it counts.
    """

    class State(models.TextChoices):
        PLANNED = "planned", gettext_lazy("Planned")
        OPEN = "open", gettext_lazy("Open")
        CLOSING = "closing", gettext_lazy("Closing")
        SCREENING = "screening", gettext_lazy("Checked for completeness")
        ASSESSING = "assessing", gettext_lazy("Being read")
        MODERATING = "moderating", gettext_lazy("Being weighed")
        DECIDING = "deciding", gettext_lazy("Being decided")
        RELEASING = "releasing", gettext_lazy("Letters go out")
        WELCOMING = "welcoming", gettext_lazy("Being welcomed")
        FINISHED = "finished", gettext_lazy("Finished")
        PURGED = "purged", gettext_lazy("Finished, papers destroyed")

    class Method(models.TextChoices):
        ADJUSTED = "adjusted", gettext_lazy("Adjusted for how strict readers are")
        RAW = "raw", gettext_lazy("Plain mean")

    MOVES = {
        State.PLANNED: {State.OPEN},
        State.OPEN: {State.CLOSING},
        State.CLOSING: {State.SCREENING},
        State.SCREENING: {State.ASSESSING},
        State.ASSESSING: {State.MODERATING},
        State.MODERATING: {State.ASSESSING, State.DECIDING},  # back for a second wave of readings
        State.DECIDING: {State.MODERATING, State.RELEASING},
        State.RELEASING: {State.WELCOMING},
        State.WELCOMING: {State.FINISHED},
        State.FINISHED: {State.PURGED},
    }

    name = models.CharField(gettext_lazy("name"), max_length=80)
    slug = models.SlugField(max_length=80, unique=True, editable=False)
    state = models.CharField(gettext_lazy("state"), max_length=12, choices=State, default=State.PLANNED)
    is_announced = models.BooleanField(gettext_lazy("announced"), default=False)  # while it is planned
    about = models.TextField(gettext_lazy("what it is for"), blank=True)
    about_html = models.TextField(blank=True, editable=False)
    like = models.TextField(gettext_lazy("what it is like, in members' words"), blank=True)
    like_html = models.TextField(blank=True, editable=False)
    zone = models.CharField(gettext_lazy("time zone"), max_length=50, default="Europe/London")
    opens_at = models.DateTimeField(gettext_lazy("opens"))
    closes_at = models.DateTimeField(gettext_lazy("closes"))
    grace_minutes = models.PositiveSmallIntegerField(gettext_lazy("grace, in minutes"), default=60)
    hear_on = models.DateField(gettext_lazy("people hear by"))
    places = models.PositiveIntegerField(gettext_lazy("places"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(gettext_lazy("minutes it takes"), default=60)  # until measured
    readers = models.PositiveSmallIntegerField(gettext_lazy("readers of each application"), default=3)
    more_readers = models.PositiveSmallIntegerField(
        gettext_lazy("further readers of those on the border"), default=2
    )
    method = models.CharField(
        gettext_lazy("how scores are combined"), max_length=10, choices=Method, default=Method.ADJUSTED
    )
    is_blind = models.BooleanField(gettext_lazy("read without names"), default=True)
    unblind_at = models.DateTimeField(  # empty: never
        gettext_lazy("names are shown to those who have scored, from"), null=True, blank=True
    )
    answer_days = models.PositiveSmallIntegerField(gettext_lazy("days to answer an offer"), default=14)
    reserve_until = models.DateField(gettext_lazy("the reserve list ends on"), null=True, blank=True)
    cohort = models.ForeignKey(
        "members.Cohort", models.PROTECT, null=True, blank=True, related_name="rounds",
        verbose_name=gettext_lazy("cohort"),
    )  # fmt: skip
    equality_officer = models.ForeignKey(  # who may open the raw equality answers
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=gettext_lazy("equality officer"),
    )  # fmt: skip
    numbered = models.PositiveIntegerField(default=0, editable=False)  # applications that have a number
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("round")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="a_round_closes_after_it_opens"
            ),
            models.CheckConstraint(condition=Q(readers__gte=1), name="somebody_reads_each_application"),
            models.CheckConstraint(
                condition=Q(is_blind=True) | Q(unblind_at=None), name="names_come_later_only_where_hidden"
            ),
        ]
        indexes = [
            models.Index(fields=["-opens_at", "-id"], name="rounds_newest"),
            models.Index(fields=["state", "closes_at"], name="rounds_by_state"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("recruitment:round", args=[self.slug])

    # What pages ask

    @property
    def tz(self):
        return ZoneInfo(self.zone)

    @property
    def grace_ends_at(self):
        return self.closes_at + timedelta(minutes=self.grace_minutes)

    @property
    def takes_applications(self):
        """For whoever has no extension: until the deadline that was told, and a while more in silence."""
        return self.state in {self.State.OPEN, self.State.CLOSING} and timezone.now() <= self.grace_ends_at

    @property
    def has_opened(self):
        return self.state != self.State.PLANNED

    @property
    def is_over(self):
        return self.state in {self.State.FINISHED, self.State.PURGED}

    @property
    def is_being_read(self):
        return self.state in {self.State.ASSESSING, self.State.MODERATING}

    @property
    def is_unblinded(self):
        """Whether the moment has come from which those who have scored see names."""
        return self.unblind_at is not None and self.unblind_at <= timezone.now()

    def end_of_day(self, moment):
        """The last second of the day of this moment, by the round's clock."""
        day = timezone.localtime(moment, self.tz).date()
        return datetime.combine(day, time(23, 59, 59), self.tz)

    def offers_hold_until(self, moment):
        """Until when an offer holds that is made at this moment."""
        return self.end_of_day(moment + timedelta(days=self.answer_days))

    def question_set(self):
        """The questions in force: the newest version."""
        return self.question_sets.order_by("-version").first()

    def rubric(self):
        """The criteria in force: the newest version."""
        return self.rubrics.order_by("-version").first()

    def check_in_force(self):
        """The words of the two-minute check: the newest version, if it has one."""
        return self.checks.order_by("-version").first()

    def render(self):
        for field in WORDS:
            setattr(self, f"{field}_html", text.markdown(getattr(self, field)))

    # Verbs

    @transaction.atomic
    def edit(self, *, by, **changes):
        """Change what it says. How scores are combined, and whether readers see names, stays as it was once
        people could apply.
        """
        if self.has_opened and changes.get("method", self.method) != self.method:
            raise Refused(_("People have applied under this way of combining scores. It stays."))
        if self.has_opened and any(
            changes.get(one, getattr(self, one)) != getattr(self, one) for one in NAMES
        ):
            raise Refused(_("People have applied knowing who sees their name, and when. It stays."))
        changed = sorted(name for name, value in changes.items() if getattr(self, name) != value)
        for field, value in changes.items():
            setattr(self, field, value)
        self.render()
        self.save()
        Entry.objects.record("recruitment.round_edited", self, by=by, fields=changed)
        freshness.touch()

    @transaction.atomic
    def move_on(self, state, *, by=None, **changes):
        """Its next state, told to the record and to pages kept for strangers."""
        before = self.get_state_display()
        self.become(state, **changes)
        Entry.objects.record(
            "recruitment.round_moved", self, by=by, before=str(before), after=str(self.get_state_display())
        )
        freshness.touch()

    def open(self, *, by=None):
        """Let people apply. It needs a lane, and questions."""
        if not self.lanes.current().exists():
            raise Refused(_("No partner leads a part of this round yet. Add a lane first."))
        if not self.question_set().questions.exists():
            raise Refused(_("There are no questions yet."))
        self.move_on(self.State.OPEN, by=by)

    @transaction.atomic
    def weigh(self, *, by):
        """The reading is over: what nobody read yet goes back, and what was read at all is weighed."""
        self.move_on(self.State.MODERATING, by=by)
        waiting = self.assessment_rows().filter(state__in=["given", "started"])
        waiting.update(state="replaced", closed_why=_("The reading was closed."))
        read = self.assessment_rows().filter(state="submitted").values("application")
        self.applications.filter(state="in_assessment", pk__in=read).update(state="moderation")

    @transaction.atomic
    def finish(self, *, by):
        """Everybody was told and has answered, and nobody is on the reserve list any longer."""
        from .lane_request import LaneRequest

        waiting = self.applications.filter(state__in=["submitted", "offered", "reserve", "accepted"]).count()
        waiting += self.taken_up.filter(state="offered").count()
        if waiting:
            words = _("Somebody waits still: for our decision, with an offer, or on the reserve list.")
            raise Refused(words)
        self.move_on(self.State.FINISHED, by=by)
        LaneRequest.objects.filter(lane__round=self).void()

    def assessment_rows(self):
        """Every assessment of the round, whatever became of it."""
        from .assessment import Assessment

        return Assessment.objects.filter(application__round=self)

    def take_number(self):
        """The next number of an application: one locked row counts."""
        type(self).objects.filter(pk=self.pk).update(numbered=F("numbered") + 1)
        self.refresh_from_db(fields=["numbered"])
        return self.numbered
