"""Where and when sessions of an open space can be: its rooms and its slots."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused

from .space import Space
from .times import WALL
from .venue import Fact

LINK_FROM = timedelta(minutes=30)  # so long before a session begins its link is shown to who comes


class RoomQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("place", "pk")

    @transaction.atomic
    def add(self, space, *, by, **facts):
        """Another room, at the end of the row."""
        space.hold()
        space.require_on()
        if self.filter(space=space, name=facts["name"]).exists():
            raise Refused(_("There is a room of that name already."))
        room = self.create(space=space, place=self.filter(space=space).count() + 1, **facts)
        Entry.objects.record("events.room_added", space.event, by=by, name=room.name)
        space.changed()
        return room


class Room(models.Model):
    """A room of the venue, or a link, in which one session at a time can be."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="rooms")
    name = models.CharField(gettext_lazy("name of the room"), max_length=60)
    seats = models.PositiveIntegerField(gettext_lazy("seats"), null=True, blank=True)
    step_free = models.CharField(gettext_lazy("step-free"), max_length=7, choices=Fact, default=Fact.UNKNOWN)
    link = models.URLField(gettext_lazy("link to join"), max_length=500, blank=True)
    place = models.PositiveIntegerField(default=1, editable=False)  # in the row of rooms

    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("room")
        constraints = [models.UniqueConstraint(fields=["space", "name"], name="one_room_of_a_name")]

    def __str__(self):
        return self.name

    @property
    def facts(self):
        """What helps to choose it, in words."""
        found = []
        if self.seats:
            found.append(ngettext("%(many)s seat", "%(many)s seats", self.seats) % {"many": self.seats})
        if self.link:
            found.append(_("online"))
        elif self.step_free == Fact.YES:
            found.append(_("step-free"))
        elif self.step_free == Fact.NO:
            found.append(_("with steps"))
        return found

    @transaction.atomic
    def edit(self, *, by, **facts):
        """Another name, other facts: sessions in it stay."""
        self.space.hold()
        self.space.require_on()
        if Room.objects.filter(space=self.space, name=facts["name"]).exclude(pk=self.pk).exists():
            raise Refused(_("There is a room of that name already."))
        for name, value in facts.items():
            setattr(self, name, value)
        self.save(update_fields=list(facts))
        Entry.objects.record("events.room_edited", self.space.event, by=by, name=self.name)
        self.space.changed()

    @transaction.atomic
    def remove(self, *, by):
        """It cannot be used after all: nothing may be placed in it."""
        self.space.hold()
        self.space.require_on()
        if self.sessions.exists():
            raise Refused(_("Sessions are placed in this room. Move them first."))
        Entry.objects.record("events.room_removed", self.space.event, by=by, name=self.name)
        self.delete()
        self.space.changed()


class SlotQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("starts_at", "pk")

    @transaction.atomic
    def lay(self, space, begins, *, minutes, pause, many, by):
        """So many slots one after the other, from this hour of the wall (a naive datetime)."""
        space.hold()
        space.require_on()
        made = []
        for number in range(many):
            start = begins + number * timedelta(minutes=minutes + pause)
            slot = self.model(space=space, starts_wall=start.strftime(WALL))
            slot.ends_wall = (start + timedelta(minutes=minutes)).strftime(WALL)
            slot.count_times()
            slot.require_free()
            slot.save()
            made.append(slot)
        Entry.objects.record("events.slots_laid", space.event, by=by, many=many)
        space.changed()
        return made


class Slot(models.Model):
    """A stretch of time, the same in each room, by the wall clock of the event."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="slots")
    starts_wall = models.CharField(gettext_lazy("begins"), max_length=16)
    ends_wall = models.CharField(gettext_lazy("ends"), max_length=16)
    starts_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("slot")
        constraints = [
            models.UniqueConstraint(fields=["space", "starts_wall"], name="one_slot_at_a_time"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="a_slot_ends_after_it_begins"
            ),
        ]

    def __str__(self):
        return self.hours

    @property
    def hours(self):
        """From when to when, as the wall shows it: 10:00 to 11:00."""
        return _("%(start)s to %(end)s") % {"start": self.starts_wall[11:], "end": self.ends_wall[11:]}

    @property
    def day(self):
        return datetime.strptime(self.starts_wall, WALL).date()

    @property
    def is_past(self):
        return timezone.now() >= self.ends_at

    @property
    def has_begun(self):
        return timezone.now() >= self.starts_at

    @property
    def is_now(self):
        return self.starts_at <= timezone.now() < self.ends_at

    @property
    def shows_link(self):
        return self.starts_at - LINK_FROM <= timezone.now() < self.ends_at

    @transaction.atomic
    def remove(self, *, by):
        """Nothing may be placed in it."""
        self.space.hold()
        self.space.require_on()
        if self.sessions.exists():
            raise Refused(_("Sessions are placed at this time. Move them first."))
        Entry.objects.record("events.slot_removed", self.space.event, by=by, hours=self.hours)
        self.delete()
        self.space.changed()

    def shift(self, moved):
        """So much later, or earlier, on the wall."""
        for name in ("starts_wall", "ends_wall"):
            wall = datetime.strptime(getattr(self, name), WALL) + moved
            setattr(self, name, wall.strftime(WALL))
        self.count_times()
        self.save()

    def count_times(self):
        self.starts_at = self.space.moment(self.starts_wall)
        self.ends_at = self.space.moment(self.ends_wall, later=True)

    def require_free(self):
        """Within the event, and beside the others: no two slots run at the same time."""
        event = self.space.event
        if self.ends_at <= self.starts_at:
            raise ValidationError(_("It ends after it begins."))
        if self.starts_at < event.starts_at or self.ends_at > event.ends_at:
            raise Refused(_("This does not fit between the beginning and the end of the event."))
        others = Slot.objects.filter(space=self.space, starts_at__lt=self.ends_at, ends_at__gt=self.starts_at)
        if others.exists():
            raise Refused(_("There is a slot at that time already."))
