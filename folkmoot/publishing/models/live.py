"""A post that is told as it happens: its live blog, which is planned, runs, and ends."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core import freshness
from folkmoot.core.lifecycle import Lifecycle, Refused
from folkmoot.core.text import markdown
from folkmoot.events.models import Event
from folkmoot.publishing.live import notices

SENT_AGAIN_WITHIN = timedelta(minutes=10)  # the same words by the same person are the same entry


class LiveBlogQuerySet(models.QuerySet):
    def of(self, post):
        """The live blog of a post, or None."""
        return self.filter(post=post).select_related("post").first()

    def running(self):
        return self.filter(state=LiveBlog.State.RUNNING)

    def begun_of(self, event):
        """Those that tell an event: running, or ended."""
        begun = self.filter(event=event).exclude(state=LiveBlog.State.PLANNED)
        return begun.select_related("post").order_by("started_at", "pk")

    @transaction.atomic
    def plan(self, post, *, by):
        """Make `post` one that is told as it happens; asked twice, it is so once."""
        live_blog, is_new = self.get_or_create(post=post)
        if is_new:
            Entry.objects.record("publishing.live_planned", post, by=by)
            freshness.touch()
        return live_blog


class LiveBlog(Lifecycle):
    """What is told as it happens under one post, by several people at once."""

    class State(models.TextChoices):
        PLANNED = "planned", gettext_lazy("Not begun")
        RUNNING = "running", gettext_lazy("Running")
        ENDED = "ended", gettext_lazy("Ended")

    MOVES = {
        State.PLANNED: {State.RUNNING},
        State.RUNNING: {State.ENDED},
        State.ENDED: {State.RUNNING},
    }

    post = models.OneToOneField("publishing.PostPage", models.CASCADE, related_name="live_blog")
    event = models.ForeignKey(
        Event, models.SET_NULL, null=True, blank=True, editable=False, related_name="live_blogs"
    )  # which is told here
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    reporters = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="reports_on")
    last_number = models.PositiveIntegerField(default=0, editable=False)  # the counter of entries
    version = models.PositiveIntegerField(default=0, editable=False)  # of what readers see
    changed_at = models.DateTimeField(null=True, editable=False)
    started_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = LiveBlogQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("live blog")

    def __str__(self):
        return str(self.post)

    def get_absolute_url(self):
        return self.post.get_absolute_url()

    @property
    def is_running(self):
        return self.state == self.State.RUNNING

    # Verbs

    @transaction.atomic
    def start(self, *, by):
        """From now on entries and questions are taken; also once more, after it had ended."""
        self.become(self.State.RUNNING, started_at=self.started_at or timezone.now(), ended_at=None)
        Entry.objects.record("publishing.live_started", self.post, by=by)
        self.changed()

    @transaction.atomic
    def end(self, *, by):
        """No more entries and no more questions; what was told stays, in the order in which it happened."""
        self.become(self.State.ENDED, ended_at=timezone.now())
        Entry.objects.record("publishing.live_ended", self.post, by=by)
        self.changed()

    @transaction.atomic
    def tell(
        self, source, *, by, happened_at=None, is_key=False, picture=None, picture_words="", question=None,
        key=None,
    ):  # fmt: skip
        """An entry. The same form sent again is the same entry: words changed meanwhile are changed in it."""
        self.lock()
        if before := self._sent_before(source, by, key):
            if before.source != source:
                before.edit(source, by=by)
            return before
        self.require_running()
        entry = self.entries.create(
            number=self.next_number(),
            author=by,
            source=source,
            html=markdown(source),
            happened_at=happened_at or timezone.now(),
            is_key=is_key,
            picture=picture,
            picture_words=picture_words,
            key=f"{by.pk}-{key}" if key else None,
        )
        if question is not None:
            question.answer(entry, by=by)
        Entry.objects.record("publishing.live_told", entry, by=by, title=self.post.title)
        self.changed()
        return entry

    def _sent_before(self, source, by, key):
        """The entry this form made when it was sent before, or the same words a moment ago."""
        recent = self.entries.filter(author=by, created_at__gt=timezone.now() - SENT_AGAIN_WITHIN)
        same_form = self.entries.filter(key=f"{by.pk}-{key}").first() if key else None
        return same_form or recent.shown().filter(source=source).first()

    @transaction.atomic
    def name_reporter(self, user, *, by):
        """From now on this person may write here, and is told so."""
        if not self.reporters.filter(pk=user.pk).exists():
            self.reporters.add(user)
            Entry.objects.record("publishing.reporter_named", self.post, by=by, name=user.name)
            notices.reporter_named(self, user, by=by)

    @transaction.atomic
    def release_reporter(self, user, *, by):
        """This person no longer writes here; what they wrote stands."""
        if self.reporters.filter(pk=user.pk).exists():
            self.reporters.remove(user)
            Entry.objects.record("publishing.reporter_released", self.post, by=by, name=user.name)

    @transaction.atomic
    def tie(self, event, *, by):
        """It tells this event, whose page shows it; or none any more."""
        if event == self.event:
            return
        self.event = event
        self.save(update_fields=["event"])
        Entry.objects.record("publishing.live_tied" if event else "publishing.live_untied", self.post, by=by)
        freshness.touch()

    # What the verbs lean on

    def lock(self):
        """Hold the row until the transaction ends: numbers are given one at a time."""
        fresh = type(self).objects.select_for_update().get(pk=self.pk)
        for field in ("state", "last_number", "version", "started_at", "ended_at"):
            setattr(self, field, getattr(fresh, field))
        return self

    def require_running(self):
        """Raise Refused, in words for people, where nothing more is taken."""
        if self.state == self.State.PLANNED:
            raise Refused(_("This live blog has not begun. Start it first; your words are still here."))
        if self.state == self.State.ENDED:
            raise Refused(
                _("This live blog has ended. Start it again to add this; your words are still here.")
            )

    def next_number(self):
        """The next number of an entry; ask only while the row is locked."""
        self.last_number += 1
        type(self).objects.filter(pk=self.pk).update(last_number=self.last_number)
        return self.last_number

    def changed(self):
        """Readers see something else now: so do search, feeds and whoever asks for news."""
        self.changed_at, self.drawn_entries = timezone.now(), None
        type(self).objects.filter(pk=self.pk).update(
            version=models.F("version") + 1, changed_at=self.changed_at
        )
        self.post.index_for_readers()
        freshness.touch()

    def follow(self, post):
        """Pictures are for whom the post is for, as it stands now."""
        for entry in self.entries.exclude(picture=None).select_related("picture"):
            entry.show_picture(post)
