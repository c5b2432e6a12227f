"""An event: what it is, when by the wall clock of its zone, who may come, and the verbs that move it."""

import uuid

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import Audience
from folkmoot.activity.models import Entry
from folkmoot.core import freshness
from folkmoot.core.lifecycle import Lifecycle, Refused
from folkmoot.core.text import markdown
from folkmoot.groups.models import Group
from folkmoot.members.models import Partner, Region
from folkmoot.search.models import Document

from .. import found, notices, slugs
from .asks import Asks
from .reading import EventQuerySet
from .strand import Strand
from .times import Times
from .venue import Venue

TOLD = ["starts_wall", "ends_wall", "zone", "venue"]  # who comes is told of a change in these


class Event(Times, Asks, Lifecycle):
    """People meet at a time, in a place or online. Changed only by its verbs and those of its places."""

    class State(models.TextChoices):
        DRAFT = "draft", gettext_lazy("Draft")
        PUBLISHED = "published", gettext_lazy("Published")
        CANCELLED = "cancelled", gettext_lazy("Cancelled")
        FINISHED = "finished", gettext_lazy("Finished")

    MOVES = {
        State.DRAFT: {State.PUBLISHED},
        State.PUBLISHED: {State.CANCELLED, State.FINISHED},
    }

    class Kind(models.TextChoices):
        COMMUNITY_DAY = "community_day", gettext_lazy("Community day")
        WEBINAR = "webinar", gettext_lazy("Webinar")
        MASTERCLASS = "masterclass", gettext_lazy("Masterclass")
        VISIT = "visit", gettext_lazy("Visit")
        WELCOME_DAY = "welcome_day", gettext_lazy("Welcome day")
        OPEN_SPACE = "open_space", gettext_lazy("Open space")
        GROUP_CALL = "group_call", gettext_lazy("Group call")
        WORKSHOP = "workshop", gettext_lazy("Workshop")

    class Mode(models.TextChoices):
        IN_PERSON = "in_person", gettext_lazy("In person")
        ONLINE = "online", gettext_lazy("Online")
        HYBRID = "hybrid", gettext_lazy("In person and online")

    class Comers(models.TextChoices):
        EVERYONE = "everyone", gettext_lazy("Everyone")
        MEMBERS = "members", gettext_lazy("Members")
        GROUP = "group", gettext_lazy("The people of the group")
        REGION = "region", gettext_lazy("Members in the region")
        INVITED = "invited", gettext_lazy("Those who are invited")

    class Reminding(models.TextChoices):
        USUAL = "", gettext_lazy("The day before; in person a week before as well")
        NONE = "none", gettext_lazy("No reminder")
        DAY = "day", gettext_lazy("The day before")
        WEEK = "week", gettext_lazy("A week before and the day before")

    slug = models.SlugField(max_length=80, unique=True, null=True, editable=False)  # noqa: DJ001, none in a draft
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, editable=False)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # in calendars, for ever
    kind = models.CharField(gettext_lazy("kind"), max_length=14, choices=Kind, default=Kind.WORKSHOP)
    mode = models.CharField(
        gettext_lazy("where people meet"), max_length=9, choices=Mode, default=Mode.ONLINE
    )
    title = models.CharField(gettext_lazy("title"), max_length=120)
    about = models.TextField(gettext_lazy("what happens, and for whom it is"), blank=True)
    about_html = models.TextField(blank=True, editable=False)
    purpose = models.CharField(gettext_lazy("what it is for"), max_length=300, blank=True)
    sign = models.CharField(gettext_lazy("how we would notice that it worked"), max_length=300, blank=True)
    venue = models.ForeignKey(
        Venue,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=gettext_lazy("venue"),
    )
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="events",
        verbose_name=gettext_lazy("region"),
    )  # fmt: skip
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, editable=False, related_name="events"
    )  # whose event it is; without one, and without a partner, it is the team's
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="events",
        verbose_name=gettext_lazy("partner whose event it is"),
    )  # fmt: skip
    strand = models.ForeignKey(
        Strand, models.SET_NULL, null=True, blank=True, related_name="events",
        verbose_name=gettext_lazy("strand of the programme"),
    )  # fmt: skip
    series = models.ForeignKey(
        "events.Series", models.SET_NULL, null=True, blank=True, editable=False, related_name="events"
    )
    comers = models.CharField(
        gettext_lazy("who may come"), max_length=10, choices=Comers, default=Comers.MEMBERS
    )
    audience = models.ForeignKey(
        Audience, models.PROTECT, editable=False, related_name="+"
    )  # follows `comers`
    circle = models.OneToOneField(
        Audience, models.PROTECT, null=True, editable=False, related_name="+"
    )  # who is invited and has an account, kept by `Invitation`
    cost_words = models.CharField(gettext_lazy("what it costs"), max_length=200, blank=True)
    travel_words = models.TextField(gettext_lazy("how to get there"), blank=True)
    reminding = models.CharField(
        gettext_lazy("reminding those who come"), max_length=4, choices=Reminding, blank=True
    )
    facts = models.JSONField(null=True, editable=False)  # who came, in numbers: see `facts`
    why_cancelled = models.TextField(gettext_lazy("why it does not happen"), blank=True)
    planned_at = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="events_planned"
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("event")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="an_event_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(slug__isnull=False), name="a_published_event_has_an_address"
            ),
            models.CheckConstraint(
                condition=~Q(comers="group") | Q(group__isnull=False),
                name="only_a_group_has_people_who_may_come",
            ),
            models.CheckConstraint(
                condition=~Q(comers="region") | Q(region__isnull=False),
                name="only_a_region_has_members_who_may_come",
            ),
            models.CheckConstraint(condition=Q(group=None) | Q(partner=None), name="an_event_has_one_owner"),
        ]
        indexes = [
            models.Index(fields=["starts_at", "id"], name="events_by_start"),
            models.Index(fields=["state", "ends_at"], name="events_by_end"),
            models.Index(fields=["kind", "starts_at"], name="events_by_kind"),
            models.Index(fields=["region", "starts_at"], name="events_by_region"),
            models.Index(fields=["starts_at"], condition=Q(is_evening=True), name="events_in_the_evening"),
            models.Index(fields=["minutes", "starts_at"], name="events_by_length"),
            models.Index(fields=["id"], condition=Q(told__lt=F("sequence")), name="events_untold"),
            models.Index(
                fields=["ends_at"], condition=Q(state="finished", facts__isnull=True), name="events_uncounted"
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.about_html = markdown(self.about)
        self.audience_id = self._audience_id()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        """Its address for ever; of a draft, where its hosts go on."""
        if self.slug is None:
            return reverse("events:edit", args=[self.pk])
        return reverse("events:event", args=[self.slug])

    # What pages ask

    @property
    def modes(self):
        """The modes in which one can come: each has its places."""
        return [self.Mode.IN_PERSON, self.Mode.ONLINE] if self.mode == self.Mode.HYBRID else [self.mode]

    @property
    def reminded(self):
        """How many days before those who come are reminded, at the hour it begins."""
        week = self.reminding == self.Reminding.WEEK
        week |= self.reminding == self.Reminding.USUAL and self.mode != self.Mode.ONLINE
        return [] if self.reminding == self.Reminding.NONE else [7, 1] if week else [1]

    def lacks(self):
        """What has to be there before it can be published, in words."""
        lacking = [] if self.about else [_("what happens, and for whom it is")]
        if self.mode != self.Mode.ONLINE and not self.venue_id:
            lacking.append(_("where it is"))
        if self.registering == self.Registering.INTEREST and not self.closes_wall:
            lacking.append(_("when registration closes, for the draw"))
        return lacking

    # Verbs

    @transaction.atomic
    def edit(self, *, by, caps=None, **changes):
        """Change what it says, when and where it is, how many can come.

        Once published, whoever comes is told of another time or place, and asked whether they still can.
        """
        self.lock()
        self.require_planned_or_coming()
        before = {name: getattr(self, name) for name in changes}
        for name, value in changes.items():
            setattr(self, name, value)
        began, ended, closed = self.starts_at, self.ends_at, self.closes_at
        self.count_times()
        moved = [name for name in TOLD if name in before and before[name] != getattr(self, name)]
        if self.state == self.State.PUBLISHED:
            self._require_publishable()
            if self.starts_at != began and self.starts_at <= timezone.now():
                raise Refused(_("It cannot be moved into the past."))
            self._require_open_to_who_comes()
            if moved:
                self._has_moved(moved)
        self.save()
        pools_move = (self.starts_at, self.closes_at) != (began, closed)
        fewer_or_more = self.make_pools(caps, offers_on=not pools_move)  # offered once, by `event_has_moved`
        changed = sorted(name for name, value in before.items() if value != getattr(self, name))
        if self.state == self.State.DRAFT or not (changed or fewer_or_more):
            return
        Entry.objects.record("events.edited", self, by=by, fields=changed)
        if pools_move:
            for pool in self.pools.order_by("pk"):
                pool.event_has_moved()
        if (self.starts_at, self.ends_at) != (began, ended):
            self._take_along(before.get("starts_wall", self.starts_wall))
        self.follow()
        if moved:
            self.needs_follow()
            notices.tell_later(self)

    @transaction.atomic
    def publish(self, *, by):
        """The draft becomes an event at an address of its own; people can register."""
        self.lock()
        self._require_publishable()
        if self.starts_at <= timezone.now():
            raise Refused(_("It begins in the past. Choose another day first."))
        facts = {"published_at": timezone.now(), "told": self.sequence}
        try:
            with transaction.atomic():
                self.become(self.State.PUBLISHED, slug=slugs.free(self.title), **facts)
        except IntegrityError:  # another of that title was quicker
            self.become(self.State.PUBLISHED, slug=slugs.rare(self.title), **facts)
        Entry.objects.record("events.published", self, by=by)
        self.follow()
        if self.series_id:
            notices.follow_series_later(self.series_id)

    @transaction.atomic
    def cancel(self, why, *, by):
        """It does not happen. Its page stays and says so; whoever registered is told, and their calendars."""
        self.lock()
        if timezone.now() >= self.ends_at:
            raise Refused(_("It is over. What has been cannot be cancelled."))
        self.become(self.State.CANCELLED, why_cancelled=why, sequence=self.sequence + 1)
        self.needs_follow()
        Entry.objects.record("events.cancelled", self, by=by)
        self.follow()
        notices.tell_later(self)

    @transaction.atomic
    def finish(self):
        """It is over: who wanted to come and found no place waits no longer."""
        self.lock()
        if not self.is_over:
            raise Refused(_("It has been moved meanwhile, and is not over."))
        self.become(self.State.FINISHED)
        self.registrations.unsettled().let_go()
        Entry.objects.record("events.finished", self)

    @transaction.atomic
    def freeze_facts(self):
        """A day after it ended: who registered, came, could not and did not, in numbers, for good."""
        from .attendance import LATE
        from .facts import counted
        from .press import Press

        self.lock()
        if self.state != self.State.FINISHED or timezone.now() <= self.ends_at + LATE:
            raise Refused(_("Until a day after it ended, who was there can be put right."))
        if self.facts is not None:
            return
        self.facts = counted(self)
        self.save(update_fields=["facts"])
        Press.objects.filter(registration__event=self).delete()
        Entry.objects.record("events.facts_frozen", self)

    @transaction.atomic
    def throw_away(self):
        """The draft goes; what was published can only be cancelled."""
        self.lock()
        if self.state != self.State.DRAFT:
            raise Refused(_("It is published. It can be cancelled, and stays at its address."))
        circle = self.circle
        Document.objects.drop(self)
        self.delete()
        if circle:
            circle.delete()

    # How the verbs do it

    def lock(self):
        """Hold the counters of its places, then its row, until the transaction ends, and read it anew.

        Counters come first wherever several are held, in the order of their keys.
        """
        list(self.pools.select_for_update().order_by("pk"))
        try:
            self.refresh_from_db(from_queryset=type(self).objects.select_for_update(no_key=True))
        except self.DoesNotExist:
            raise Refused(_("This draft was thrown away.")) from None
        return self

    def make_pools(self, caps=None, *, offers_on=True):
        """One for each mode it has; `caps` says how many places, None for as many as come.

        Answers whether the places of any have changed.
        """
        changed = False
        for mode in self.modes:
            pool, made = self.pools.get_or_create(mode=mode)
            changed |= made | pool.reopen()
            if caps and mode in caps:
                changed |= pool.set_cap(caps[mode], offers_on=offers_on)
        for pool in self.pools.filter(is_open=True).exclude(mode__in=self.modes):
            pool.close()
            changed = True
        return changed

    def require_planned_or_coming(self):
        ended = self.state == self.State.PUBLISHED and self.is_over  # `finish` comes within the hour
        if ended or self.state in (self.State.CANCELLED, self.State.FINISHED):
            raise Refused(_("This event is over or was cancelled. Nothing was changed."))

    def follow(self):
        """After any change, in its transaction: search follows who may read. A draft is found by nobody."""
        if self.state == self.State.DRAFT:
            return
        Document.objects.put(self, **found.facts(self))
        freshness.touch()

    def _require_publishable(self):
        if lacking := self.lacks():
            raise Refused(_("Before it can be published it needs: %(what)s.") % {"what": ", ".join(lacking)})

    def _require_open_to_who_comes(self):
        """Nobody who has a place, or waits for one, is shut out by a change of who may come."""
        self.audience_id = self._audience_id()
        live = self.registrations.live()
        if live.exclude(pk__in=live.who_may_come(self).values("pk")).of_somebody().exists():
            raise Refused(_("People are registered who could not come then. Ask them first."))

    def _audience_id(self):
        """Who may see that it is there, and so who may come."""
        if self.comers == self.Comers.EVERYONE:
            return Audience.EVERYONE
        if self.comers == self.Comers.GROUP:
            return self.group.circle_id
        if self.comers == self.Comers.INVITED:
            if self.circle is None:
                self.circle = Audience.objects.create(kind=Audience.Kind.CIRCLE)
            return self.circle_id
        return Audience.MEMBERS
