"""Mail that came in: one row for each mail to each of our addresses, moved on by its verbs."""

from dataclasses import asdict
from datetime import timedelta
from hashlib import sha256

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Sum
from django.db.models.functions import Coalesce, Length
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from folkmoot.core.lifecycle import Lifecycle

from ..inbound import addresses, reading
from ..inbound.mime import one_line
from .entry import Entry

WORDS_ARE_KEPT_FOR = timedelta(days=30)
ROW_IS_KEPT_FOR = timedelta(days=365)  # by then no address it could have come to is good any more
STRAY_AFTER = timedelta(minutes=1)
TRIED_FOR = timedelta(days=1)  # where looking at it fails again and again
WITHOUT_WORDS = {"raw": b"", "text": "", "subject": "", "attached": []}
MOST_NAMED = 20  # files, in a letter or on a page
MOST_HELD = 20  # of one person at a time
LARGEST_HELD = 3 * reading.LARGEST  # bytes of the files of all that is held of one person
ANSWERED_WITHIN = timedelta(days=30)  # a held mail whose owner says nothing is dropped then


class IncomingMailQuerySet(models.QuerySet):
    def keep(self, raw, recipient, *, return_path=None):
        """Store a mail that was delivered to `recipient`; one that comes twice is stored once.

        The row is the promise: whoever delivered it may forget it. What becomes of it is found out by the
        worker. `return_path` is the sender of its envelope, None where nobody knows it. Of one that is too
        large the beginning is kept, so that its writer can be told.
        """
        from ..inbound.tasks import take_in

        recipient = one_line(recipient).strip("<> ").lower()[:254]
        named = reading.message_id(raw)
        incoming, fresh = self.get_or_create(
            key=sha256(f"{named} {recipient}".encode("utf-8", "replace")).hexdigest(),
            defaults={
                "message_id": named, "recipient": recipient, "size": len(raw),
                "raw": raw if len(raw) <= reading.LARGEST else raw[: reading.OF_ONE_TOO_LARGE],
                "return_path": None if return_path is None else one_line(return_path).strip("<> ")[:254],
            },
        )  # fmt: skip
        if fresh:
            transaction.on_commit(lambda: take_in.enqueue(incoming.pk), robust=True)
        return incoming

    def stray(self):
        """Kept, and looked at by no worker."""
        return self.filter(state=IncomingMail.State.NEW, kept_at__lt=timezone.now() - STRAY_AFTER)

    def given_up(self):
        """Looked at for a day, and each time we failed."""
        return self.filter(state=IncomingMail.State.NEW, kept_at__lt=timezone.now() - TRIED_FOR)

    def held(self):
        return self.filter(state=IncomingMail.State.HELD)

    def for_the_team(self):
        """What is held, or was refused: what somebody may ask after."""
        return self.filter(state__in=IncomingMail.TEAM_SEES)

    def of(self, user):
        return self.filter(user=user)

    def newest(self):
        return self.order_by("-kept_at", "-pk")

    def unanswered(self):
        return self.held().filter(kept_at__lt=timezone.now() - ANSWERED_WITHIN)

    def forget_words(self):
        """What they said goes after thirty days: the words stand in the thread, or with their writer."""
        old = self.filter(kept_at__lt=timezone.now() - WORDS_ARE_KEPT_FOR).exclude(
            state=IncomingMail.State.NEW
        )
        emptied = {"raw": b"", "text": "", "subject": "", "sender": "", "return_path": None}
        old.exclude(**emptied).update(**WITHOUT_WORDS, sender="", return_path=None)
        self.filter(kept_at__lt=timezone.now() - ROW_IS_KEPT_FOR).delete()


