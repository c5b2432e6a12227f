"""A message: its states, and the verbs that move it."""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import Guest
from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Lifecycle, Refused
from folkmoot.core.text import excerpt, markdown, plain
from folkmoot.search.models import Document

from .. import mentions, newcomers, notices
from ..owners import guests_read, owner_of
from .caution import Caution
from .reading import UNCONFIRMED_IS_KEPT_FOR
from .thread import Thread
from .writing import MessageQuerySet

EDITABLE_FOR = timedelta(minutes=15)  # without a trace of what stood before
REWORDABLE_FOR = timedelta(days=30)  # by accounts, what stood before being kept for readers
CLAIM_LASTS = timedelta(minutes=30)


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
    # Unique where there is one: so null, not empty.
    key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001, of a form
    source_key = models.CharField(max_length=120, null=True, unique=True, editable=False)  # noqa: DJ001

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

    def get_absolute_url(self):
        """Its address for ever: leads to the place where its thread is shown."""
        return reverse("conversations:message", args=[self.pk])

    # What pages ask

    @property
    def anchor(self):
        return f"comment-{self.number}"

    @property
    def name(self):
        """Who wrote it, as shown."""
        return str(self.author or self.guest or _("A former guest"))

    @property
    def words(self):
        """Its text without marks, for excerpts and letters."""
        return excerpt(plain(self.html), 280)

    @property
    def is_shown(self):
        return self.state == self.State.SHOWN

    @property
    def version(self):
        """What a moderator saw: a decision about an older version is refused."""
        edited = f"{self.edited_at.timestamp():.6f}" if self.edited_at else "0"
        return f"{self.state}.{edited}"

    @property
    def may_change(self):
        """Its author may still edit: until it is shown, and for a while after: see the two spans."""
        if self.state in (self.State.WAITING, self.State.HELD):
            return True
        lasts = REWORDABLE_FOR if self.author_id else EDITABLE_FOR
        return self.is_shown and timezone.now() < self.shown_at + lasts

    @property
    def keeps_wordings(self):
        """A change is no longer a slip of the pen: what it says now is kept for readers."""
        return self.is_shown and timezone.now() >= self.shown_at + EDITABLE_FOR

    @property
    def is_too_late(self):
        """Nobody confirmed it in two weeks: it is thrown away, tonight or already."""
        return self.state == self.State.WAITING and self.created_at < timezone.now() - UNCONFIRMED_IS_KEPT_FOR

    @property
    def claimed_still(self):
        return bool(self.claimed_by_id) and timezone.now() < self.claimed_at + CLAIM_LASTS

    # The writer's verbs

    def begin(self):
        """Its first step: a member's is shown, an account's is held once, a guest's waits for the link."""
        if self.guest_id:
            notices.confirm(self)
        elif (
            self.author.is_member
            or self.author.is_staff
            or self.author.is_team
            or self._known_author()
            or self._let_in()
        ):
            self._show()
            Entry.objects.record("conversations.said", self, by=self.author)
        else:
            self._let_files_follow()
            Entry.objects.record("conversations.held", self, by=self.author)
            notices.held(self)

    @transaction.atomic
    def confirm(self):
        """The guest opened the link and pressed the button: shown if the address is trusted, else held."""
        self._lock()
        self.thread.require_open()
        if self.is_too_late:
            raise Refused(_("This was not confirmed within two weeks, so it is thrown away unseen."))
        addresses = Guest.objects.at(self.guest.email)
        if not guests_read(self.thread):
            raise Refused(_("Comments are closed here. Yours was not sent."))
        if self.guest.erased_at or Guest.objects.blocked(self.guest.email).exists():
            raise Refused(_("Comments from this address are not taken here. The team can tell you why."))
        addresses.filter(pk=self.guest_id, confirmed_at=None).update(confirmed_at=timezone.now())
        if addresses.filter(trusted_at__isnull=False).exists():
            self._show()
        else:
            self.become(self.State.HELD)
            notices.held(self)
        Entry.objects.record("conversations.confirmed", self)

    @transaction.atomic
    def edit(self, source, *, by=None):
        """The author changes the words; after fifteen minutes what stood there before is kept for readers."""
        self._lock()
        if not self.may_change:
            raise Refused(self._too_late())
        if source == self.source:
            return
        owner = owner_of(self.thread)
        if self.author_id:
            self._require_may_still_speak(owner)
            Caution.objects.require_not_paused(self.author)
            newcomers.require_few_links(self.author, source, type(self).objects)
        html, people = mentions.resolved(markdown(source), self.thread, self.author)
        now = timezone.now()
        if self.keeps_wordings:
            self.wordings.create(source=self.source, html=self.html, until=now)
        self.source, self.html, self.edited_at = source, html, now
        self.save(update_fields=["source", "html", "edited_at"])
        newly_named = self._rows_of("mentions").keep(self, people)
        Entry.objects.record("conversations.edited", self, by=by)
        self.follow()
        if self.is_shown and owner is not None and self.thread.takes_more(owner):
            notices.mentioned(self, mentions.to_tell(self, newly_named))

    @transaction.atomic
    def withdraw(self, *, by=None):
        """The author takes it back: the words are gone for good; where replies stand, a note remains."""
        self._lock()
        self.become(self.State.DELETED, source="", html="", tell_replies=False)
        self.wordings.all().delete()
        self.mentions.all().delete()
        self.thread.recount()
        self._answer_flags("gone", by=by)
        Entry.objects.record("conversations.deleted", self, by=by)
        self.follow()

    @transaction.atomic
    def flag(self, reason, words="", *, by=None):
        """A reader says it should not stand. One open flag an account; told to the team."""
        self._lock()
        if not self.is_shown:
            raise Refused(_("This is no longer shown. Nothing was changed."))
        try:
            with transaction.atomic():
                flag = self.flags.create(by=by, reason=reason, words=words)
        except IntegrityError:
            return self.flags.open().get(by=by)
        Entry.objects.record("conversations.flagged", self, by=by, reason=reason)
        notices.flagged(self, flag)
        return flag

    # The team's verbs

    def was_opened_by(self, user):
        """Whether this moderator has opened the case, in a circle that they do not read."""
        return Entry.objects.about(self).by(user).filter(verb="conversations.case_opened").exists()

    @transaction.atomic
    def open_case(self, *, by):
        """Read what was flagged in a circle of others: the record says who did."""
        if not self.was_opened_by(by):
            Entry.objects.record("conversations.case_opened", self, by=by)

    @transaction.atomic
    def claim(self, *, by):
        """A moderator takes the case for half an hour, so that two do not work on it."""
        stale = timezone.now() - CLAIM_LASTS
        free = Q(claimed_by=None) | Q(claimed_by=by) | Q(claimed_at__lt=stale)
        rows = type(self).objects.filter(free, pk=self.pk)
        if not rows.update(claimed_by=by, claimed_at=timezone.now()):
            self.refresh_from_db()
            raise Refused(_("%(name)s is looking at this one.") % {"name": self.claimed_by})
        self.refresh_from_db()

    def release(self, *, by):
        """The moderator lets go of the case undecided."""
        type(self).objects.filter(pk=self.pk, claimed_by=by).update(claimed_by=None, claimed_at=None)

    @transaction.atomic
    def approve(self, *, by):
        """The team lets it stand, or brings back what was hidden, as an appeal may have asked.

        A guest's address is trusted by it.
        """
        before = self._decide(by)
        self._show(decided_by=by, decided_at=timezone.now(), reason="", reason_words="", claimed_by=None)
        if self.guest and self.guest.email:
            Guest.objects.at(self.guest.email).filter(trusted_at=None).update(trusted_at=timezone.now())
        Entry.objects.record("conversations.approved", self, by=by, was=before)
        if appeal := self.appeals.open().first():
            appeal.close("shown", by=by)
            notices.appeal_answered(self, appeal)
        else:
            notices.approved(self)

    @transaction.atomic
    def hide(self, reason, words="", *, by):
        """The team takes it out of sight; the author is told why, those who flagged it that it is gone."""
        before = self._decide(by)
        self.become(
            self.State.HIDDEN, reason=reason, reason_words=words, decided_by=by,
            decided_at=timezone.now(), claimed_by=None,
        )  # fmt: skip
        self.thread.recount()
        self._answer_flags("hidden", by=by)
        Entry.objects.record("conversations.hidden", self, by=by, reason=reason, was=before)
        notices.hidden(self)
        if before == self.State.SHOWN:
            self.follow()

    @transaction.atomic
    def keep(self, *, by, up_to=None):
        """The team looked at what was flagged, and it stays. What was flagged after `up_to`, the key of the
        newest flag they saw, still waits.
        """
        self._decide(by)
        if not self.is_shown or not self._answer_flags("kept", by=by, up_to=up_to):
            raise Refused(_("Nobody's flag is waiting on this comment any more."))
        type(self).objects.filter(pk=self.pk).update(claimed_by=None)
        Entry.objects.record("conversations.kept", self, by=by)

    # How the verbs do it

    def _require_may_still_speak(self, owner):
        """Among messages, who may write no more changes nothing either; taking back is always allowed."""
        if owner is not None and owner.of_messages:
            self.thread.require_open()
            if not owner.may_speak(self.author):
                raise Refused(_("You cannot write there any more."))

    def _too_late(self):
        if self.author_id:
            return _("This can be changed for thirty days. It stays as it was.")
        return _("A comment can be changed for fifteen minutes. This one stays as it was.")

    def _lock(self):
        """Hold thread and message until the transaction ends, and read both anew: always in this order."""
        self.thread.lock()
        self.refresh_from_db(
            fields=["state", "edited_at", "source", "html", "claimed_by", "claimed_at", "author", "guest"],
            from_queryset=type(self).objects.select_for_update(),
        )

    def _decide(self, by):
        """Lock it for a decision; Refused if it is not what the moderator saw, or is in other hands."""
        seen = self.version
        self._lock()
        if self.version != seen:
            raise Refused(_("Someone else was quicker, or its author changed it. Nothing was changed."))
        if self.claimed_still and self.claimed_by != by:
            raise Refused(_("%(name)s is looking at this one.") % {"name": self.claimed_by})
        return self.state

    def _show(self, **changes):
        """Into the thread: number, counters, letters to those who should know, once."""
        first = self.shown_at is None
        self.thread.lock()
        if self.number is None:
            changes["number"] = self.thread.next_number()
            changes["branch"] = (self.parent and self.parent.branch) or changes["number"]
        self.become(self.State.SHOWN, shown_at=self.shown_at or timezone.now(), **changes)
        self.thread.recount()
        self.follow()
        if first:
            notices.said(self)

    def _known_author(self):
        return type(self).objects.approved_of(self.author).exists()

    def _let_in(self):
        """In a talk of messages, whoever keeps it says who may speak: nobody is looked at first."""
        owner = owner_of(self.thread)
        return owner is not None and owner.of_messages and owner.may_speak(self.author)

    def _answer_flags(self, outcome, *, by, up_to=None):
        seen = self.flags.open() if up_to is None else self.flags.open().filter(pk__lte=up_to)
        flags = list(seen.select_related("by"))
        self.flags.filter(pk__in=[flag.pk for flag in flags]).update(
            outcome=outcome, answered_by=by, answered_at=timezone.now()
        )
        for flag in flags:
            flag.outcome = outcome
            notices.flag_answered(self, flag)
        return flags

    def as_document(self, owner):
        """What search knows of it: the names and titles around it are read when it is shown.

        The subject of a thread is found by its first message.
        """
        subject = self.thread.title if self.number == 1 else ""
        return {
            "kind": "comment",
            "title": "",
            "body": plain(self.html),
            "words": f"{self.name} {subject}".strip(),
            "audience_id": self.thread.audience_id,
            "url": self.get_absolute_url(),
            "at": self.created_at,
            "topics": owner.topics,
            "authors": [self.author.profile.pk] if hasattr(self.author, "profile") else [],
        }

    def follow(self):
        """After any change, in its transaction: search knows what is shown, kept pages are made anew."""
        owner = owner_of(self.thread) if self.is_shown else None
        if owner:
            Document.objects.put(self, **self.as_document(owner))
        else:
            Document.objects.drop(self)
        self._let_files_follow()
        self.thread.show_anew()

    def _rows_of(self, relation):
        """The rows of a model that points here and is defined above this one."""
        return getattr(type(self), relation).rel.related_model.objects

    def _let_files_follow(self):
        if self.author_id:
            self._rows_of("enclosures").follow(self)
