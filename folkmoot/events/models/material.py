"""What came of an event: slides, recordings, notes, links; for whom, and what it lacks."""

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models, transaction
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.policy import belongs
from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.files.models import File

from .event import Event
from .letter import TWICE
from .venue import Fact

MOST = 60  # of one event
OPEN_FOR = 600  # seconds that the address of a file opens to whoever has it


class MaterialQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of events whose pages this person sees: what is for all who see them, for members, for who came."""
        if not user.is_authenticated:
            return self.filter(seen_by=Material.Readers.EVENT)
        readers = [Material.Readers.EVENT]
        if belongs(user):
            readers.append(Material.Readers.MEMBERS)
        came = Q(seen_by=Material.Readers.CAME, event__in=Event.objects.filter(
            registrations__user=user, registrations__state="confirmed"
        ))  # fmt: skip
        return self.filter(Q(seen_by__in=readers) | came)

    def for_guest(self, registration):
        """What a guest opens by the link to their page: as whoever came without an account sees it."""
        came = registration is not None and registration.state == "confirmed"
        readers = [Material.Readers.EVENT, Material.Readers.CAME] if came else [Material.Readers.EVENT]
        return self.filter(seen_by__in=readers)

    def standing(self):
        """Those that were not taken away."""
        return self.filter(retired_at=None)

    def in_order(self):
        return self.order_by("position", "pk")

    @transaction.atomic
    def add(self, event, *, by, file=None, transcript=None, **facts):
        """Keep it at the end of the list; files come as `files.ready.made_ready` answers them.

        Sent twice it is one.
        """
        event.lock()
        standing = self.filter(event=event, retired_at=None)
        lately = standing.filter(added_by=by, added_at__gte=timezone.now() - TWICE)
        if same := lately.filter(**facts).first():
            return same
        if event.state == Event.State.CANCELLED:
            raise Refused(_("This event was cancelled. Nothing can be added to it."))
        if standing.count() >= MOST:
            raise Refused(_("There are %(most)s things here already. Take one away first.") % {"most": MOST})
        last = self.filter(event=event).aggregate(last=Max("position"))["last"] or 0
        material = self.model(event=event, position=last + 1, added_by=by, **facts)
        material.file = File.objects.keep_ready(file, by=by) if file else None
        material.transcript = File.objects.keep_ready(transcript, by=by) if transcript else None
        material.save()
        Entry.objects.record("events.material_added", event, by=by, material=material.pk)
        event.follow()
        return material


class Material(models.Model):
    """One thing that came of an event: a file of ours, or an address elsewhere.

    Files stand for no audience: whoever may open one gets an address that is good for some minutes, so that
    who may is asked each time.
    """

    class Kind(models.TextChoices):
        SLIDES = "slides", gettext_lazy("Slides")
        RECORDING = "recording", gettext_lazy("Recording")
        NOTES = "notes", gettext_lazy("Notes")
        OTHER = "other", gettext_lazy("Something else")

    class Readers(models.TextChoices):
        CAME = "came", gettext_lazy("Those who came or registered")
        MEMBERS = "members", gettext_lazy("Members who see the event")
        EVENT = "event", gettext_lazy("Everyone who sees the event")

    event = models.ForeignKey(Event, models.CASCADE, related_name="materials")
    kind = models.CharField(gettext_lazy("what it is"), max_length=9, choices=Kind)
    title = models.CharField(gettext_lazy("title"), max_length=150)
    file = models.OneToOneField(File, models.PROTECT, null=True, related_name="+", editable=False)
    url = models.CharField(
        gettext_lazy("address"), max_length=500, blank=True, validators=[URLValidator(["http", "https"])]
    )
    seen_by = models.CharField(
        gettext_lazy("who sees it"), max_length=7, choices=Readers, default=Readers.CAME
    )
    has_alt = models.CharField(
        gettext_lazy("pictures are described"), max_length=7, choices=Fact, default=Fact.UNKNOWN
    )
    has_captions = models.CharField(
        gettext_lazy("captions"), max_length=7, choices=Fact, default=Fact.UNKNOWN
    )
    transcript = models.OneToOneField(File, models.PROTECT, null=True, related_name="+", editable=False)
    position = models.PositiveIntegerField(editable=False)
    retired_at = models.DateTimeField(null=True, editable=False)
    why_retired = models.CharField(gettext_lazy("why it was taken away"), max_length=300, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("material of an event")
        indexes = [models.Index(fields=["event", "position"], name="materials_in_order")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(retired_at=None)
                | Q(file__isnull=False, url="")
                | (Q(file__isnull=True) & ~Q(url="")),
                name="a_material_is_a_file_or_an_address",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Where it is opened: a page of ours that asks who does, or its address elsewhere."""
        return self.url or reverse("events:material", args=[self.event.slug, self.pk])

    @property
    def lacks(self):
        """What it lacks for some of those it is for, in words; nothing where that was looked at and is there.

        Pairs: what is so, and whether that is known.
        """
        if self.kind == self.Kind.SLIDES and self.has_alt != Fact.YES:
            if self.has_alt == Fact.NO:
                return [(_("Pictures in it are not described."), True)]
            return [(_("Nobody has looked whether pictures in it are described."), False)]
        found = []
        if self.kind == self.Kind.RECORDING and self.has_captions != Fact.YES:
            if self.has_captions == Fact.NO:
                found.append((_("It has no captions."), True))
            else:
                found.append((_("Nobody has looked whether it has captions."), False))
        if self.kind == self.Kind.RECORDING and not self.transcript_id:
            found.append((_("There is no transcript."), True))
        return found

    # Verbs

    @transaction.atomic
    def change(self, *, by, transcript=None, **facts):
        """Another title, other readers, what was found of it; a transcript."""
        self._hold()
        for name, value in facts.items():
            setattr(self, name, value)
        before = None
        if transcript:
            before, self.transcript = self.transcript, File.objects.keep_ready(transcript, by=by)
        self.save()
        if before:
            before.drop()
        Entry.objects.record("events.material_changed", self.event, by=by, material=self.pk)
        self.event.follow()

    @transaction.atomic
    def move_up(self, *, by):
        """Before the one that stood before it."""
        self._hold()
        before = self.event.materials.standing().filter(position__lt=self.position).order_by("-position")
        if other := before.first():
            type(self).objects.filter(pk=other.pk).update(position=self.position)
            type(self).objects.filter(pk=self.pk).update(position=other.position)
            self.refresh_from_db(fields=["position"])

    @transaction.atomic
    def retire(self, why, *, by):
        """Take it away, bytes and all; its line stays and says why."""
        self._hold()
        files = [file for file in (self.file, self.transcript) if file]
        self.file = self.transcript = None
        self.url, self.retired_at, self.why_retired = "", timezone.now(), why
        self.save()
        for file in files:
            file.drop()
        Entry.objects.record("events.material_retired", self.event, by=by, material=self.pk)
        self.event.follow()

    def _hold(self):
        self.event.lock()
        self.refresh_from_db()
        if self.retired_at:
            raise Refused(_("This was taken away already."))
