"""A conversation that somebody offers at an open space, who leads it, and who would come."""

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Lifecycle, Refused
from folkmoot.core.text import markdown

from .layout import Room, Slot
from .space import Space

AT_A_TIME = 3  # pitches of one person that are still offered


class PitchQuerySet(models.QuerySet):
    def live(self):
        """Offered, or in the agenda."""
        return self.filter(state__in=["pitched", "placed"])

    def unplaced(self):
        return self.filter(state="pitched")

    def placed(self):
        """The sessions, in the order of the day."""
        return self.filter(state="placed").order_by("slot__starts_at", "room__place", "room", "pk")

    def led_by(self, user):
        return self.filter(leads__user=user, leads__agreed=True)

    @transaction.atomic
    def pitch(self, space, *, by, room=None, slot=None, **facts):
        """Offer a conversation; on the day it can be placed with the same press."""
        space.hold()
        space.require_on()
        theirs = self.filter(space=space, pitched_by=by)
        if before := theirs.live().filter(title=facts["title"], brings=facts.get("brings", "")).first():
            return before  # sent twice it is one
        if theirs.live().count() >= AT_A_TIME:
            raise Refused(
                _("You offer three conversations already. Withdraw one, or ask somebody to lead it with you.")
            )
        pitch = self.model(space=space, pitched_by=by, **facts)
        pitch.save()
        Lead.objects.create(pitch=pitch, user=by)
        Entry.objects.record("events.pitched", space.event, by=by, title=pitch.title)
        if slot is not None:
            pitch.place(room, slot, by=by)
        return pitch


