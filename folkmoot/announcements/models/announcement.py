"""An announcement: what the team writes to many, from the first draft to the last letter."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import Community
from folkmoot.accounts.policy import belongs
from folkmoot.activity.models import Entry
from folkmoot.activity.parts import parts
from folkmoot.core import freshness
from folkmoot.core.lifecycle import Lifecycle, Refused

from .. import notices, policy, telling


class AnnouncementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """In the archive: what has begun to go out and was kept for these readers."""
        kept = [Announcement.Archive.PUBLIC]
        if belongs(user):
            kept.append(Announcement.Archive.MEMBERS)
        return self.filter(state__in=Announcement.OUT, archive__in=kept)

    def workable_by(self, user):
        """At the team's desk: everything for the team, newsletters for editors."""
        if policy.may_announce(user):
            return self
        return self.filter(kind=Announcement.Kind.NEWSLETTER) if policy.may_gather(user) else self.none()

    def newsletters(self):
        return self.filter(kind=Announcement.Kind.NEWSLETTER)

    def out(self):
        return self.filter(state__in=Announcement.OUT)

    def in_the_making(self):
        return self.filter(state__in=[Announcement.State.DRAFT, Announcement.State.SCHEDULED])

    def due(self):
        """Scheduled, and their moment has come."""
        return self.filter(state=Announcement.State.SCHEDULED, send_at__lte=timezone.now())

    def newest_first(self):
        return self.order_by("-begun_at", "-pk")

    @transaction.atomic
    def draft(self, *, by, kind="announcement", **fields):
        """A new announcement that nobody has got yet."""
        announcement = self.create(kind=kind, by=by, **fields)
        Entry.objects.record("announcements.drafted", announcement, by=by, kind=kind)
        return announcement

    def gather(self, *, by):
        """The newsletter in the making, with what is new since the last: see `newsletter`."""
        from ..newsletter import gather

        return gather(by=by)


