"""That somebody would like to come: with a place, in the queue, or no more."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import Guest
from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Lifecycle, Refused

from .. import notices
from .deciding import Decided
from .event import Event
from .pool import Pool
from .registrations import RegistrationQuerySet

OF_GUESTS = {  # what the record says of a guest, whom it does not name
    "events.registered": "events.guest_registered",
    "events.registration_cancelled": "events.guest_cancelled",
    "events.accepted": "events.guest_accepted",
    "events.claimed": "events.guest_claimed",
    "events.declined": "events.guest_declined",
    "events.answers_changed": "events.guest_answers_changed",
    "events.arrived": "events.guest_joined",
    "events.certificate_made": "events.guest_certificate_made",
}


class Registration(Decided, Lifecycle):
    """One person and one event. Moved by its verbs alone, each of which holds the counter of its places."""

    class State(models.TextChoices):
        APPLIED = "applied", gettext_lazy("Awaiting decision")
        INTERESTED = "interested", gettext_lazy("In the draw")
        WAITING = "waiting", gettext_lazy("On the waiting list")
        OFFERED = "offered", gettext_lazy("Offered a place")
        CONFIRMED = "confirmed", gettext_lazy("Coming")
        CANCELLED = "cancelled", gettext_lazy("Cannot come")
        DECLINED = "declined", gettext_lazy("Did not want the place")
        LAPSED = "lapsed", gettext_lazy("Did not answer in time")
        REFUSED = "refused", gettext_lazy("Not given a place")

    class Shown(models.TextChoices):
        NOBODY = "nobody", gettext_lazy("Nobody")
        COMERS = "comers", gettext_lazy("Others who come and let me see them")

    ASKS = [State.APPLIED, State.INTERESTED]
    UNSETTLED = [*ASKS, State.WAITING, State.OFFERED]
    LIVE = [*UNSETTLED, State.CONFIRMED]
    HOLDS_A_PLACE = [State.OFFERED, State.CONFIRMED]
    MOVES = {
        State.APPLIED: {State.CONFIRMED, State.WAITING, State.REFUSED, State.CANCELLED},
        State.INTERESTED: {State.CONFIRMED, State.WAITING, State.REFUSED, State.CANCELLED},
        State.WAITING: {State.OFFERED, State.CONFIRMED, State.CANCELLED, State.LAPSED},
        State.OFFERED: {State.CONFIRMED, State.DECLINED, State.CANCELLED, State.LAPSED},
        State.CONFIRMED: {State.CANCELLED},
    }

    event = models.ForeignKey(Event, models.CASCADE, related_name="registrations")
    pool = models.ForeignKey(Pool, models.CASCADE, related_name="registrations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="registrations"
    )
    guest = models.ForeignKey(
        Guest, models.CASCADE, null=True, blank=True, related_name="registrations"
    )  # who comes without an account, instead
    state = models.CharField(gettext_lazy("state"), max_length=10, choices=State)
    number = models.PositiveIntegerField(gettext_lazy("number in the queue"), null=True)
    offered_until = models.DateTimeField(gettext_lazy("offered until"), null=True)
    reserved = models.ForeignKey(
        "events.ReservedPlaces", models.SET_NULL, null=True, editable=False, related_name="registrations",
        verbose_name=gettext_lazy("of the places that were kept"),
    )  # fmt: skip
    before = models.PositiveSmallIntegerField(
        default=0, editable=False
    )  # how often they came and went already
    sure_of = models.PositiveIntegerField(
        null=True, editable=False
    )  # the event's `sequence` after which they said that they still come
    registered_at = models.DateTimeField(gettext_lazy("registered"), default=timezone.now)
    moved_at = models.DateTimeField(gettext_lazy("changed"), default=timezone.now)
    shown_to = models.CharField(
        gettext_lazy("who may see that they come"), max_length=6, choices=Shown, default=Shown.NOBODY
    )
    shown_until = models.DateField(gettext_lazy("until"), null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("registration")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "user"],
                condition=Q(state__in=["applied", "interested", "waiting", "offered", "confirmed"]),
                name="one_live_registration_a_person",
            ),
            models.UniqueConstraint(
                fields=["event", "guest"],
                condition=Q(state__in=["applied", "interested", "waiting", "offered", "confirmed"]),
                name="one_live_registration_a_guest",
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False, guest=None) | Q(user=None, guest__isnull=False),
                name="a_user_or_a_guest_is_registered",
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
            models.Index(
                fields=["shown_until"], condition=Q(shown_until__isnull=False), name="shown_until_a_day"
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.event}"

    @property
    def person(self):
        """The User, or the Guest, who is registered: both have a name and an address."""
        return self.user or self.guest

    @property
    def holds_a_place(self):
        return self.state in self.HOLDS_A_PLACE

    @property
    def is_live(self):
        return self.state in self.LIVE

    @property
    def has_come(self):
        return hasattr(self, "attendance")

    @property
    def is_asked_again(self):
        """The event was moved after they had a place, and they have not said that they still come."""
        event = self.event
        asked = self.state == self.State.CONFIRMED and event.moved_at and self.moved_at < event.moved_at
        return bool(asked) and self.sure_of != event.sequence

    @property
    def position(self):
        """How many stand before them in the queue, and they themselves."""
        return self.pool.registrations.waiting().filter(number__lte=self.number).count()

    @property
    def is_shown(self):
        """Whether others who come may see that this person does: the rule of `shown`, for one."""
        runs_on = self.shown_until is None or self.shown_until >= timezone.localdate()
        return self.state == self.State.CONFIRMED and self.shown_to == self.Shown.COMERS and runs_on

    @property
    def can_be_claimed(self):
        """They wait on the last day, and a place is free: whoever is first has it."""
        waits = self.state == self.State.WAITING and self.event.hands_places_on
        return waits and self.pool.is_first_to_claim and self.pool.is_free_for(self.user_id)

    # Verbs

    def offer(self, *, until, reserved=None):
        """A free place is held for them until then, of what is reserved or not. The counter is held."""
        self.become(self.State.OFFERED, offered_until=until, moved_at=timezone.now(), reserved=reserved)
        self.pool.take(reserved=reserved)
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
        self.record("events.accepted", by=by)
        notices.registered(self)

    @transaction.atomic
    def claim(self, *, by):
        """On the last day: whoever of those who wait is first takes a place that is free."""
        self.hold()
        if self.state == self.State.CONFIRMED:
            return
        self._require_coming()
        claims = self.event.hands_places_on and self.pool.is_first_to_claim
        if not (claims and self.state == self.State.WAITING):
            raise Refused(_("There is nothing to claim here at the moment."))
        reserved = self.pool.reserved_for(self.user_id)
        if not (reserved or self.pool.is_free):
            raise Refused(_("Somebody else was quicker. You are still on the waiting list."))
        self.become(self.State.CONFIRMED, moved_at=timezone.now(), reserved=reserved)
        self.pool.take(reserved=reserved)
        self.record("events.claimed", by=by)
        notices.registered(self)

    @transaction.atomic
    def decline(self, *, by):
        """They do not want the place: they leave the queue, and it goes to the next."""
        self.hold()
        if self.state == self.State.DECLINED:
            return
        if self.state != self.State.OFFERED:
            raise Refused(_("This offer has been answered, or has ended."))
        self.record("events.declined", by=by)
        self.end(self.State.DECLINED)

    @transaction.atomic
    def cancel(self, *, by, is_told=True):
        """They cannot come, or wait no longer; their place goes to the next."""
        self.hold()
        if not self.is_live:
            return
        if self.event.is_over:
            raise Refused(_("The event is over."))
        if self.has_come:
            raise Refused(_("It is noted that you are here. Whoever is at the door can take that back."))
        had_come = self.state == self.State.CONFIRMED
        self.record("events.registration_cancelled", by=by, state=self.state)
        self.end(self.State.CANCELLED)
        if had_come and is_told:
            notices.cannot_come(self)

    @transaction.atomic
    def still_come(self, *, by):
        """It was moved, and they can come then and there."""
        self.hold()
        if self.state != self.State.CONFIRMED or not self.event.is_coming:
            raise Refused(_("You have no place there any more, or it has begun."))
        if not self.is_asked_again:
            return
        self.sure_of = self.event.sequence
        self.save(update_fields=["sure_of"])
        Entry.objects.record("events.still_comes", self.event, by=by)

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
    def show(self, to, until=None):
        """Let others who come see that they do, for good or until the end of a day; or nobody any more."""
        self.hold()
        if to == self.Shown.COMERS and self.state != self.State.CONFIRMED:
            raise Refused(_("You have no place at this event now."))
        if to == self.Shown.NOBODY:
            until = None
        self.shown_to, self.shown_until = to, until
        self.save(update_fields=["shown_to", "shown_until"])

    @transaction.atomic
    def vanish(self):
        """Its person goes, or is somebody else: the place is free, and nobody is told."""
        self.hold()
        if self.is_live:
            if self.has_come:
                self.attendance.delete()
            self.end(self.State.CANCELLED)

    @transaction.atomic
    def fall_away(self):
        """The event is not for its person any more: the place goes to the next, and they hear of it."""
        self.hold()
        if not self.is_live or self.has_come:
            return
        had_come = self.state == self.State.CONFIRMED
        Entry.objects.record("events.fell_away", self.event, state=self.state)
        self.end(self.State.CANCELLED)
        notices.fell_away(self, had_come=had_come)

    @transaction.atomic
    def promote(self, *, by):
        """A host offers the next free place to this person, before others; for a reason of theirs."""
        self.hold()
        self._require_coming()
        if self.state != self.State.WAITING:
            raise Refused(_("They are not on the waiting list any more."))
        reserved = self.pool.reserved_for(self.user_id)
        if not (reserved or self.pool.is_free):
            if self.pool.keeps:
                raise Refused(
                    _("What is free is kept for others. Keep fewer places first, or raise their number.")
                )
            raise Refused(_("No place is free. Raise the number of places first."))
        Entry.objects.record("events.promoted", self.event, by=by)
        self.offer(until=self.pool.offer_ends(), reserved=reserved)

    @transaction.atomic
    def arrive(self, *, by, how="list"):
        """They are here, or have joined; told twice it is the same. Answers whether that is news."""
        from .attendance import Attendance, require_its_day

        self.hold()
        require_its_day(self.event)
        if self.state != self.State.CONFIRMED:
            raise Refused(_("%(name)s has no place here at the moment.") % {"name": self.person.name})
        noted_by = None if isinstance(by, Guest) else by
        _attendance, made = Attendance.objects.get_or_create(
            registration=self, defaults={"by": noted_by, "how": how}
        )
        if made:
            self.record("events.arrived", by=by, person=self.user_id, how=how)
        return made

    @transaction.atomic
    def was_not_here(self, *, by):
        """It was noted by mistake. Told twice it is the same. Answers whether that is news."""
        from .attendance import Attendance, require_its_day

        self.hold()
        require_its_day(self.event)
        gone, _rows = Attendance.objects.filter(registration=self).delete()
        if gone:
            Entry.objects.record("events.was_not_here", self.event, by=by, person=self.user_id)
        return bool(gone)

    @transaction.atomic
    def follow(self, user):
        """Its guest has an account now. Where that has a place as well, the better one stays."""
        list(self.event.pools.select_for_update().order_by("pk"))
        self.hold()
        if self.guest_id is None:
            return
        theirs = self.event.registrations.live().of(user).select_related("pool__event").first()
        if theirs and self.is_live:
            self.keep_better(theirs, self)
        type(self).objects.filter(pk=self.pk).update(user=user, guest=None)

    @classmethod
    def keep_better(cls, one, other):
        """Of two that one person has at an event: that of who came stays, else what is nearer to a place."""
        weaker, better = sorted((one, other), key=lambda row: (row.has_come, cls.LIVE.index(row.state)))
        weaker.make_way_for(better)

    @transaction.atomic
    def make_way_for(self, better):
        """Its person has another one for the event: what was said here and not there stands there."""
        self.hold()
        self.answers.exclude(question__in=better.answers.values("question")).update(registration=better)
        if hasattr(self, "need") and not hasattr(better, "need"):
            type(self.need).objects.filter(pk=self.need.pk).update(registration=better)
        self.vanish()

    # How the verbs do it

    def record(self, verb, *, by, **details):
        """What somebody did about their own place; guests stand in the record without a name."""
        if isinstance(by, Guest):
            verb, by = OF_GUESTS[verb], None
        Entry.objects.record(verb, self.event, by=by, **details)

    def end(self, state, *, offers_on=True):
        """They are out, for good; a place they held is free. The counter is held."""
        held = self.holds_a_place
        self.become(state, moved_at=timezone.now(), offered_until=None)
        self._forget_needs()
        if held:
            self.pool.take(-1, self.reserved if self.reserved_id else None)
            if offers_on:
                self.pool.offer_free()

    def hold(self):
        """The counter first, then the row: everybody in the same order."""
        self.pool.lock()
        self.refresh_from_db()
        self.event = self.pool.event

    def _forget_needs(self):
        """Who does not come needs nothing there."""
        if need := getattr(self, "need", None):
            need.delete()

    def _require_coming(self):
        if not self.event.is_coming:
            raise Refused(_("This event has begun, or was cancelled."))
