"""That somebody would like to come: with a place, in the queue, or no more."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, Q, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import User
from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Lifecycle, Refused

from .. import notices
from .event import Event
from .pool import Pool


class RegistrationQuerySet(models.QuerySet):
    def live(self):
        """With a place, offered one, or waiting."""
        return self.filter(state__in=Registration.LIVE)

    def live_first(self):
        """Of one person and event: what holds now, else the latest."""
        return self.order_by(Case(When(state__in=Registration.LIVE, then=0), default=1), "-pk")

    def confirmed(self):
        return self.filter(state="confirmed").order_by("moved_at", "pk")

    def waiting(self):
        """In the queue, the first first."""
        return self.filter(state="waiting").order_by("number", "pk")

    def offered(self):
        return self.filter(state="offered").order_by("offered_until", "pk")

    def open(self):
        """Waiting, or offered a place that was not answered."""
        return self.filter(state__in=["waiting", "offered"])

    def lapsed(self):
        """Offers whose time is over."""
        ended = self.offered().filter(offered_until__lte=timezone.now(), event__state="published")
        return ended.order_by("pool", "pk")

    def of(self, user):
        return self.filter(user=user)

    def who_may_come(self, event):
        """Those whom the event is still for: the rule of `policy.may_come`, for many."""
        rows = self.filter(user__is_active=True)
        if event.comers == Event.Comers.EVERYONE:
            return rows
        if event.comers == Event.Comers.GROUP:
            return rows.filter(user__circles=event.audience_id)
        return rows.filter(Q(user__is_member=True) | Q(user__in=User.objects.running_the_house()))

    def let_go(self):
        """The event is over: nobody waits any more. Places that were offered are given back."""
        for registration in self.select_related("pool__event").order_by("pool", "pk"):
            registration.hold()
            if registration.state in ("waiting", "offered"):
                registration.end(Registration.State.LAPSED, offers_on=False)


class Registration(Lifecycle):
    """One person and one event. Moved by its verbs alone, each of which holds the counter of its places."""

    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("On the waiting list")
        OFFERED = "offered", gettext_lazy("Offered a place")
        CONFIRMED = "confirmed", gettext_lazy("Coming")
        CANCELLED = "cancelled", gettext_lazy("Cannot come")
        DECLINED = "declined", gettext_lazy("Did not want the place")
        LAPSED = "lapsed", gettext_lazy("Did not answer in time")

    LIVE = [State.WAITING, State.OFFERED, State.CONFIRMED]
    HOLDS_A_PLACE = [State.OFFERED, State.CONFIRMED]
    MOVES = {
        State.WAITING: {State.OFFERED, State.CONFIRMED, State.CANCELLED, State.LAPSED},
        State.OFFERED: {State.CONFIRMED, State.DECLINED, State.CANCELLED, State.LAPSED},
        State.CONFIRMED: {State.CANCELLED},
    }

    event = models.ForeignKey(Event, models.CASCADE, related_name="registrations")
    pool = models.ForeignKey(Pool, models.CASCADE, related_name="registrations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="registrations")
    state = models.CharField(gettext_lazy("state"), max_length=9, choices=State)
    number = models.PositiveIntegerField(gettext_lazy("number in the queue"), null=True)
    offered_until = models.DateTimeField(gettext_lazy("offered until"), null=True)
    before = models.PositiveSmallIntegerField(
        default=0, editable=False
    )  # how often they came and went already
    registered_at = models.DateTimeField(gettext_lazy("registered"), default=timezone.now)
    moved_at = models.DateTimeField(gettext_lazy("changed"), default=timezone.now)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("registration")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "user"],
                condition=Q(state__in=["waiting", "offered", "confirmed"]),
                name="one_live_registration_a_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="offered") | Q(offered_until__isnull=False), name="an_offer_has_an_end"
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(number__isnull=False), name="who_waits_has_a_number"
            ),
        ]
        indexes = [
            models.Index(fields=["offered_until"], condition=Q(state="offered"), name="offers_by_end"),
            models.Index(fields=["pool", "number"], condition=Q(state="waiting"), name="queue_of_a_pool"),
        ]

    def __str__(self):
        return f"{self.user}, {self.event}"

    @property
    def holds_a_place(self):
        return self.state in self.HOLDS_A_PLACE

    @property
    def is_live(self):
        return self.state in self.LIVE

    @property
    def position(self):
        """How many stand before them in the queue, and they themselves."""
        return self.pool.registrations.waiting().filter(number__lte=self.number).count()

    # Verbs

    def offer(self, *, until):
        """A free place is held for them until then. The counter is held."""
        self.become(self.State.OFFERED, offered_until=until, moved_at=timezone.now())
        self.pool.take()
        notices.offered(self)

    @transaction.atomic
    def accept(self, *, by):
        """They take the place that was offered."""
        self.hold()
        if self.state == self.State.CONFIRMED:
            return
        if self.state != self.State.OFFERED or self.offered_until <= timezone.now():
            raise Refused(_("This offer has ended: the place went to the next in the queue."))
        self._require_coming()
        self.become(self.State.CONFIRMED, moved_at=timezone.now(), offered_until=None)
        Entry.objects.record("events.accepted", self.event, by=by)
        notices.registered(self)

    @transaction.atomic
    def claim(self, *, by):
        """On the last day: whoever of those who wait is first takes a place that is free."""
        self.hold()
        if self.state == self.State.CONFIRMED:
            return
        self._require_coming()
        if self.state != self.State.WAITING or not self.pool.is_first_to_claim:
            raise Refused(_("There is nothing to claim here at the moment."))
        if not self.pool.is_free:
            raise Refused(_("Somebody else was quicker. You are still on the waiting list."))
        self.become(self.State.CONFIRMED, moved_at=timezone.now())
        self.pool.take()
        Entry.objects.record("events.claimed", self.event, by=by)
        notices.registered(self)

    @transaction.atomic
    def decline(self, *, by):
        """They do not want the place: they leave the queue, and it goes to the next."""
        self.hold()
        if self.state == self.State.DECLINED:
            return
        if self.state != self.State.OFFERED:
            raise Refused(_("This offer has been answered, or has ended."))
        Entry.objects.record("events.declined", self.event, by=by)
        self.end(self.State.DECLINED)

    @transaction.atomic
    def cancel(self, *, by, is_told=True):
        """They cannot come, or wait no longer; their place goes to the next."""
        self.hold()
        if not self.is_live:
            return
        if self.event.is_over:
            raise Refused(_("The event is over."))
        had_come = self.state == self.State.CONFIRMED
        Entry.objects.record("events.registration_cancelled", self.event, by=by, state=self.state)
        self.end(self.State.CANCELLED)
        if had_come and is_told:
            notices.cannot_come(self)

    @transaction.atomic
    def lapse(self):
        """Nobody answered the offer in time: the place goes to the next."""
        self.hold()
        still_runs = self.state != self.State.OFFERED or self.offered_until > timezone.now()
        if still_runs or self.event.state != Event.State.PUBLISHED:
            return
        Entry.objects.record("events.lapsed", self.event)
        self.end(self.State.LAPSED)
        notices.lapsed(self)

    @transaction.atomic
    def vanish(self):
        """Its person goes, or is somebody else: the place is free, and nobody is told."""
        self.hold()
        if self.is_live:
            self.end(self.State.CANCELLED)

    @transaction.atomic
    def promote(self, *, by):
        """A host offers the next free place to this person, before others; for a reason of theirs."""
        self.hold()
        self._require_coming()
        if self.state != self.State.WAITING:
            raise Refused(_("They are not on the waiting list any more."))
        if not self.pool.is_free:
            raise Refused(_("No place is free. Raise the number of places first."))
        Entry.objects.record("events.promoted", self.event, by=by)
        self.offer(until=self.pool.offer_ends())

    # How the verbs do it

    def end(self, state, *, offers_on=True):
        """They are out, for good; a place they held is free. The counter is held."""
        held = self.holds_a_place
        self.become(state, moved_at=timezone.now(), offered_until=None)
        if held:
            self.pool.take(-1)
            if offers_on:
                self.pool.offer_free()

    def hold(self):
        """The counter first, then the row: everybody in the same order."""
        self.pool.lock()
        self.refresh_from_db()
        self.event = self.pool.event

    def _require_coming(self):
        if not self.event.is_coming:
            raise Refused(_("This event has begun, or was cancelled."))