class IncomingMail(Lifecycle):
    """One mail to one address of ours: taken by the room it was for, held, refused with words, or dropped."""

    class State(models.TextChoices):
        NEW = "new", _("Not looked at yet")
        TAKEN = "taken", _("Taken")
        HELD = "held", _("Held")
        REFUSED = "refused", _("Refused")
        DROPPED = "dropped", _("Dropped")

    MOVES = {
        State.NEW: {State.TAKEN, State.HELD, State.REFUSED, State.DROPPED},
        State.HELD: {State.TAKEN, State.REFUSED, State.DROPPED},
    }

    TEAM_SEES = (State.HELD, State.REFUSED)

    key = models.CharField(max_length=64, unique=True)  # of its Message-ID and our address
    message_id = models.CharField(max_length=400)
    recipient = models.CharField(_("to"), max_length=254)
    return_path = models.CharField(max_length=254, null=True)  # noqa: DJ001, empty is that of a bounce
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.NEW)
    reason = models.TextField(_("reason"), blank=True)  # in words for its writer, or a word for the team
    user = models.ForeignKey(  # whose address it came to, or who says that they wrote it
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="incoming_mail"
    )
    sender = models.CharField(_("from"), max_length=254, blank=True)
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    text = models.TextField(_("words"), blank=True)  # without quotation and signature
    attached = models.JSONField(default=list)  # name, size and whether its writer enclosed it
    raw = models.BinaryField(default=bytes)  # as it came; while it is held, what is enclosed alone
    size = models.PositiveIntegerField(default=0)
    became = models.CharField(max_length=200, blank=True)  # the address of what was made of it
    kept_at = models.DateTimeField(_("came in"), default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = IncomingMailQuerySet.as_manager()
    files = None  # while it is handed on: what a room made ready of the files that came with it

    class Meta:
        verbose_name = _("incoming mail")
        indexes = [models.Index(fields=["state", "-kept_at", "-id"], name="incoming_by_state")]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def address(self):
        """What the address it came to says; None where it is not one for replies."""
        return addresses.read(self.recipient)

    @property
    def local_part(self):
        """The part before the @: by it a room knows an address of its own."""
        return addresses.parts(self.recipient)[0]

    @property
    def is_too_large(self):
        return self.size > reading.LARGEST

    @property
    def enclosed(self):
        """The names of the files that its writer sent along."""
        return [file["name"] for file in self.attached if file.get("is_enclosed")]

    @property
    def enclosed_named(self):
        """The same in words, as far as anybody reads them."""
        named = self.enclosed
        return ", ".join(named[:MOST_NAMED]) + (" …" if len(named) > MOST_NAMED else "")

    def is_from(self, user):
        """Whether it says that it comes from an address this account has confirmed."""
        return (
            user is not None
            and EmailAddress.objects.filter(user=user, verified=True, email__iexact=self.sender).exists()
        )

    def take_down(self, letter):
        """Write down what it says: a `reading.Letter`."""
        self.sender, self.subject, self.text = letter.sender, letter.subject, letter.text
        self.attached = [asdict(attached) for attached in letter.attached]
        self.save(update_fields=["sender", "subject", "text", "attached", "user"])

    # Its verbs: what becomes of it

    @transaction.atomic
    def take(self, made, *, by=None):
        """A room made `made` of it, and has the words now: here they are let go of."""
        self._decide(self.State.TAKEN, by=by, became=made.get_absolute_url(), **WITHOUT_WORDS)
        if by is not None and by == self.user:
            Entry.objects.record("activity.mail_let_in", self, by=by)
        elif by is not None:
            Entry.objects.record("activity.mail_vouched_for", self.user, by=by, place=self.became)

    @transaction.atomic
    def hold(self, files=b""):
        """It says it is from somewhere else than its owner: they are asked, by mail, whether it was them.

        What is more than anybody looks through is dropped. `files` are a raw mail of nothing but the files
        that came with it: with what waits for the same person already they may be too large to be kept.
        """
        from ..inbound import notices

        held = type(self).objects.of(self.user).held()
        waiting = held.aggregate(many=Count("pk"), size=Coalesce(Sum(Length("raw")), 0))
        if waiting["many"] >= MOST_HELD:
            return self.drop("too many")
        has_room = waiting["size"] + len(files) <= LARGEST_HELD
        self.become(self.State.HELD, raw=files if has_room else b"")
        notices.held(self)

    @transaction.atomic
    def refuse(self, words, *, by=None):
        """It is not taken, for a reason in words; its owner gets the words and their own text back, once."""
        from ..inbound import notices

        self._decide(self.State.REFUSED, by=by, reason=words, raw=b"")
        if by is not None:
            Entry.objects.record("activity.mail_refused", self, by=by)
        notices.refused(self)

    @transaction.atomic
    def drop(self, reason, *, by=None):
        """It is nobody's to answer: a program wrote it, or its owner says that they did not."""
        self._decide(self.State.DROPPED, by=by, reason=reason, **WITHOUT_WORDS)

    def _decide(self, state, *, by, **changes):
        self.become(state, decided_at=timezone.now(), decided_by=by, **changes)
