"""What happened and is worth telling, and to whom it is told: once each."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..telling.places import name_of
from .following import Level
from .rhythm import Digest

CLAIM_LASTS = timedelta(minutes=10)  # after that, whoever took it up is thought to be gone
KEPT_FOR = timedelta(days=180)


class HappeningQuerySet(models.QuerySet):
    @transaction.atomic
    def tell(self, kind, thing, *, place, wider="", position=0, by=None):
        """Note, in the transaction of its cause, that `thing` (a saved row) is worth telling.

        It happened in `place` (a name by `telling.places`), which lies in the `wider` one; `position` counts
        what happens in a place. Who should know is asked afterwards, of the rooms above. The same once.
        """
        from ..telling import spreading

        happening, made = self.get_or_create(
            kind=kind,
            thing=name_of(thing),
            defaults={"place": place, "wider": wider, "position": position, "by": by},
        )
        if made:
            spreading.after_commit(happening.pk)
        return happening

    @transaction.atomic
    def tell_also(self, kind, thing, users, *, reason, level):
        """These should know of it, too, for a reason it got later. Whom it was told to already is not told
        again; whose notice is open yet gets it for the new reason.
        """
        from ..telling import spreading

        happening = self.filter(kind=kind, thing=name_of(thing)).first()
        if happening is None or not users:
            return
        due = timezone.now() + spreading.WAIT
        waiting = {"state": Notice.State.WAITING, "due_at": due, "claimed_at": None}
        rows = Notice.objects.open().filter(happening=happening, user__in=users)
        rows.update(reason=reason, level=level, **waiting)
        spreading.give(happening, [(user.pk, reason, level) for user in users], due=due)

    def unspread(self):
        """Those of which not everyone who should know has a notice yet."""
        return self.filter(spread_at=None).order_by("pk")

    def forgettable(self):
        """Told long ago, and nobody waits for it any more."""
        waiting = Notice.objects.open().filter(happening=OuterRef("pk"))
        return self.filter(~Exists(waiting), spread_at__lt=timezone.now() - KEPT_FOR)


class Happening(models.Model):
    """One thing worth telling. It keeps names and numbers; its words are asked for when it is told."""

    kind = models.CharField(max_length=30)
    thing = models.CharField(max_length=60)  # "conversations.message-40"
    place = models.CharField(max_length=60)  # "conversations.thread-12"
    wider = models.CharField(max_length=60, blank=True)  # what that lies in: "groups.group-3"
    position = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    spread_at = models.DateTimeField(null=True)  # when everyone who should know had a notice

    objects = HappeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("happening")
        constraints = [models.UniqueConstraint(fields=["kind", "thing"], name="one_happening_a_thing")]
        indexes = [models.Index(fields=["id"], condition=Q(spread_at=None), name="happenings_unspread")]

    def __str__(self):
        return f"{self.kind} {self.thing}"

    @property
    def places(self):
        """Where it happened, the narrowest first."""
        return [place for place in (self.place, self.wider) if place]


class NoticeQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user)

    def waiting(self):
        return self.filter(state=Notice.State.WAITING)

    def open(self):
        """Those of which nothing has become yet."""
        return self.filter(state__in=Notice.OPEN)

    def due(self):
        """What is to be looked at now, and nobody is looking at."""
        now = timezone.now()
        free = Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM_LASTS)
        return self.waiting().filter(free, due_at__lte=now)

    def mailed_since(self, moment):
        return self.filter(state=Notice.State.MAILED, settled_at__gte=moment)

    def settle(self, state, **changes):
        """What became of these, of those that are still open; answers how many there were."""
        return self.open().update(state=state, settled_at=timezone.now(), **changes)


class Notice(models.Model):
    """That somebody should know of a happening, why, and what became of it: exactly one thing."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        KEPT = "kept", _("Kept for the digest")
        READ = "read", _("Read before it was sent")
        MAILED = "mailed", _("Sent at once")
        IN_DIGEST = "in_digest", _("Sent in a digest")
        LET_GO = "let_go", _("Not sent: turned off, or gone")

    OPEN = [State.WAITING, State.KEPT]

    class Reason(models.TextChoices):
        REPLY = "reply", _("A reply to you")
        MENTION = "mention", _("You are named in it")
        PLACE = "place", _("You belong there")
        FOLLOWS = "follows", _("You follow it")

    AT_ONCE = {Reason.REPLY, Reason.MENTION}  # what the level "replies" sends at once

    happening = models.ForeignKey(Happening, models.CASCADE, related_name="notices")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    reason = models.CharField(_("why"), max_length=10, choices=Reason)
    level = models.CharField(max_length=10, choices=Level)  # where this person has chosen none
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(_("settled"), null=True)
    digest = models.ForeignKey(Digest, models.SET_NULL, null=True, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        constraints = [
            models.UniqueConstraint(fields=["happening", "user"], name="one_notice_a_happening_and_user")
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="notices_due"),
            models.Index(fields=["user", "state", "settled_at"], name="notices_of_a_user"),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    def level_by(self, chosen):
        """How closely this person follows the thread, else what it lies in, else as is usual there."""
        levels = [chosen[place] for place in self.happening.places if place in chosen]
        return Level(levels[0] if levels else self.level)

    def comes_at_once(self, level):
        return level == Level.EVERYTHING or (level == Level.REPLIES and self.reason in self.AT_ONCE)
