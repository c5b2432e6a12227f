"""Choosing what happens at an event before it does: options, each who comes takes some, hosts decide."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Lifecycle, Refused
from folkmoot.core.walltime import moment_of

from .event import Event
from .times import WALL

FEWEST, MOST = 2, 12  # options


class ChoosingQuerySet(models.QuerySet):
    @transaction.atomic
    def offer(self, event, question, titles, *, most, closes_wall, by):
        """Ask who comes to choose up to `most` of these until then. Pressed twice it is one choice."""
        event.lock()
        event.require_planned_or_coming()
        if same := self.filter(event=event, question=question, state="open").first():
            return same
        choosing = self.model(
            event=event, question=question, most=most, closes_wall=closes_wall, offered_by=by
        )
        choosing.count_times()
        choosing.require_in_time()
        if not FEWEST <= len(titles) <= MOST or not 1 <= most < len(titles):
            raise Refused(_("There are two to twelve options, and fewer can be chosen than there are."))
        choosing.save()
        for place, title in enumerate(titles, 1):
            choosing.options.create(title=title, place=place)
        Entry.objects.record("events.choosing_offered", event, by=by)
        return choosing

    def due(self):
        return self.filter(state="open", closes_at__lte=timezone.now())


class Choosing(Lifecycle):
    """A question about the programme. Nobody sees what others chose until it has closed."""

    class State(models.TextChoices):
        OPEN = "open", gettext_lazy("Being chosen")
        CLOSED = "closed", gettext_lazy("Closed")
        DECIDED = "decided", gettext_lazy("Decided")
        DROPPED = "dropped", gettext_lazy("Dropped")

    TOO_FEW = 5  # who chose: under it counts would tell who chose what
    MOVES = {
        State.OPEN: {State.CLOSED, State.DROPPED},
        State.CLOSED: {State.DECIDED, State.DROPPED},
        State.DECIDED: {State.DECIDED},
    }

    event = models.ForeignKey(Event, models.CASCADE, related_name="choosings")
    state = models.CharField(max_length=7, choices=State, default=State.OPEN, editable=False)
    question = models.CharField(gettext_lazy("the question"), max_length=200)
    most = models.PositiveSmallIntegerField(gettext_lazy("how many each may choose"), default=1)
    closes_wall = models.CharField(gettext_lazy("choosing closes"), max_length=16)
    closes_at = models.DateTimeField(editable=False)
    why = models.CharField(
        gettext_lazy("why"), max_length=500, blank=True
    )  # changed, dropped, or decided otherwise
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="choosings_offered"
    )
    decided_at = models.DateTimeField(null=True, editable=False)

    objects = ChoosingQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("choice about the programme")
        indexes = [models.Index(fields=["closes_at"], condition=Q(state="open"), name="choosings_open")]

    def __str__(self):
        return self.question

    @property
    def is_open(self):
        return (
            self.state == self.State.OPEN
            and timezone.now() < self.closes_at
            and self.event.state == Event.State.PUBLISHED
        )

    @property
    def has_closed(self):
        return self.state in (self.State.CLOSED, self.State.DECIDED) or (
            self.state == self.State.OPEN and timezone.now() >= self.closes_at
        )

    def results(self):
        """(how many chose, the options with `many`), once it has closed; counts only where enough chose."""
        many = self.picks.values("user").distinct().count()
        options = self.options.annotate(many=Count("picks")).order_by("place")
        rows = list(options) if many >= self.TOO_FEW else list(self.options.order_by("place"))
        return many, rows

    # Verbs

    @transaction.atomic
    def choose(self, options, *, by):
        """This is what they choose, in place of what they chose before."""
        self.hold()
        if not self.is_open:
            raise Refused(_("Choosing has closed. What you chose before stands."))
        if not 1 <= len(options) <= self.most:
            raise Refused(_("Choose at least one, and no more than %(most)s.") % {"most": self.most})
        self.picks.filter(user=by).delete()
        self.picks.bulk_create([Pick(choosing=self, option=option, user=by) for option in options])

    @transaction.atomic
    def change(self, *, by, why, most=None, closes_wall=None):
        """The rules change on the way: more or less time, more or fewer; with a reason that all can read."""
        self.hold()
        if self.state != self.State.OPEN:
            raise Refused(_("Choosing has closed. Nothing was changed."))
        if most is not None and not 1 <= most < self.options.count():
            raise Refused(_("Fewer can be chosen than there are options."))
        self.most, self.why = most or self.most, why
        if closes_wall and closes_wall != self.closes_wall:
            self.closes_wall = closes_wall
            self.count_times()
            self.require_in_time()
        self.save()
        self._let_go_of_too_many()
        Entry.objects.record("events.choosing_changed", self.event, by=by, why=why)

    @transaction.atomic
    def close(self, *, by=None):
        self.hold()
        self._close()
        Entry.objects.record("events.choosing_closed", self.event, by=by)

    @transaction.atomic
    def decide(self, options, *, by, why=""):
        """This is what happens. Where it is not what most chose, the reason is said beside it."""
        self.hold()
        if self.state == self.State.OPEN and self.has_closed:
            self._close()
        if not options:
            raise Refused(_("Say what happens: at least one of the options."))
        if self.differs(options) and not why:
            raise Refused(_("This is not what most chose. Say why: those who chose read it."))
        self.become(self.State.DECIDED, decided_at=timezone.now(), why=why)
        self.options.update(happens=False)
        self.options.filter(pk__in=[option.pk for option in options]).update(happens=True)
        Entry.objects.record("events.choosing_decided", self.event, by=by, why=why)

    @transaction.atomic
    def drop(self, *, by, why):
        """Nothing is chosen here after all; what people chose is deleted."""
        self.hold()
        self.become(self.State.DROPPED, why=why)
        self.picks.all().delete()
        Entry.objects.record("events.choosing_dropped", self.event, by=by, why=why)

    def event_has_moved(self):
        """The event is on another day or hour: choosing ends when it begins, at the latest.

        Held by whoever moves the event.
        """
        self.hold()
        try:
            self.count_times()
        except ValidationError:
            raise Refused(
                _("Choosing would close at an hour that the clocks pass over. Change that hour first.")
            ) from None
        if self.closes_at > self.event.starts_at:
            self.closes_wall, self.closes_at = self.event.starts_wall, self.event.starts_at
        self.save(update_fields=["closes_wall", "closes_at"])

    # How the verbs do it

    def differs(self, options):
        """Whether an option that was left out has more choices than one that happens."""
        counts = dict(self.options.annotate(many=Count("picks")).values_list("pk", "many"))
        taken = {option.pk for option in options}
        left = [many for pk, many in counts.items() if pk not in taken]
        return bool(left) and max(left) > min(counts[pk] for pk in taken)

    def hold(self):
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update())
        return self

    def count_times(self):
        closes = datetime.strptime(self.closes_wall, WALL)
        self.closes_at = moment_of(closes, self.event.zone, later=True)

    def require_in_time(self):
        if self.closes_at > self.event.starts_at:
            raise Refused(_("Choosing closes before the event begins, or when it begins."))
        if self.closes_at <= timezone.now():
            raise Refused(_("This hour is over. Choose a later one."))

    def _close(self):
        """Whoever chose and gave their place back since is not counted."""
        self.become(self.State.CLOSED)
        coming = self.event.registrations.confirmed().filter(guest=None)
        self.picks.exclude(user__in=coming.order_by().values("user")).delete()

    def _let_go_of_too_many(self):
        """Whoever chose more than may be chosen now chooses again: which to leave is theirs to say."""
        theirs = self.picks.values("user").annotate(many=Count("pk")).filter(many__gt=self.most)
        self.picks.filter(user__in=[row["user"] for row in theirs]).delete()


class Option(models.Model):
    """One of the things that can happen."""

    choosing = models.ForeignKey(Choosing, models.CASCADE, related_name="options")
    title = models.CharField(gettext_lazy("option"), max_length=120)
    place = models.PositiveSmallIntegerField()
    happens = models.BooleanField(default=False)

    class Meta:
        verbose_name = gettext_lazy("option")
        constraints = [models.UniqueConstraint(fields=["choosing", "place"], name="one_option_a_place")]

    def __str__(self):
        return self.title


class Pick(models.Model):
    """That somebody chose this. Who did is shown to nobody else."""

    choosing = models.ForeignKey(Choosing, models.CASCADE, related_name="picks")
    option = models.ForeignKey(Option, models.CASCADE, related_name="picks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="picks")

    class Meta:
        verbose_name = gettext_lazy("what somebody chose")
        constraints = [models.UniqueConstraint(fields=["option", "user"], name="chosen_once_by_a_person")]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"
