"""Talks: a member who offered it talks with somebody who thinks of applying."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import User
from folkmoot.accounts.policy import may_run
from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Lifecycle, Refused
from folkmoot.members.models import Block, Region
from folkmoot.recruitment.talks import notices

from .assessor import Assessor
from .round import Round

NEVER = datetime(2000, 1, 1, tzinfo=UTC)  # before everybody who was ever asked
SILENT_AFTER = timedelta(days=3)
OVER_AFTER = timedelta(days=30)
MOST_A_MONTH = 3
TRIES = 20  # others may ask the same volunteer in the same moment


class VolunteerQuerySet(models.QuerySet):
    @transaction.atomic
    def offer(self, *, by, most, words=""):
        """A member offers to talk with so many at a time. Said twice, the last holds."""
        volunteer, new = self.update_or_create(user=by, defaults={"most": most, "words": words})
        if new:
            Entry.objects.record("recruitment.volunteered", by, by=by)
        return volunteer

    def free(self):
        """Members who talk with fewer than they offered."""
        busy = Talk.objects.with_somebody().filter(member=OuterRef("user")).order_by().values("member")
        busy = busy.annotate(many=models.Count("pk")).values("many")
        rows = self.filter(user__is_active=True, user__is_member=True)
        return rows.annotate(busy=Coalesce(Subquery(busy), 0)).filter(busy__lt=F("most"))

    def fit_for(self, talk):
        """Free, not asked for this talk yet, no block between the two, and not reading in the round."""
        asker = talk.asker_id
        reads = Assessor.objects.filter(round=talk.round_id).exclude(state__in=["declined", "removed"])
        return (
            self.free()
            .exclude(user=asker)
            .exclude(user__in=talk.turns.values("user"))
            .exclude(user__in=Block.objects.filter(blocked=asker).values("by"))
            .exclude(user__in=Block.objects.filter(by=asker).values("blocked"))
            .exclude(user__in=reads.values("user"))
        )

    def next_for(self, talk):
        """Of those who fit: in the region, else in the nation, else anywhere, who was asked longest ago."""
        fit = self.fit_for(talk).order_by("asked_at", "pk")
        near = []
        if region := talk.region:
            nation = region.nation_id or region.pk
            home = Q(user__profile__region=nation) | Q(user__profile__region__nation=nation)
            near = [Q(user__profile__region=region), home]
        return next((found for where in [*near, Q()] if (found := fit.filter(where).first())), None)


class Volunteer(models.Model):
    """A member who offered to talk with people who think of applying, and with how many at a time."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="volunteer")
    most = models.PositiveSmallIntegerField(gettext_lazy("people at a time"), default=2)
    words = models.CharField(gettext_lazy("what you can talk about"), max_length=300, blank=True)
    offered_at = models.DateTimeField(default=timezone.now, editable=False)
    asked_at = models.DateTimeField(default=NEVER, editable=False)  # the last time

    objects = VolunteerQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("volunteer")
        indexes = [models.Index(fields=["asked_at", "id"], name="volunteers_in_turn")]

    def __str__(self):
        return str(self.user)

    def claim(self):
        """Their turn, unless somebody else had them asked a moment ago."""
        rows = type(self).objects.filter(pk=self.pk, asked_at=self.asked_at)
        return bool(rows.update(asked_at=timezone.now()))

    @transaction.atomic
    def stop(self, *, by):
        """No more: whom they have not answered goes to the next; whom they took stays theirs."""
        user = self.user
        if not type(self).objects.filter(pk=self.pk).delete()[0]:
            return
        Entry.objects.record("recruitment.volunteer_stopped", user, by=by)
        for talk in Talk.objects.filter(state=Talk.State.WAITING, member=user):
            talk.pass_on(Turn.Answer.STOPPED, by=by)


class TalkQuerySet(models.QuerySet):
    def with_somebody(self):
        return self.filter(state__in=[Talk.State.WAITING, Talk.State.TAKEN])

    def open(self):
        return self.exclude(state=Talk.State.ENDED)

    def unmet(self):
        """Nobody is free for them."""
        return self.filter(state=Talk.State.NOBODY)

    def visible_to(self, user):
        """The asker's; the member's it is with; the team's while nobody is free. None across a block."""
        if not user.is_authenticated:
            return self.none()
        shown = Q(member=user, state__in=[Talk.State.WAITING, Talk.State.TAKEN])
        if may_run(user):
            shown |= Q(state=Talk.State.NOBODY)
        blocked = Q(asker__in=Block.objects.filter(by=user).values("blocked"))
        blocked |= Q(asker__in=Block.objects.filter(blocked=user).values("by"))
        return self.filter(Q(asker=user) | (shown & ~blocked))

    @transaction.atomic
    def ask(self, round, *, by, words, region=None):
        """Somebody would like to talk to a member. Who has asked already has that talk."""
        User.objects.select_for_update().get(pk=by.pk)
        mine = self.filter(asker=by)
        if before := mine.open().first():
            return before
        if mine.filter(asked_at__gt=timezone.now() - OVER_AFTER).count() >= MOST_A_MONTH:
            raise Refused(
                _("You have asked for three talks in a month. Write to us if you need another one.")
            )
        talk = self.create(round=round, asker=by, region=region, words=words)
        Entry.objects.record("recruitment.talk_asked", round, by=by, talk=talk.pk)
        talk.go_on()
        return talk


