"""Talk about one thing: a thread, the messages in it, and what readers flagged.

Whoever owns a thread shows it; the acts on a message and the moderation desk live in this room.
"""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import Audience, Guest
from folkmoot.core.lifecycle import Lifecycle


class ThreadQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Threads whose audience this person belongs to."""
        return self.filter(audience__in=Audience.objects.including(user))

    def start(self, *, audience_id=Audience.EVERYONE, by=None):
        """A new empty thread; its owner keeps it and keeps its audience true."""
        return self.create(audience_id=audience_id, started_by=by)


class Thread(models.Model):
    """Talk about one thing. Its owner shows it and keeps `audience` and `open` true."""

    audience = models.ForeignKey(Audience, models.PROTECT, related_name="threads")
    open = models.BooleanField(gettext_lazy("open for comments"), default=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    shown_count = models.PositiveIntegerField(default=0, editable=False)
    last_number = models.PositiveIntegerField(default=0, editable=False)  # the counter of message numbers
    last_at = models.DateTimeField(null=True, editable=False)  # when the newest shown message was written
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("thread")

    def __str__(self):
        return _("Thread %(number)s") % {"number": self.pk}


class MessageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What this person may read: the shown ones of their threads, and their own in any state."""
        threads = Thread.objects.visible_to(user)
        readable = self.filter(thread__in=threads)
        if not user.is_authenticated:
            return readable.shown()
        if user.is_team or user.is_administrator:
            return readable
        return readable.filter(Q(state=Message.State.SHOWN) | Q(author=user))

    def shown(self):
        return self.filter(state=Message.State.SHOWN)

    def held(self):
        """Those that wait for the team."""
        return self.filter(state=Message.State.HELD)

    def standing(self):
        """What a thread shows, in reading order: shown ones, and tombstones where replies still stand."""
        replies = Message.objects.filter(parent=OuterRef("pk"), state=Message.State.SHOWN)
        branch = Message.objects.filter(
            thread=OuterRef("thread"), branch=OuterRef("number"), state=Message.State.SHOWN
        )
        gone = Q(state__in=[Message.State.HIDDEN, Message.State.DELETED], number__isnull=False)
        return self.filter(Q(state=Message.State.SHOWN) | gone & (Exists(replies) | Exists(branch))).order_by(
            "branch", "number"
        )


class Message(Lifecycle):
    """What someone said in a thread. It moves only by its verbs.

    It gets its number when it is first shown, so that readers see no gaps where spam was held.
    """

    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("Waiting for the writer to confirm")
        HELD = "held", gettext_lazy("Waiting for the team")
        SHOWN = "shown", gettext_lazy("Shown")
        HIDDEN = "hidden", gettext_lazy("Hidden by the team")
        DELETED = "deleted", gettext_lazy("Deleted by its author")

    MOVES = {
        State.WAITING: {State.HELD, State.SHOWN, State.DELETED},
        State.HELD: {State.SHOWN, State.HIDDEN, State.DELETED},
        State.SHOWN: {State.HIDDEN, State.DELETED},
        State.HIDDEN: {State.SHOWN, State.DELETED},
    }

    class Reason(models.TextChoices):
        """Why something is flagged or hidden, in words a reader would use."""

        SPAM = "spam", gettext_lazy("It advertises something")
        UNKIND = "unkind", gettext_lazy("It is unkind or attacks a person")
        PRIVATE = "private", gettext_lazy("It tells something private about someone")
        FALSE = "false", gettext_lazy("It is false and could do harm")
        OFF_TOPIC = "off-topic", gettext_lazy("It has nothing to do with the subject")
        OTHER = "other", gettext_lazy("Something else")

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="messages")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="messages"
    )
    guest = models.ForeignKey(Guest, models.PROTECT, null=True, blank=True, related_name="messages")
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replies")
    number = models.PositiveIntegerField(null=True, editable=False)
    branch = models.PositiveIntegerField(null=True, editable=False)  # number of its topmost ancestor, or own
    state = models.CharField(max_length=10, choices=State, default=State.SHOWN)
    source = models.TextField(blank=True)
    html = models.TextField(blank=True, editable=False)
    tell_replies = models.BooleanField(default=False)  # a guest wants a mail when someone replies
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    shown_at = models.DateTimeField(null=True, editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)
    reason = models.CharField(max_length=10, choices=Reason, blank=True)  # why it was hidden
    reason_words = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, editable=False)
    claimed_by = models.ForeignKey(  # the moderator who is looking at it
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    claimed_at = models.DateTimeField(null=True, editable=False)
    key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # one per form shown
    source_key = models.CharField(max_length=120, null=True, unique=True, editable=False)  # of an import

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("comment")
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="one_message_a_number"),
            models.CheckConstraint(
                condition=Q(author__isnull=True) | Q(guest__isnull=True), name="message_has_one_author"
            ),
            models.CheckConstraint(
                condition=~Q(state="shown") | Q(number__isnull=False), name="shown_message_has_a_number"
            ),
        ]
        indexes = [
            models.Index(fields=["thread", "branch", "number"], name="messages_in_reading_order"),
            models.Index(fields=["state", "created_at"], name="messages_by_state"),
        ]

    def __str__(self):
        return _("Comment %(number)s") % {"number": self.number or "–"}


class Flag(models.Model):
    """A reader says that a message should not stand as it is."""

    class Outcome(models.TextChoices):
        HIDDEN = "hidden", gettext_lazy("The comment was hidden")
        KEPT = "kept", gettext_lazy("The comment stays")

    message = models.ForeignKey(Message, models.CASCADE, related_name="flags")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="flags")
    reason = models.CharField(max_length=10, choices=Message.Reason)
    words = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = gettext_lazy("flag")
        constraints = [
            models.UniqueConstraint(
                fields=["message", "by"],
                condition=Q(by__isnull=False, outcome=""),
                name="one_open_flag_a_person",
            )
        ]

    def __str__(self):
        return self.get_reason_display()