class Announcement(Lifecycle):
    """What the team writes to everyone or to parts of the community. Changed only through its verbs.

    From `begin` on its words are frozen in a Wording, and who gets it in Recipients.
    """

    class State(models.TextChoices):
        DRAFT = "draft", gettext_lazy("Draft")
        SCHEDULED = "scheduled", gettext_lazy("Scheduled")
        SENDING = "sending", gettext_lazy("Going out")
        PAUSED = "paused", gettext_lazy("Paused")
        SENT = "sent", gettext_lazy("Sent")
        CANCELLED = "cancelled", gettext_lazy("Stopped on the way")

    class Kind(models.TextChoices):
        """Of the same names as the kinds of letter that people turn off."""

        ANNOUNCEMENT = "announcement", gettext_lazy("Announcement")
        NEWSLETTER = "newsletter", gettext_lazy("Newsletter")

    class Archive(models.TextChoices):
        PUBLIC = "public", gettext_lazy("Everyone")
        MEMBERS = "members", gettext_lazy("Members")
        NOBODY = "nobody", gettext_lazy("Nobody: it is in the letters only")

    MOVES = {
        State.DRAFT: {State.SCHEDULED, State.SENDING},
        State.SCHEDULED: {State.DRAFT, State.SENDING},
        State.SENDING: {State.PAUSED, State.SENT},
        State.PAUSED: {State.SENDING, State.CANCELLED},
    }
    OUT = [State.SENDING, State.PAUSED, State.SENT, State.CANCELLED]

    kind = models.CharField(max_length=12, choices=Kind, default=Kind.ANNOUNCEMENT, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, editable=False)
    subject = models.CharField(gettext_lazy("subject"), max_length=200, blank=True)
    text = models.TextField(gettext_lazy("text"), blank=True)
    closing = models.TextField(gettext_lazy("words at the end"), blank=True)  # after a newsletter's items
    to = models.JSONField(default=list)  # names of parts
    without = models.JSONField(default=list)
    archive = models.CharField(
        gettext_lazy("who finds it on the site"), max_length=8, choices=Archive, default=Archive.MEMBERS
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    gathered_from = models.DateTimeField(null=True, editable=False)  # what a newsletter tells of
    gathered_until = models.DateTimeField(null=True, editable=False)

    send_on = models.DateField(null=True, editable=False)  # as it was said, by the clock of `time_zone`
    send_time = models.TimeField(null=True, editable=False)
    time_zone = models.CharField(max_length=50, blank=True, editable=False)
    send_at = models.DateTimeField(null=True, editable=False)

    slug = models.SlugField(max_length=80, null=True, blank=True, unique=True, editable=False)
    begun_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    listed = models.PositiveIntegerField(default=0, editable=False)  # recipients in all
    stream = models.PositiveIntegerField(
        default=0, editable=False
    )  # of several workers only the last goes on
    resumed_at = models.DateTimeField(null=True, editable=False)  # for the time left
    resumed_from = models.PositiveIntegerField(default=0, editable=False)
    worked_at = models.DateTimeField(null=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("announcement")
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind="newsletter", state__in=["draft", "scheduled"]),
                name="one_newsletter_in_the_making",
            )
        ]
        indexes = [models.Index(fields=["state", "-begun_at"], name="announcements_by_state")]

    def __str__(self):
        return self.subject or _("(no subject)")

    def get_absolute_url(self):
        """In the archive; before it went out, at the desk."""
        if self.slug:
            return reverse("announcements:announcement", args=[self.slug])
        return reverse("announcements:standing", args=[self.pk])

    @property
    def is_newsletter(self):
        return self.kind == self.Kind.NEWSLETTER

    @property
    def is_out(self):
        return self.state in self.OUT

    @property
    def key(self):
        """What makes its letter to one person the same letter: it is written once."""
        return f"announcement-{self.pk}"

    # While it is written

    @transaction.atomic
    def edit(self, *, by, revision=None, **values):
        """Change a draft. Refused once it is scheduled or goes out, and where another was quicker."""
        self.require_draft()
        rows = type(self).objects.filter(pk=self.pk, revision=self.revision if revision is None else revision)
        if not rows.update(**values, revision=models.F("revision") + 1):
            raise Refused(_("Someone else changed it while you were writing. Look at their words first."))
        self.refresh_from_db()
        Entry.objects.record("announcements.edited", self, by=by)

    def require_draft(self):
        """Hold the row as a draft until the transaction ends, or say in words why it cannot be changed."""
        held = type(self).objects.select_for_update().filter(pk=self.pk).first()
        if held is None:
            raise Refused(_("This draft was thrown away."))
        if held.state == self.State.SCHEDULED:
            raise Refused(_("It is scheduled. Take it back first, then change it and schedule it anew."))
        if held.state != self.State.DRAFT:
            raise Refused(
                _("It has begun to go out: its words stay. Pause it, and those who wait can get new ones.")
            )

    @transaction.atomic
    def discard(self, *, by):
        """Throw a draft away."""
        self.require_draft()
        Entry.objects.record("announcements.discarded", self, by=by, title=str(self))
        self.delete()

    # When it goes

    @transaction.atomic
    def schedule(self, *, on, at, by):
        """Let it go by itself at that hour of that day, by the community's clock."""
        zone = Community.objects.current().time_zone
        moment = datetime.combine(on, at, tzinfo=ZoneInfo(zone))
        if moment <= timezone.now():
            raise Refused(_("That moment has passed. Choose a later one."))
        self.require_ready()
        self.become(
            self.State.SCHEDULED,
            send_on=on,
            send_time=at,
            time_zone=zone,
            send_at=moment.astimezone(ZoneInfo("UTC")),
        )
        Entry.objects.record("announcements.scheduled", self, by=by)

    @transaction.atomic
    def take_back(self, *, by):
        """Do not let it go by itself: a draft again."""
        self.become(self.State.DRAFT, send_on=None, send_time=None, send_at=None)
        Entry.objects.record("announcements.taken_back", self, by=by)

    @transaction.atomic
    def begin(self, *, by=None, seen=None):
        """Let it go out: freeze its words and list who gets them; a worker writes the letters.

        Whoever saw it before deciding says what they saw (`telling.seen`): if it is another now, it stays.
        """
        now = timezone.now()
        self.become(self.State.SENDING, begun_at=now, send_at=None, resumed_at=now, worked_at=now)
        items = telling.told(self)
        if seen is not None and seen != telling.seen(self, items):
            raise Refused(_("It has changed since you looked at it. Look at it again, then send it."))
        wording, people = self.require_ready(items)
        wording.save()
        gone = telling.drop(items)
        if gone and by is None:  # at its hour, with nobody looking
            notices.went_without(self, gone)
        self.recipients.list(self, people)
        self.listed = len(people)
        self.save(update_fields=["listed"])
        self._take_an_address()
        Entry.objects.record("announcements.begun", self, by=by, people=self.listed)
        freshness.touch()
        self.go_on()

    def require_ready(self, items=None):
        """Its wording and its people; raises Refused, in words, where it must not go out."""
        from ..checks import obstacles
        from ..composing import compose
        from ..people import left_out, reached

        offered = parts()
        wording, people = compose(self, items=items), reached(self.to, self.without, offered)
        if found := obstacles(self, wording, offered, len(people) - len(left_out(people, self.kind))):
            raise Refused(" ".join(map(str, found)))
        return wording, people

    def _take_an_address(self):
        """One made of the subject that no other has; it stays."""
        words = slugify(self.subject)[:60].strip("-") or self.kind
        try:
            with transaction.atomic():
                self.slug = words
                self.save(update_fields=["slug"])
        except IntegrityError:
            self.slug = f"{words}-{self.pk}"
            self.save(update_fields=["slug"])

    @transaction.atomic
    def pause(self, *, by):
        """Write no more letters for now. Those already written, at most a few dozen, still leave."""
        self.become(self.State.PAUSED)
        Entry.objects.record("announcements.paused", self, by=by)

    @transaction.atomic
    def resume(self, *, by):
        """Go on where it was. What a newsletter may no longer tell is not in the letters to come."""
        done = self.listed - self.recipients.waiting().count()
        self.become(
            self.State.SENDING, resumed_at=timezone.now(), resumed_from=done, worked_at=timezone.now()
        )
        items = telling.told(self)
        if any(item.is_gone or item.is_narrowed for item in items):
            self._word_anew(items)
        Entry.objects.record("announcements.resumed", self, by=by)
        self.go_on()

    @transaction.atomic
    def reword(self, *, by, subject, text, closing=""):
        """Paused on the way: those still waiting get these words. What others got stays as they got it."""
        held = type(self).objects.select_for_update().filter(pk=self.pk, state=self.State.PAUSED)
        if not held.update(subject=subject, text=text, closing=closing):
            raise Refused(_("Pause it first: while it goes out, its words stay."))
        self.refresh_from_db()
        self._word_anew(telling.told(self))
        Entry.objects.record("announcements.reworded", self, by=by, people=self.recipients.waiting().count())

    def _word_anew(self, items):
        from ..composing import compose

        wording = compose(self, number=self.wordings.newest().number + 1, items=items)
        if not wording.text.strip():
            raise Refused(_("Nothing is left of what it told. Give it new words, or stop it for good."))
        wording.save()
        telling.drop(items)
        freshness.touch()

    @transaction.atomic
    def cancel(self, *, by):
        """Paused on the way: those still waiting do not get it."""
        self.become(self.State.CANCELLED, ended_at=timezone.now())
        Entry.objects.record("announcements.cancelled", self, by=by, people=self.recipients.waiting().count())

    @transaction.atomic
    def finish(self):
        """A letter was written to everyone who wants one."""
        self.become(self.State.SENT, ended_at=timezone.now())
        Entry.objects.record(
            "announcements.sent", self, people=self.recipients.filter(state="written").count()
        )

    def go_on(self):
        """Have a worker take it up; one that was at it and is not dead lets go at its next step."""
        from .. import tasks

        type(self).objects.filter(pk=self.pk).update(stream=models.F("stream") + 1)
        self.refresh_from_db(fields=["stream"])
        tasks.soon(self)