class Talk(Lifecycle):
    """That somebody who thinks of applying would like to talk to a member, and with whom it is."""

    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("A member was asked")
        NOBODY = "nobody", gettext_lazy("Nobody is free")
        TAKEN = "taken", gettext_lazy("A member said yes")
        ENDED = "ended", gettext_lazy("Ended")

    MOVES = {
        State.WAITING: {State.WAITING, State.NOBODY, State.TAKEN, State.ENDED},
        State.NOBODY: {State.WAITING, State.NOBODY, State.TAKEN, State.ENDED},
        State.TAKEN: {State.ENDED},
    }

    round = models.ForeignKey(Round, models.CASCADE, related_name="talks")
    asker = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="talks_asked")
    region = models.ForeignKey(
        Region, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=gettext_lazy("region")
    )
    words = models.TextField(gettext_lazy("what you would like to ask"))
    state = models.CharField(gettext_lazy("state"), max_length=10, choices=State, default=State.WAITING)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="talks_given"
    )
    gives_address = models.BooleanField(default=False, editable=False)  # the member, to the asker
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    taken_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = TalkQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("talk")
        constraints = [
            models.CheckConstraint(condition=~Q(asker=F("member")), name="nobody_talks_to_themselves"),
        ]
        indexes = [
            models.Index(fields=["member", "state"], name="talks_of_a_member"),
            models.Index(fields=["asker", "state"], name="talks_of_an_asker"),
            models.Index(fields=["state", "round"], name="talks_by_state"),
        ]

    def __str__(self):
        return _("Talk %(number)s") % {"number": self.pk}

    def get_absolute_url(self):
        return reverse("recruitment:talk", args=[self.pk])

    # Verbs

    @transaction.atomic
    def go_on(self):
        """To the next volunteer who fits; where there is none, the asker and the team are told."""
        for _try in range(TRIES):
            volunteer = Volunteer.objects.next_for(self)
            if volunteer is None:
                break
            if volunteer.claim():
                self.become(self.State.WAITING, member=volunteer.user)
                self.turns.create(user=volunteer.user)
                notices.asked(self)
                return
        if self.state != self.State.NOBODY:
            self.become(self.State.NOBODY, member=None)
            Entry.objects.record("recruitment.talk_unmet", self.round, talk=self.pk)
            notices.nobody(self)

    @transaction.atomic
    def take(self, *, by, gives_address=False):
        """The member says yes, or somebody of the team where nobody else is free: both are told."""
        if self.state == self.State.NOBODY:
            self.turns.update_or_create(user=by, defaults={"answer": ""})
        self._answered(by, Turn.Answer.TAKEN)
        self.become(self.State.TAKEN, member=by, gives_address=gives_address, taken_at=timezone.now())
        Entry.objects.record("recruitment.talk_taken", self.round, by=by, talk=self.pk)
        notices.taken(self)

    @transaction.atomic
    def pass_on(self, answer, *, by=None):
        """Not now, or no answer: the next is asked."""
        self._answered(self.member, answer)
        Entry.objects.record("recruitment.talk_passed", self.round, by=by, talk=self.pk)
        self.go_on()

    @transaction.atomic
    def end(self, *, by=None):
        """They have talked, or need it no longer: what was asked is destroyed."""
        self.become(self.State.ENDED, words="", ended_at=timezone.now())
        self.turns.filter(answer="").update(answer=Turn.Answer.ENDED, answered_at=timezone.now())
        Entry.objects.record("recruitment.talk_ended", self.round, by=by, talk=self.pk)

    def _answered(self, user, answer):
        """Each turn is answered once."""
        answered = {"answer": answer, "answered_at": timezone.now()}
        if not self.turns.filter(user=user, answer="").update(**answered):
            raise Refused(_("This has gone to somebody else, or has ended. Nothing was changed."))


class Turn(models.Model):
    """That a volunteer was asked for one talk, and what they said; each once."""

    class Answer(models.TextChoices):
        OPEN = "", gettext_lazy("Not answered yet")
        TAKEN = "taken", gettext_lazy("I take it")
        NOT_NOW = "not_now", gettext_lazy("Not now")
        SILENT = "silent", gettext_lazy("No answer")
        STOPPED = "stopped", gettext_lazy("Talks to nobody any longer")
        ENDED = "ended", gettext_lazy("No longer needed")

    talk = models.ForeignKey(Talk, models.CASCADE, related_name="turns")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="talk_turns")
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.OPEN, blank=True)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = gettext_lazy("turn")
        constraints = [models.UniqueConstraint(fields=["talk", "user"], name="one_turn_a_volunteer")]
        indexes = [models.Index(fields=["asked_at"], condition=Q(answer=""), name="turns_unanswered")]

    def __str__(self):
        return str(self.user)
