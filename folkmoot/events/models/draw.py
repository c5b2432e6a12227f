"""A draw: who is interested has a ticket, the list is closed, and the order follows from it and a secret."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.members.models import Profile, Region

from ..giving import drawing
from .event import Event
from .registration import Registration


class DrawQuerySet(models.QuerySet):
    def current(self):
        """The latest of an event; what was called off before it stays known."""
        return self.order_by("-pk").first()

    def to_freeze(self):
        """Those whose closing time is over and whose list is still open."""
        rows = self.filter(frozen_at=None, called_off_at=None, event__state="published")
        return rows.filter(event__registering="interest", event__closes_at__lte=timezone.now())

    def begin(self, event, *, criteria, first="", then=""):
        """A rule, and the hash of a secret that nobody sees before it is drawn. The event is held."""
        secret = drawing.new_secret()
        region = event.region if Draw.Rule.REGION in (first, then) else None
        return self.create(
            event=event, criteria=criteria, first=first, then=then, region=region, secret=secret,
            commitment=drawing.sha256(secret),
        )  # fmt: skip


class Draw(models.Model):
    """Begun, its list closed, drawn once; or called off before. Moved by its verbs, which hold the event."""

    class Rule(models.TextChoices):
        NOBODY = "", gettext_lazy("Nobody: all alike")
        REGION = "region", gettext_lazy("People of the event's region")
        NEW = "new", gettext_lazy("Who had no place at an event of this kind before")

    event = models.ForeignKey(Event, models.CASCADE, related_name="draws")
    criteria = models.TextField(gettext_lazy("whom the places are for"))
    first = models.CharField(gettext_lazy("drawn first"), max_length=6, choices=Rule, blank=True)
    then = models.CharField(gettext_lazy("drawn after them"), max_length=6, choices=Rule, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    secret = models.CharField(max_length=64)  # shown once it is drawn
    commitment = models.CharField(max_length=64)
    list_hash = models.CharField(max_length=64, blank=True)
    begun_at = models.DateTimeField(gettext_lazy("begun"), default=timezone.now)
    frozen_at = models.DateTimeField(gettext_lazy("list closed"), null=True)
    drawn_at = models.DateTimeField(gettext_lazy("drawn"), null=True)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="draws_at_events"
    )
    called_off_at = models.DateTimeField(gettext_lazy("called off"), null=True)
    why_called_off = models.TextField(gettext_lazy("why it was called off"), blank=True)

    objects = DrawQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("draw")
        constraints = [
            models.CheckConstraint(
                condition=Q(drawn_at=None) | Q(called_off_at=None), name="what_is_drawn_is_not_called_off"
            ),
            models.UniqueConstraint(
                fields=["event"], condition=Q(called_off_at=None), name="one_draw_an_event"
            ),
        ]
        indexes = [
            models.Index(
                fields=["event"], condition=Q(frozen_at=None, called_off_at=None), name="draws_to_freeze"
            )
        ]

    def __str__(self):
        return str(self.event)

    @property
    def is_open(self):
        """People can still say that they are interested."""
        return not (self.frozen_at or self.called_off_at) and self.event.takes_registrations

    @property
    def rule(self):
        """Whom the places are for, who is drawn first, who then: as `Event.give_places` takes it."""
        return {"criteria": self.criteria, "first": self.first, "then": self.then}

    @property
    def groups(self):
        """In words, who is drawn first, who then, who last; nothing where all are alike."""
        rules = [self._in_words(rule) for rule in (self.first, self.then) if rule]
        return [*rules, _("All others")] if rules else []

    def _in_words(self, rule):
        if rule == self.Rule.REGION and self.region:
            return _("People of %(region)s") % {"region": self.region.name}
        return self.Rule(rule).label

    @property
    def seed(self):
        return drawing.seed_of(self.secret, self.list_hash) if self.drawn_at else ""

    # Verbs

    def give_ticket(self, registration):
        """A name for the list that tells nobody who it is; they alone are told. The counters are held."""
        name = drawing.new_name()
        while self.tickets.filter(name=name).exists():
            name = drawing.new_name()
        return self.tickets.create(registration=registration, name=name)

    @transaction.atomic
    def freeze(self):
        """The time is over: the list is closed and shown, with the hash that goes into the seed."""
        self.hold()
        if self.frozen_at or self.called_off_at:
            return
        if self.event.takes_registrations or not self.event.is_coming:
            raise Refused(_("The list is closed when the time for it is over, and before the event begins."))
        self._freeze()

    @transaction.atomic
    def draw(self, *, by):
        """Once and for all: the order, and who is offered a place by it; the others wait in that order."""
        self.hold()
        if self.drawn_at:
            raise Refused(_("It is drawn already, and is not drawn again."))
        if self.called_off_at or not self.event.is_coming:
            raise Refused(_("This draw was called off, or the event has begun."))
        if not self.frozen_at:
            if self.event.takes_registrations:
                raise Refused(_("People can still say that they are interested. It is drawn after that."))
            self._freeze()
        self.drawn_at, self.drawn_by = timezone.now(), by
        self.save(update_fields=["drawn_at", "drawn_by"])
        Entry.objects.record("events.drawn", self.event, by=by, many=self.tickets.count())
        self._hand_out(self._in_order())

    @transaction.atomic
    def call_off(self, why, *, by):
        """There is no draw: those who were interested are told why."""
        self.hold()
        if self.drawn_at:
            raise Refused(_("It is drawn already. What was drawn stands."))
        if self.called_off_at:
            return
        self.called_off_at, self.why_called_off = timezone.now(), why
        self.save(update_fields=["called_off_at", "why_called_off"])
        Entry.objects.record("events.draw_called_off", self.event, by=by, why=why)
        rows = self.event.registrations.filter(state=Registration.State.INTERESTED)
        for registration in rows.select_related("user", "guest", "pool").order_by("pk"):
            registration.event = self.event
            registration.refuse(why)

    # How the verbs do it

    def hold(self):
        """The event with its counters, then the draw; both read anew."""
        self.event.lock()
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update(no_key=True))
        self.event.refresh_from_db()

    def _freeze(self):
        self.tickets.exclude(registration__state=Registration.State.INTERESTED).delete()
        self.tickets.filter(registration=None).delete()
        tickets = list(self.tickets.select_related("registration__pool"))
        near, known = self._of_the_region(), self._who_had_places()
        for ticket in tickets:
            user, meets = ticket.registration.user_id, {}
            meets = {self.Rule.REGION: user in near, self.Rule.NEW: user not in known}
            rules = [rule for rule in (self.first, self.then) if rule]
            ticket.stratum = next((i for i, rule in enumerate(rules, 1) if meets[rule]), len(rules) + 1)
            ticket.mode = ticket.registration.pool.mode
        Ticket.objects.bulk_update(tickets, ["stratum", "mode"])
        self.list_hash = drawing.hash_of([ticket.entry for ticket in tickets])
        self.frozen_at = timezone.now()
        self.save(update_fields=["list_hash", "frozen_at"])
        Entry.objects.record("events.draw_frozen", self.event, many=len(tickets))

    def _of_the_region(self):
        """The keys of those with a ticket whose region it is, or lies in it, as their profiles say."""
        if not self.region_id:
            return set()
        lies_in = Q(region=self.region_id) | Q(region__nation=self.region_id)
        near = Profile.objects.filter(lies_in, user__in=self.tickets.values("registration__user"))
        return set(near.values_list("user", flat=True))

    def _who_had_places(self):
        """The keys of those with a ticket who had a place at an event of this kind that is over."""
        had = Registration.objects.filter(state=Registration.State.CONFIRMED)
        had = had.filter(event__kind=self.event.kind, event__state=Event.State.FINISHED)
        had = had.filter(user__in=self.tickets.values("registration__user"))
        return set(had.values_list("user", flat=True))

    def _in_order(self):
        """The tickets as they were drawn, each with its place; who has withdrawn keeps it on the list."""
        tickets = {ticket.name: ticket for ticket in self.tickets.select_related("registration__user")}
        entries = [ticket.entry for ticket in tickets.values()]
        order = [tickets[entry.name] for entry in drawing.drawn(entries, self.seed)]
        interested = self.event.registrations.filter(state=Registration.State.INTERESTED)
        may_come = set(interested.who_may_come(self.event).values_list("pk", flat=True))
        for place, ticket in enumerate(order, 1):
            ticket.place, ticket.is_withdrawn = place, ticket.registration_id not in may_come
        Ticket.objects.bulk_update(order, ["place", "is_withdrawn"])
        return order

    def _hand_out(self, order):
        """To each mode its places; whoever may not come any more is told that there is none."""
        for pool in self.event.pools.order_by("pk"):
            pool.event = self.event
            theirs = [one.registration for one in order if one.mode == pool.mode and not one.is_withdrawn]
            pool.receive(theirs)
        rows = self.event.registrations.filter(state=Registration.State.INTERESTED)
        for registration in rows.select_related("user", "guest", "pool"):
            registration.event = self.event
            registration.refuse("")


class Ticket(models.Model):
    """One entry of the list. Who it is stands nowhere but in the registration, which may go."""

    draw = models.ForeignKey(Draw, models.CASCADE, related_name="tickets")
    registration = models.OneToOneField(Registration, models.SET_NULL, null=True, related_name="ticket")
    name = models.CharField(gettext_lazy("ticket"), max_length=6)
    stratum = models.PositiveSmallIntegerField(default=1)
    mode = models.CharField(max_length=9, choices=Event.Mode, blank=True)
    place = models.PositiveIntegerField(gettext_lazy("place in the draw"), null=True)
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        verbose_name = gettext_lazy("ticket")
        constraints = [models.UniqueConstraint(fields=["draw", "name"], name="one_ticket_a_name")]

    def __str__(self):
        return self.name

    @property
    def entry(self):
        return drawing.Entry(self.stratum, self.name, self.mode)
