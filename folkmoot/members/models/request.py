"""Asking someone to be in touch: what for, what became of it. No address is shown on the way."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Greatest, Least
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core import text
from folkmoot.core.lifecycle import Lifecycle, Refused

from ..requests import notices
from ..requests.limits import may_ask_again_on, refuse_too_many
from .connection import Block, Connection, one_at_a_time
from .profile import Profile

REMINDED_AFTER = timedelta(days=7)
SEEN_BY_THE_TEAM_AFTER = timedelta(days=10)
EXPIRES_AFTER = timedelta(days=14)


class ContactRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those who asked, and those who were asked. The team has its own way: `Report`."""
        return self.filter(Q(sender=user) | Q(recipient=user))

    def waiting(self):
        return self.filter(state=ContactRequest.State.WAITING)

    def between(self, one, other):
        return self.filter(Q(sender=one, recipient=other) | Q(sender=other, recipient=one))

    def to_answer(self, user):
        """What waits for this person, the longest first; nothing of those they blocked."""
        return self.waiting().filter(recipient=user).unblocked().order_by("asked_at", "pk")

    def unblocked(self):
        """Not from someone whom the recipient has blocked since."""
        blocks = Block.objects.filter(by=OuterRef("recipient"), blocked=OuterRef("sender"))
        return self.exclude(Exists(blocks))

    def to_remind(self):
        """A week old, and not reminded of yet."""
        now = timezone.now()
        a_week = (now - EXPIRES_AFTER, now - REMINDED_AFTER)
        return (
            self.waiting().unblocked().filter(asked_at__range=a_week, reminded_at=None).order_by("asked_at")
        )

    def to_expire(self):
        """Two weeks old; or asked of someone who takes none any longer, or by someone who is gone."""
        old = Q(asked_at__lte=timezone.now() - EXPIRES_AFTER)
        closed = Q(recipient__is_active=False) | Q(recipient__is_member=False, recipient__is_team=False)
        return self.waiting().filter(old | closed | Q(sender__is_active=False)).order_by("asked_at", "pk")

    def unanswered(self):
        """What the team sees: ten days and no answer, the longest first."""
        since = timezone.now() - SEEN_BY_THE_TEAM_AFTER
        return self.waiting().unblocked().filter(asked_at__lte=since).order_by("asked_at", "pk")

    def with_people(self):
        return self.select_related("sender__profile", "recipient__profile", "suggested", "connection")

    @transaction.atomic
    def ask(self, recipient, *, sender, purpose, words, shares_address=False):
        """Ask someone to be in touch. The same words sent twice are one request, answered with it."""
        one_at_a_time(sender, recipient)  # so that the counts of the sender hold, too
        if before := self.waiting().between(sender, recipient).first():
            if before.is_the_same(sender, purpose, words):
                return before
            raise Refused(before.why_another_must_wait(sender))
        self._refuse_closed(sender, recipient)
        refuse_too_many(self, sender)
        request = self.create(
            sender=sender, recipient=recipient, purpose=purpose, words=words,
            words_html=text.markdown(words), sender_shares_address=shares_address,
        )  # fmt: skip
        Entry.objects.record("members.request_asked", request, by=sender)
        notices.asked(request)
        return request

    def _refuse_closed(self, sender, recipient):
        """To oneself, to somebody who does not take any now, to somebody one is in touch with, too soon."""
        if sender == recipient:
            raise Refused(_("That is you."))
        profile = Profile.objects.visible_to(sender).select_related("user").filter(user=recipient).first()
        is_open = profile and profile.face_for(sender).is_open_to_contact and profile.takes_requests
        if not is_open or Block.objects.filter(by=recipient, blocked=sender).exists():
            raise Refused(does_not_take_requests(recipient))
        if Block.objects.filter(by=sender, blocked=recipient).exists():
            raise Refused(_("You have blocked %(name)s. Unblock first.") % {"name": recipient})
        if Connection.objects.between(sender, recipient):
            raise Refused(_("You are in touch with %(name)s already.") % {"name": recipient})
        if again := may_ask_again_on(self, sender, recipient):
            words = _("You asked %(name)s not long ago. You can ask again from %(date)s.")
            raise Refused(words % {"name": recipient, "date": date_format(again)})


def does_not_take_requests(person):
    """The same words whether they are not open to contact, have left, or have blocked who asks."""
    return _("%(name)s does not take requests now.") % {"name": person}


