"""One moment of a live blog: when it was, what was seen, and by whom."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import Audience
from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Lifecycle, Refused
from folkmoot.core.text import excerpt, markdown, plain
from folkmoot.files.models import File

from .live import LiveBlog


class LiveEntryQuerySet(models.QuerySet):
    def shown(self):
        return self.filter(state=LiveEntry.State.SHOWN)

    def as_it_happened(self):
        """By the time it happened; of the same moment, in the order in which it was sent."""
        return self.order_by("happened_at", "pk")

    def newest_first(self):
        return self.order_by("-happened_at", "-pk")

    def whole(self):
        """With all that a page shows of each."""
        return self.select_related("author__profile", "picture", "question__asker")


class LiveEntry(Lifecycle):
    """What one person saw at one moment. Several may write at once; it moves only by its verbs."""

    class State(models.TextChoices):
        SHOWN = "shown", gettext_lazy("Shown")
        WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")

    MOVES = {State.SHOWN: {State.WITHDRAWN}, State.WITHDRAWN: {State.SHOWN}}

    live_blog = models.ForeignKey(LiveBlog, models.CASCADE, related_name="entries")
    number = models.PositiveIntegerField(editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="live_entries")
    happened_at = models.DateTimeField(gettext_lazy("when it happened"), default=timezone.now)
    source = models.TextField(gettext_lazy("words"))
    html = models.TextField(editable=False)
    is_key = models.BooleanField(gettext_lazy("one of the main moments"), default=False)
    picture = models.ForeignKey(File, models.SET_NULL, null=True, blank=True, related_name="+")
    picture_words = models.CharField(gettext_lazy("what the picture shows"), max_length=255, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.SHOWN)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)
    # Unique where there is one: so null, not empty.
    key = models.CharField(max_length=64, null=True, editable=False)  # noqa: DJ001, of the form that was sent

    objects = LiveEntryQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("live entry")
        verbose_name_plural = gettext_lazy("live entries")
        constraints = [
            models.UniqueConstraint(fields=["live_blog", "number"], name="one_live_entry_a_number"),
            models.UniqueConstraint(fields=["live_blog", "key"], name="one_live_entry_a_form"),
            models.CheckConstraint(
                condition=Q(picture__isnull=True) | ~Q(picture_words=""), name="live_picture_has_words"
            ),
        ]
        indexes = [
            models.Index(fields=["live_blog", "happened_at", "id"], name="live_entries_as_it_happened")
        ]

    def __str__(self):
        return _("live entry %(number)s") % {"number": self.number}

    @property
    def url(self):
        """Its address for ever: a place on the page of its post."""
        return f"{self.live_blog.post.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self):
        return f"entry-{self.number}"

    @property
    def is_shown(self):
        return self.state == self.State.SHOWN

    @property
    def words(self):
        """Its text without marks, for letters and the list of main moments."""
        return excerpt(plain(self.html), 280)

    @property
    def seen(self):
        """Which text an editor had before them: a change of an older one is refused."""
        return f"{self.edited_at.timestamp():.6f}" if self.edited_at else "0"

    @transaction.atomic
    def edit(self, source, *, by, seen=None, **values):
        """Other words, another time, another main moment. `seen`: the version the editor had before them."""
        self.live_blog.lock()
        fresh = type(self).objects.get(pk=self.pk)
        if all(getattr(fresh, name) == value for name, value in [("source", source), *values.items()]):
            return  # the same form, sent twice
        if seen is not None and seen != fresh.seen:
            raise Refused(
                _("Someone else changed this entry meanwhile. Your words are still here; theirs: %(words)s")
                % {"words": fresh.source}
            )
        html, edited_at = markdown(source), timezone.now()
        type(self).objects.filter(pk=self.pk).update(source=source, html=html, edited_at=edited_at, **values)
        self.refresh_from_db()
        Entry.objects.record("publishing.live_edited", self, by=by, title=self.live_blog.post.title)
        self.live_blog.changed()

    @transaction.atomic
    def withdraw(self, *, by):
        """Readers see it no longer; it can be put back."""
        self.live_blog.lock()
        self.become(self.State.WITHDRAWN)
        self.show_picture(self._fresh_post())
        Entry.objects.record("publishing.live_withdrawn", self, by=by, title=self.live_blog.post.title)
        self.live_blog.changed()

    @transaction.atomic
    def put_back(self, *, by):
        """Readers see it again, at its place."""
        self.live_blog.lock()
        self.become(self.State.SHOWN)
        self.show_picture(self._fresh_post())
        Entry.objects.record("publishing.live_put_back", self, by=by, title=self.live_blog.post.title)
        self.live_blog.changed()

    def show_picture(self, post):
        """To whom the post is for; while the entry or its post is out of sight, to the team."""
        if self.picture:
            self.picture.show_to(post.audience_id if post.live and self.is_shown else Audience.TEAM)

    def _fresh_post(self):
        post = self.live_blog.post
        post.refresh_from_db(fields=["audience", "live"])
        return post
