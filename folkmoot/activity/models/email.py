"""The letters: one row for each letter to each reader, written with its cause, moved by the post."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.models import Guest
from folkmoot.core.lifecycle import Lifecycle, Refused

from .bouncing import Bouncing
from .entry import Entry


class EmailQuerySet(models.QuerySet):
    def due(self):
        """What should leave now, the urgent first."""
        waiting = Q(state__in=[Email.State.QUEUED, Email.State.FAILED], next_try_at__lte=timezone.now())
        return self.filter(waiting).order_by("next_try_at", "pk")

    def stuck(self, since):
        """Taken up by a process that then died."""
        return self.filter(state=Email.State.SENDING, claimed_at__lt=since)

    def ended(self):
        """What will not move by itself any more."""
        return self.filter(state__in=Email.ENDED)

    def to(self, reader):
        return self.filter(guest=reader) if isinstance(reader, Guest) else self.filter(user=reader)

    def in_trouble(self):
        return self.filter(state__in=Email.IN_TROUBLE)

    def turned_back(self):
        """Tried, and given up or brought back: there may be nobody at that address."""
        return self.filter(state__in=[Email.State.GIVEN_UP, Email.State.RETURNED], attempts__gt=0)

    def newest(self):
        return self.order_by("-created_at", "-pk")


class Email(Lifecycle):
    """A letter to one reader. The row is the promise; whoever delivers it moves it on once."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        SENDING = "sending", _("On its way")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed, to be tried again")
        GIVEN_UP = "given_up", _("Given up")
        WITHHELD = "withheld", _("Withheld: the reader had turned it off, or it was taken back")
        RETURNED = "returned", _("Came back")
        STOPPED = "stopped", _("Not sent: letters to this address are stopped")

    KEPT_FOR = timedelta(days=90)
    MOVES = {
        State.QUEUED: {State.SENDING, State.WITHHELD, State.GIVEN_UP, State.STOPPED},
        State.FAILED: {
            State.SENDING, State.WITHHELD, State.GIVEN_UP, State.STOPPED, State.QUEUED, State.RETURNED,
        },
        State.SENDING: {State.SENT, State.FAILED, State.GIVEN_UP, State.WITHHELD, State.RETURNED},
        State.SENT: {State.RETURNED},
        State.GIVEN_UP: {State.QUEUED},
        State.RETURNED: {State.QUEUED},
        State.STOPPED: {State.QUEUED},
    }  # fmt: skip
    ENDED = [State.SENT, State.WITHHELD, State.GIVEN_UP, State.RETURNED, State.STOPPED]
    IN_TROUBLE = [State.FAILED, State.GIVEN_UP, State.RETURNED]

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="letters")
    guest = models.ForeignKey(Guest, models.SET_NULL, null=True, related_name="letters")
    address = models.EmailField(_("to"))
    kind = models.CharField(_("kind"), max_length=30)
    key = models.CharField(max_length=120, blank=True)  # with the reader: the same letter is written once
    sender = models.CharField(_("sender"), max_length=200, blank=True)  # "Ada via Community"
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    calendar = models.TextField(blank=True)  # what a calendar programme does with it, as iCalendar
    calendar_method = models.CharField(max_length=10, blank=True)  # as it stands in `calendar`: "REQUEST"
    headers = models.JSONField(default=dict)
    message_id = models.CharField(max_length=160, unique=True)  # the same at every try
    is_secret = models.BooleanField(default=False)  # carries a code or a key: emptied once it left
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True)  # of no use to its reader afterwards
    claimed_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True)

    objects = EmailQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"], condition=~Q(key=""), name="one_letter_a_key_and_user"
            ),
            models.UniqueConstraint(
                fields=["guest", "key"], condition=~Q(key=""), name="one_letter_a_key_and_guest"
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="letters_newest"),
            models.Index(fields=["kind", "-created_at", "-id"], name="letters_by_kind"),
            models.Index(fields=["state", "next_try_at"], name="letters_by_state"),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def reader(self):
        """The person it is to, where they still are one."""
        return self.user or self.guest

    @property
    def can_be_tried_again(self):
        """The team may hand it to the post again; a code whose words are gone has to be asked for anew."""
        return self.can_become(self.State.QUEUED) and bool(self.text)

    def try_again(self, *, by):
        """Hand it to the post once more, from the first attempt."""
        if not self.text:
            raise Refused(_("The words of this letter are gone. Its reader can ask for a new one."))
        self.become(self.State.QUEUED, attempts=0, next_try_at=timezone.now(), expires_at=None)
        Entry.objects.record("activity.tried_again", self, by=by, kind=self.kind)

    @transaction.atomic
    def come_back(self, *, hard, words):
        """The mail server brought it back, `hard` for good: its address is counted, once a letter."""
        self.become(self.State.RETURNED, last_error=words[:500])
        Bouncing.objects.bounced(self.address, hard=hard, words=words)
