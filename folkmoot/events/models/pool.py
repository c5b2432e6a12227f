"""The places of an event in one mode: one counter, held while it moves, so that nobody gets one too many.

Counting rows and then inserting one gives 52 to 57 places of 50 when many press together; this gives 50.
Whatever frees a place (somebody cannot come, an offer ends, there are more places) goes through `offer_free`.
"""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import Guest
from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused

from .. import notices
from .event import Event
from .keeping import Keeping

LONGEST_OFFER = timedelta(hours=48)
LAST_DAY = timedelta(hours=24)  # so short before it begins, whoever is first takes the place


class PoolQuerySet(models.QuerySet):
    def with_room(self):
        """Those of events that take registrations, with a place free for who comes now: nobody waits."""
        from .registration import Registration

        now = timezone.now()
        is_open = Q(event__closes_at=None) | Q(event__closes_at__gt=now)
        room = Q(cap=None) | Q(taken__lt=F("cap") - F("kept"))
        rows = self.filter(is_open, room, is_open=True, event__state="published", event__starts_at__gt=now)
        queue = Registration.objects.waiting().who_may_still_come().filter(pool=OuterRef("pk"))
        return rows.exclude(Exists(queue.order_by()))

    def keeping_too_long(self):
        """With places that are kept for some, until a day that is over."""
        past = Q(reservations__ended_at=None, reservations__until_at__lte=timezone.now())
        return self.filter(past, event__state="published").distinct().order_by("pk")