class Pitch(Lifecycle):
    """What somebody would like to talk about. Once it has a room and a slot it is a session."""

    class State(models.TextChoices):
        PITCHED = "pitched", gettext_lazy("Offered")
        PLACED = "placed", gettext_lazy("In the agenda")
        WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")
        JOINED = "joined", gettext_lazy("Joined with another")

    class Size(models.TextChoices):
        ANY = "any", gettext_lazy("As many as come")
        SMALL = "small", gettext_lazy("Small: up to eight")
        WHOLE = "whole", gettext_lazy("The whole room")

    class Way(models.TextChoices):
        IN_PERSON = "in_person", gettext_lazy("In person")
        ONLINE = "online", gettext_lazy("Online")

    MOVES = {
        State.PITCHED: {State.PLACED, State.WITHDRAWN, State.JOINED},
        State.PLACED: {State.PLACED, State.PITCHED},
    }

    space = models.ForeignKey(Space, models.CASCADE, related_name="pitches")
    state = models.CharField(max_length=9, choices=State, default=State.PITCHED, editable=False)
    title = models.CharField(gettext_lazy("title"), max_length=120)
    brings = models.TextField(gettext_lazy("what I bring"), blank=True)
    brings_html = models.TextField(blank=True, editable=False)
    wants = models.TextField(gettext_lazy("what I would like to have in the end"), blank=True)
    wants_html = models.TextField(blank=True, editable=False)
    size = models.CharField(gettext_lazy("how many"), max_length=5, choices=Size, default=Size.ANY)
    way = models.CharField(gettext_lazy("where"), max_length=9, choices=Way, default=Way.IN_PERSON)
    room = models.ForeignKey(Room, models.PROTECT, null=True, editable=False, related_name="sessions")
    slot = models.ForeignKey(Slot, models.PROTECT, null=True, editable=False, related_name="sessions")
    joined = models.ForeignKey(
        "self", models.SET_NULL, null=True, editable=False, related_name="parts"
    )  # what it became a part of
    pitched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="pitches"
    )
    pitched_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PitchQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("pitch")
        constraints = [
            models.UniqueConstraint(fields=["room", "slot"], name="one_session_a_room_and_slot"),
            models.CheckConstraint(
                condition=Q(state="placed", room__isnull=False, slot__isnull=False)
                | ~Q(state="placed") & Q(room=None, slot=None),
                name="a_session_has_room_and_slot",
            ),
        ]
        indexes = [models.Index(fields=["space", "state"], name="pitches_of_a_space")]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.brings_html, self.wants_html = markdown(self.brings), markdown(self.wants)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("events:session", args=[self.space.event.slug, self.pk])

    @property
    def is_live(self):
        return self.state in (self.State.PITCHED, self.State.PLACED)

    @property
    def is_placed(self):
        return self.state == self.State.PLACED

    # Verbs

    @transaction.atomic
    def edit(self, *, by, **facts):
        """Other words, while it has no room yet."""
        self.hold()
        if self.state != self.State.PITCHED:
            raise Refused(_("It is in the agenda already, or was withdrawn. Nothing was changed."))
        for name, value in facts.items():
            setattr(self, name, value)
        self.changed_at = timezone.now()
        self.save()
        Entry.objects.record("events.pitch_edited", self.space.event, by=by, title=self.title)

    @transaction.atomic
    def withdraw(self, *, by):
        """It is not offered any more; its page stays and says so."""
        from ..space import notices

        self.hold()
        if self.state == self.State.WITHDRAWN:
            return
        if self.state == self.State.PLACED:
            raise Refused(_("It is in the agenda. Take it out first, then it can be withdrawn."))
        self.become(self.State.WITHDRAWN)
        Joining.objects.filter(Q(pitch=self) | Q(into=self)).delete()
        Entry.objects.record("events.pitch_withdrawn", self.space.event, by=by, title=self.title)
        notices.changed_by_host(self, by)

    @transaction.atomic
    def place(self, room, slot, *, by):
        """Into this room at this time, or over to it. Who comes second keeps what they had."""
        from ..space import notices

        self.hold()
        if not self.space.takes_places:
            raise Refused(_("Sessions find their rooms once pitching has closed, and until the end."))
        if slot.is_past:
            raise Refused(_("That time is over. Take another."))
        if (self.room_id, self.slot_id) == (room.pk, slot.pk):
            return
        self._require_free(room, slot)
        try:
            with transaction.atomic():
                self.become(self.State.PLACED, room=room, slot=slot)
                self.leads.agreed().update(slot=slot)
        except IntegrityError:
            self.refresh_from_db()
            raise Refused(
                _("Somebody else was quicker: that room is taken at that time. Take another.")
            ) from None
        told = {"title": self.title, "room": room.name, "hours": slot.hours}
        Entry.objects.record("events.session_placed", self.space.event, by=by, **told)
        self.space.changed()
        notices.changed_by_host(self, by)

    @transaction.atomic
    def take_out(self, *, by):
        """Out of the agenda: it is offered, as before."""
        from ..space import notices

        self.hold()
        if self.state != self.State.PLACED:
            return
        if not self.space.takes_places:
            raise Refused(_("The agenda stands as it was: the open space is over."))
        self.become(self.State.PITCHED, room=None, slot=None)
        self.leads.update(slot=None)
        Entry.objects.record("events.session_taken_out", self.space.event, by=by, title=self.title)
        self.space.changed()
        notices.changed_by_host(self, by)

    # How the verbs do it

    def hold(self):
        """The space, then the row; read anew."""
        self.space.hold()
        self.space.require_on()
        self.refresh_from_db(fields=["state", "room", "slot", "joined"])

    def _require_free(self, room, slot):
        """Said before the database says it, in words that tell which of the two it is."""
        live = Pitch.objects.filter(space=self.space, slot=slot).exclude(pk=self.pk)
        if live.filter(room=room).exists():
            raise Refused(_("Somebody else was quicker: that room is taken at that time. Take another."))
        busy = Lead.objects.filter(slot=slot, user__in=self.leads.agreed().values("user"))
        if busy.exclude(pitch=self).exists():
            raise Refused(_("Somebody who leads it leads another session at that time. Take another."))


class LeadQuerySet(models.QuerySet):
    def agreed(self):
        return self.filter(agreed=True)

    def offered(self):
        return self.filter(agreed=False)


