"""The programme: strands of activity, who looks after each, and who is commissioned to run it."""

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Case, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.policy import belongs, may_run
from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Lifecycle, Refused
from folkmoot.members.models import Partner, slugs

RESERVED = {"edit", "move", "new", "team"}


class StrandQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What the team still thinks about is the team's; the rest is every member's."""
        if may_run(user):
            return self
        return self.exclude(state="scoped") if belongs(user) else self.none()

    def open(self):
        """Those that events can be held in."""
        return self.exclude(state="ended")

    def in_order(self):
        """What runs first, then what is to come, then what has ended."""
        order = ["running", "commissioned", "scoped", "ended"]
        cases = [When(state=state, then=place) for place, state in enumerate(order)]
        return self.order_by(Case(*cases, default=len(order)), "title", "pk")

    @transaction.atomic
    def scope(self, *, by, **facts):
        """What it is to be for, before anybody is commissioned."""
        strand = self.model(**facts)
        strand.slug = slugs.free_beside(
            self.model.objects.all(), strand.title, reserved=RESERVED, otherwise="strand"
        )
        try:
            with transaction.atomic():
                strand.save()
        except IntegrityError:  # another of that title was quicker
            strand.slug = slugs.rare_beside(strand.title, otherwise="strand")
            strand.save()
        Entry.objects.record("events.strand_scoped", strand, by=by)
        return strand


class Strand(Lifecycle):
    """A strand of the programme: what it is for, who runs it, its events. Moved by its verbs."""

    class State(models.TextChoices):
        SCOPED = "scoped", gettext_lazy("Being thought about")
        COMMISSIONED = "commissioned", gettext_lazy("Commissioned")
        RUNNING = "running", gettext_lazy("Running")
        ENDED = "ended", gettext_lazy("Ended")

    MOVES = {
        State.SCOPED: {State.COMMISSIONED, State.ENDED},
        State.COMMISSIONED: {State.RUNNING, State.ENDED},
        State.RUNNING: {State.ENDED},
    }

    class Mode(models.TextChoices):
        IN_PERSON = "in_person", gettext_lazy("Face to face")
        ONLINE = "online", gettext_lazy("Online")
        BOTH = "both", gettext_lazy("Face to face and online")

    title = models.CharField(gettext_lazy("title"), max_length=120)
    slug = models.SlugField(max_length=80, unique=True, editable=False)
    state = models.CharField(max_length=12, choices=State, default=State.SCOPED, editable=False)
    mode = models.CharField(gettext_lazy("where people meet"), max_length=9, choices=Mode, default=Mode.BOTH)
    purpose = models.TextField(gettext_lazy("what it is for"), max_length=2000)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="strands",
        verbose_name=gettext_lazy("who looks after it"),
    )  # fmt: skip
    partner = models.ForeignKey(
        Partner, models.SET_NULL, null=True, blank=True, related_name="strands",
        verbose_name=gettext_lazy("partner that is commissioned"),
    )  # fmt: skip
    run_by_words = models.CharField(gettext_lazy("who else is commissioned"), max_length=200, blank=True)
    budget_note = models.TextField(gettext_lazy("budget"), max_length=2000, blank=True)  # the team's alone
    came_of_it = models.TextField(gettext_lazy("what came of it"), max_length=2000, blank=True)
    moved_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = StrandQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("strand")
        indexes = [models.Index(fields=["state", "title"], name="strands_by_state")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("events:strand", args=[self.slug])

    @property
    def run_by(self):
        """Who is commissioned, in words."""
        return ", ".join(filter(None, [str(self.partner or ""), self.run_by_words]))

    def is_shown_to(self, user):
        """The rule of `visible_to`, for one that is here."""
        return may_run(user) or (belongs(user) and self.state != self.State.SCOPED)

    # Verbs

    @transaction.atomic
    def edit(self, *, by, **changes):
        """Change what it says; what has ended stands as it is."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update())
        if self.state == self.State.ENDED:
            raise Refused(_("This strand has ended. Nothing was changed."))
        changed = sorted(name for name, value in changes.items() if getattr(self, name) != value)
        for name in changed:
            setattr(self, name, changes[name])
        if self.state != self.State.SCOPED and not self.run_by:
            raise Refused(_("Somebody is commissioned: say who."))
        if changed:
            self.save()
            Entry.objects.record("events.strand_edited", self, by=by, fields=changed)

    @transaction.atomic
    def commission(self, *, by):
        """Somebody is asked to run it: members read of it from now on."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update())
        if not self.run_by:
            raise Refused(_("Say first who is commissioned: a partner, or somebody else in words."))
        self._move(self.State.COMMISSIONED, "events.strand_commissioned", by)

    @transaction.atomic
    def start(self, *, by):
        """It runs."""
        self._move(self.State.RUNNING, "events.strand_running", by)

    @transaction.atomic
    def end(self, words, *, by):
        """It is over; its page stays, with what came of it."""
        self._move(self.State.ENDED, "events.strand_ended", by, came_of_it=words)

    def _move(self, state, verb, by, **changes):
        self.become(state, moved_at=timezone.now(), **changes)
        Entry.objects.record(verb, self, by=by)