class Pool(Keeping):
    """How many can come in one mode, how many places are taken or offered, and who is next in the queue."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="pools")
    mode = models.CharField(max_length=9, choices=Event.Mode)
    cap = models.PositiveIntegerField(
        gettext_lazy("places"), null=True, blank=True
    )  # without one: all who come
    is_open = models.BooleanField(default=True, editable=False)  # the event still has this mode
    taken = models.PositiveIntegerField(default=0, editable=False)  # confirmed, and held by offers
    next_number = models.PositiveIntegerField(default=1, editable=False)  # of the queue

    objects = PoolQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("places")
        constraints = [
            models.UniqueConstraint(fields=["event", "mode"], name="one_pool_an_event_and_mode"),
            models.CheckConstraint(
                condition=Q(cap=None) | Q(taken__lte=F("cap")), name="no_more_places_taken_than_there_are"
            ),
            models.CheckConstraint(
                condition=Q(cap=None) | Q(taken__lte=F("cap") - F("kept")),
                name="no_more_places_kept_than_are_free",
            ),
        ]

    def __str__(self):
        return f"{self.event}, {self.get_mode_display()}"

    @property
    def left(self):
        """How many places are free for everybody; None where all can come."""
        return None if self.cap is None else self.cap - self.taken - self.kept

    @property
    def is_free(self):
        return self.left is None or self.left > 0

    @property
    def is_first_to_claim(self):
        """It begins within a day: no offer waits for an answer any more."""
        return timezone.now() >= self.event.starts_at - LAST_DAY

    @transaction.atomic
    def register(self, person):
        """A place for this person, a User or a Guest, where one is free and nobody waits, else the
        end of the queue.

        Answers their registration; pressed twice it is the same. Who comes in the other mode changes over.
        """
        list(self.event.pools.select_for_update().order_by("pk"))  # of both modes, always in this order
        self.lock()
        if not (self.event.takes_registrations and self.is_open):
            raise Refused(_("Registration for this event has closed."))
        before = self.event.registrations.live().of(person).select_related("pool").first()
        if before and before.pool_id == self.pk:
            return before
        self._require_may_come(person)
        awaits = self.event.awaits(before)
        if self.keeps:
            self.release_past()
        has_room, _reserved = self.found_by(None if isinstance(person, Guest) else person.pk)
        if before and before.holds_a_place and not has_room:
            raise Refused(_("There all places are taken. You keep the one you have."))
        if before:
            before.cancel(by=person, is_told=False)
            self.refresh_from_db()
        registration = self.registrations.model(event=self.event, pool=self, **_named(person))
        registration.before = self.event.registrations.of(person).count()
        if awaits:
            self._await(registration, awaits)
        else:
            self.place(registration)
        registration.record("events.registered", by=person, state=registration.state)
        notices.registered(registration)
        return registration

    @transaction.atomic
    def walk_in(self, person, *, by):
        """Somebody (a User, or a Guest) stands at the door without a place: they have one where one is free,
        and are here.

        The same counter, held in the same order; a place that is offered to somebody is not free.
        """
        from .attendance import require_its_day

        list(self.event.pools.select_for_update().order_by("pk"))
        self.lock()
        require_its_day(self.event)
        before = self.event.registrations.live().of(person).select_related("pool__event").first()
        if before and before.pool_id == self.pk and before.holds_a_place:
            if before.state == "offered":
                before.become("confirmed", moved_at=timezone.now(), offered_until=None)
            before.arrive(by=by)
            return before
        reserved = None if isinstance(person, Guest) else self.reserved_for(person.pk)
        if not (self.is_open and (reserved or self.is_free)):
            raise Refused(_("All places are taken: there is none for %(name)s.") % {"name": person.name})
        if before:
            before.vanish()
            self.refresh_from_db()
        registration = self.registrations.model(event=self.event, pool=self, **_named(person))
        registration.before = self.event.registrations.of(person).count()
        self._seat(registration, reserved)
        Entry.objects.record("events.walked_in", self.event, by=by, person=registration.user_id)
        registration.arrive(by=by)
        return registration

    @transaction.atomic
    def set_cap(self, cap, *, offers_on=True):
        """More places, or fewer, never fewer than are taken; new ones go to who waits. Answers if any."""
        self.lock()
        if cap == self.cap:
            return False
        self.require_room_for(cap)
        self.cap = cap
        self.save(update_fields=["cap"])
        if offers_on:
            self.offer_free()
        return True

    def reopen(self):
        """The event has this mode again. Answers whether it had it no longer."""
        if self.is_open:
            return False
        self.is_open = True
        self.save(update_fields=["is_open"])
        return True

    @transaction.atomic
    def close(self):
        """The event has this mode no longer; nobody may be registered for it. Who was before stays known."""
        self.lock()
        if self.registrations.live().exists():
            raise Refused(
                _("People are registered to come %(mode)s. Ask them to change over first.")
                % {"mode": self.get_mode_display().lower()}
            )
        self.is_open = False
        self.save(update_fields=["is_open"])

    @transaction.atomic
    def event_has_moved(self):
        """Offers do not outlast the beginning, and what could not be offered on its last day can be now."""
        self.lock()
        for registration in self.registrations.offered():
            until = min(registration.offered_until, self.offer_ends())
            type(registration).objects.filter(pk=registration.pk).update(offered_until=until)
        for reserved in self.reservations.in_force():
            reserved.pool = self
            reserved.event_has_moved()
        self.offer_free()

    def offer_free(self):
        """Hand free places on, in the order of the queue; what is kept for some, to the first of those.
        The row is held.

        Online a place is simply given. In person it is offered, and held until the offer is answered or ends;
        within a day of the beginning all who wait are told, and the first to claim it has it. Once
        registration has closed the hosts alone give places.
        """
        waiting = self.registrations.waiting().who_may_come(self.event).select_related("user", "guest")
        if not self.event.hands_places_on or not (self.is_free or self.keeps) or not waiting.exists():
            return
        if self.mode == Event.Mode.IN_PERSON and self.is_first_to_claim:
            self.free_places.tell(self)
            return
        for registration, reserved in self.given_to(waiting.all()):
            registration.event, registration.pool = self.event, self
            if self.mode == Event.Mode.IN_PERSON:
                registration.offer(until=self.offer_ends(), reserved=reserved)
            else:
                self._seat(registration, reserved)
                notices.registered(registration)

    def place(self, registration):
        """A place where one is free and nobody waits, else the end of the queue. The row is held."""
        has_room, reserved = self.found_by(registration.user_id)
        if has_room:
            self._seat(registration, reserved)
        else:
            self._queue(registration)

    def receive(self, registrations):
        """Those who were drawn, in their order: the first are offered the places, the others wait so.

        Within a day of the beginning there is no time to answer: they simply have them. The row is held.
        """
        for registration in registrations:
            registration.event, registration.pool = self.event, self
            self._queue(registration)
        if self.is_first_to_claim:
            for registration, reserved in self.given_to(registrations):
                self._seat(registration, reserved)
                notices.registered(registration)
        else:
            self.offer_free()
        for registration in self.registrations.waiting().select_related("user", "guest"):
            registration.event, registration.pool = self.event, self
            notices.drawn(registration)

    def offer_ends(self):
        """Two days from now, or half of the time that is left, if that is less."""
        now = timezone.now()
        return now + min(LONGEST_OFFER, (self.event.starts_at - now) / 2)

    def lock(self):
        """Hold the counter until the transaction ends, and read it and its event anew."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update())
        self.event.refresh_from_db()
        return self

    def _require_may_come(self, person):
        """Asked while the row is held: meanwhile an invitation may be taken back, or it be for fewer."""
        from .. import policy

        is_guest = isinstance(person, Guest)
        if not (policy.may_come_as_guest if is_guest else policy.may_come)(person, self.event):
            raise Refused(_("This event is not for you any more."))

    def _seat(self, registration, reserved=None):
        self.take(reserved=reserved)
        if registration.pk:
            registration.become("confirmed", moved_at=timezone.now(), reserved=reserved)
        else:
            registration.state, registration.reserved = "confirmed", reserved
            registration.save()

    def _queue(self, registration):
        if registration.pk:
            registration.become("waiting", number=self.next_number, moved_at=timezone.now())
        else:
            registration.state, registration.number = "waiting", self.next_number
            registration.save()
        type(self).objects.filter(pk=self.pk).update(next_number=F("next_number") + 1)
        self.refresh_from_db(fields=["next_number"])

    def _await(self, registration, state):
        """They hear later: of the hosts, or of the draw, for which they have a ticket."""
        registration.state = state
        registration.save()
        if state == "interested":
            self.event.draws.current().give_ticket(registration)


def _named(person):
    return {"guest": person} if isinstance(person, Guest) else {"user": person}