class Lead(models.Model):
    """Somebody who leads a session, or would like to lead it with whoever does (`agreed`: they said yes)."""

    pitch = models.ForeignKey(Pitch, models.CASCADE, related_name="leads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="leading")
    agreed = models.BooleanField(default=True)
    slot = models.ForeignKey(
        Slot, models.PROTECT, null=True, editable=False, related_name="+"
    )  # the session's: nobody leads two at a time

    objects = LeadQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("lead of a session")
        constraints = [
            models.UniqueConstraint(fields=["pitch", "user"], name="one_lead_a_person_and_pitch"),
            models.UniqueConstraint(fields=["user", "slot"], name="nobody_leads_two_at_a_time"),
        ]

    def __str__(self):
        return f"{self.user}, {self.pitch_id}"

    @transaction.atomic
    def agree(self, *, by):
        """One of those who lead it says yes."""
        self.pitch.hold()
        if not self.pitch.is_live:
            raise Refused(_("It is not offered any more."))
        if self.pitch.slot_id and Lead.objects.filter(user=self.user, slot=self.pitch.slot_id).exists():
            raise Refused(_("They lead another session at that time."))
        rows = Lead.objects.filter(pk=self.pk, agreed=False)
        if rows.update(agreed=True, slot=self.pitch.slot_id):
            told = {"title": self.pitch.title, "name": self.user.name}
            Entry.objects.record("events.lead_joined", self.pitch.space.event, by=by, **told)
            self.pitch.space.changed()


class SessionInterest(models.Model):
    """Somebody would come to a session. Counted for nobody while conversations are pitched."""

    pitch = models.ForeignKey(Pitch, models.CASCADE, related_name="interests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="interests_in_sessions")

    class Meta:
        verbose_name = gettext_lazy("interest in a session")
        constraints = [models.UniqueConstraint(fields=["pitch", "user"], name="one_interest_a_person")]

    def __str__(self):
        return f"{self.user}, {self.pitch_id}"


class JoiningQuerySet(models.QuerySet):
    @transaction.atomic
    def ask(self, pitch, into, *, by):
        """Whoever leads `pitch` would like to make one of both; whoever leads `into` says yes or no."""
        from ..space import notices

        pitch.hold()
        if pitch.state != Pitch.State.PITCHED or not into.is_live or pitch.pk == into.pk:
            raise Refused(_("These two cannot be joined any more: one is placed, or was withdrawn."))
        if self.filter(pitch=into, into=pitch).exists():
            raise Refused(_("They have asked you the same: answer them on your page."))
        joining, made = self.update_or_create(pitch=pitch, defaults={"into": into, "asked_by": by})
        if made:
            Entry.objects.record("events.joining_asked", pitch.space.event, by=by, title=pitch.title)
            notices.joining_asked(joining)
        return joining


class Joining(models.Model):
    """That one conversation would become a part of another, if those who lead that say yes."""

    pitch = models.OneToOneField(Pitch, models.CASCADE, related_name="joining")
    into = models.ForeignKey(Pitch, models.CASCADE, related_name="asked")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="joinings_asked"
    )
    asked_at = models.DateTimeField(default=timezone.now)

    objects = JoiningQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("wish to join forces")

    def __str__(self):
        return f"{self.pitch_id}, {self.into_id}"

    @transaction.atomic
    def accept(self, *, by):
        """Both are one: led by all who led either, with the words of both, and whoever would come."""
        from ..space import notices

        pitch, into = self.pitch, self.into
        into.hold()
        pitch.refresh_from_db(fields=["state"])
        if not into.is_live:
            raise Refused(_("It is not offered any more."))
        people = list(pitch.leads.agreed().values_list("user", flat=True))
        busy = Lead.objects.filter(user__in=people, slot=into.slot_id).exclude(pitch=into)
        if into.slot_id and busy.exists():
            raise Refused(_("One of them leads another session at that time."))
        pitch.become(Pitch.State.JOINED, joined=into)
        for person in people:
            Lead.objects.update_or_create(
                pitch=into, user_id=person, defaults={"agreed": True, "slot_id": into.slot_id}
            )
        theirs = pitch.interests.exclude(user__in=into.interests.values("user")).values_list(
            "user", flat=True
        )
        SessionInterest.objects.bulk_create([SessionInterest(pitch=into, user_id=user) for user in theirs])
        Pitch.objects.filter(joined=pitch).update(joined=into)
        Joining.objects.filter(Q(pitch=pitch) | Q(into=pitch)).delete()
        told = {"title": pitch.title, "into": into.title}
        Entry.objects.record("events.pitches_joined", into.space.event, by=by, **told)
        into.space.changed()
        notices.joined(pitch, into, people)

    @transaction.atomic
    def decline(self, *, by):
        """Each goes on alone; who asked is told."""
        from ..space import notices

        people = list(self.pitch.leads.agreed().values_list("user", flat=True))
        if Joining.objects.filter(pk=self.pk).delete()[0]:
            Entry.objects.record("events.joining_declined", self.pitch.space.event, by=by)
            notices.joining_declined(self.pitch, self.into, people)