class ContactRequest(Lifecycle):
    """That someone asked someone to be in touch. Changed only through its verbs."""

    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("Waiting for an answer")
        ACCEPTED = "accepted", gettext_lazy("Accepted")
        NOT_NOW = "not_now", gettext_lazy("Not now")
        SUGGESTED = "suggested", gettext_lazy("Suggested someone else")
        WITHDRAWN = "withdrawn", gettext_lazy("Taken back")
        EXPIRED = "expired", gettext_lazy("No answer")

    ANSWERS = [State.ACCEPTED, State.NOT_NOW, State.SUGGESTED]
    MOVES = {State.WAITING: {*ANSWERS, State.WITHDRAWN, State.EXPIRED}}

    class Purpose(models.TextChoices):
        LEARN = "learn", gettext_lazy("To ask about something you know")
        TRY = "try", gettext_lazy("To try something together")
        VISIT = "visit", gettext_lazy("To visit, or to be visited")
        SPEAK = "speak", gettext_lazy("To invite you to speak or write")
        MEET = "meet", gettext_lazy("To get to know each other")
        OTHER = "other", gettext_lazy("Something else")

    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="requests_sent", editable=False
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="requests_received", editable=False
    )
    purpose = models.CharField(gettext_lazy("what for"), max_length=10, choices=Purpose)
    words = models.TextField(gettext_lazy("words"))
    words_html = models.TextField(editable=False)
    sender_shares_address = models.BooleanField(default=False)
    state = models.CharField(gettext_lazy("state"), max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField(gettext_lazy("asked"), default=timezone.now, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)  # answered, taken back or expired
    answer = models.TextField(gettext_lazy("answer"), blank=True)
    answer_html = models.TextField(blank=True, editable=False)
    suggested = models.ForeignKey(Profile, models.SET_NULL, null=True, related_name="+", editable=False)
    offered = models.JSONField(default=list, editable=False)  # profiles named to the sender on expiry

    objects = ContactRequestQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("contact request")
        constraints = [
            models.CheckConstraint(condition=~Q(sender=F("recipient")), name="nobody_asks_themselves"),
            models.CheckConstraint(
                condition=Q(state="waiting", closed_at=None) | (~Q(state="waiting") & ~Q(closed_at=None)),
                name="a_waiting_request_is_open",
            ),
            models.UniqueConstraint(
                Least("sender", "recipient"),
                Greatest("sender", "recipient"),
                condition=Q(state="waiting"),
                name="one_waiting_request_a_pair",
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(state="waiting"), name="requests_waiting"),
            models.Index(fields=["-closed_at"], condition=Q(state="expired"), name="requests_expired"),
            models.Index(fields=["recipient", "state", "-asked_at"], name="requests_received"),
            models.Index(fields=["sender", "state", "-asked_at"], name="requests_sent"),
        ]

    def __str__(self):
        return _("Request %(number)s") % {"number": self.pk}

    def get_absolute_url(self):
        return reverse("members:request", args=[self.pk])

    # What pages ask

    @property
    def is_waiting(self):
        return self.state == self.State.WAITING

    @property
    def expires_at(self):
        return self.asked_at + EXPIRES_AFTER

    def is_the_same(self, sender, purpose, words):
        return (self.sender_id, self.purpose, self.words) == (sender.pk, purpose, words)

    def why_another_must_wait(self, sender):
        if self.sender_id == sender.pk:
            words = _("You asked %(name)s on %(date)s, and it waits for an answer. One at a time.")
            return words % {"name": self.recipient, "date": date_format(timezone.localtime(self.asked_at))}
        return _("%(name)s has asked you, too. Answer that, and you are in touch.") % {"name": self.sender}

    # The verbs of the one who was asked

    @transaction.atomic
    def accept(self, answer="", *, by, shares_address=False):
        """Say yes: they are in touch from now on."""
        one_at_a_time(self.sender, self.recipient)
        self._refuse_blocked(by)
        self._answer(self.State.ACCEPTED, answer)
        connection = Connection.objects.connect(
            self.sender, self.recipient, source=Connection.Source.REQUEST, request=self,
            shares={self.sender: self.sender_shares_address, self.recipient: shares_address},
            agreed_at={self.sender: self.asked_at},
        )  # fmt: skip
        Entry.objects.record("members.request_accepted", self, by=by, connection=connection.pk)
        notices.accepted(self)
        return connection

    @transaction.atomic
    def not_now(self, answer="", *, by):
        """Say no for now; nobody is asked to say why."""
        self._answer(self.State.NOT_NOW, answer)
        Entry.objects.record("members.request_not_now", self, by=by)
        notices.not_now(self)

    @transaction.atomic
    def suggest(self, someone, answer="", *, by):
        """Name someone else whom the sender may see: `someone` is a profile."""
        if not Profile.objects.visible_to(self.sender).filter(pk=someone.pk).exists():
            raise Refused(_("%(name)s cannot see that person.") % {"name": self.sender})
        self._answer(self.State.SUGGESTED, answer, suggested=someone)
        Entry.objects.record("members.request_suggested", self, by=by, suggested=someone.pk)
        notices.suggested(self)

    def _answer(self, state, answer, **changes):
        self._move(state, answer=answer, answer_html=text.markdown(answer), **changes)

    def _move(self, state, **changes):
        self.become(state, closed_at=timezone.now(), **changes)

    def _refuse_blocked(self, by):
        if Block.objects.filter(by=by, blocked=self.sender).exists():
            raise Refused(_("You have blocked %(name)s. Unblock first.") % {"name": self.sender})

    # The verbs of the one who asked, and of the clock

    @transaction.atomic
    def withdraw(self, *, by=None):
        """Take it back; nobody is told."""
        self._move(self.State.WITHDRAWN)
        Entry.objects.record("members.request_withdrawn", self, by=by)

    @transaction.atomic
    def remind(self):
        """Write to the one who was asked, once; two clocks are one."""
        rows = type(self).objects.waiting().filter(pk=self.pk, reminded_at=None)
        if rows.update(reminded_at=timezone.now()):
            self.refresh_from_db()
            Entry.objects.record("members.request_reminded", self)
            notices.reminded(self)

    @transaction.atomic
    def expire(self, offers=()):
        """Nobody answered: it ends, and the sender is offered others (`others.Offer`)."""
        self._move(self.State.EXPIRED, offered=[offer.pk for offer in offers])
        Entry.objects.record("members.request_expired", self, offered=self.offered)
        notices.expired(self, offers)
