"""Being forgotten: asked for, waited for, done everywhere."""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import User
from folkmoot.activity.models import Entry
from folkmoot.core import freshness
from folkmoot.core.forgetting import Forgotten
from folkmoot.core.gathering import gather_down
from folkmoot.core.lifecycle import Lifecycle, Refused

from ..leaving import notices
from ..leaving.names import names_of
from .membership import Member
from .merge import Merge
from .profile import Profile

TO_RETURN = timedelta(days=30)
REMINDED_BEFORE = timedelta(days=3)
STUCK_AFTER = timedelta(hours=3)


class ErasureQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=Erasure.State.WAITING)

    def of(self, user):
        """The one that waits for this person, or None."""
        return self.waiting().filter(user=user).first()

    def to_remind(self):
        """Three days before."""
        soon = timezone.now() + REMINDED_BEFORE
        return self.waiting().filter(reminded_at=None, due_at__lte=soon).order_by("due_at")

    def due(self):
        return self.waiting().filter(due_at__lte=timezone.now()).order_by("due_at", "pk")

    def stuck(self):
        """Those that the clock has tried for hours, in vain."""
        return self.due().filter(due_at__lte=timezone.now() - STUCK_AFTER)

    @transaction.atomic
    def ask(self, user, *, by, words_go=False, reason=""):
        """Let this person leave and be forgotten in thirty days. Asked twice, it is asked once.

        They are no member from now on and nobody sees their profile; until then they can come back. With
        `words_go`, what they wrote goes too.
        """
        user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        if user.erased_at:
            raise Refused(_("This person is forgotten already."))
        if Merge.objects.standing().filter(other=user).exists():
            raise Refused(_("This account became another one's: it is forgotten with that one."))
        if user.is_administrator:
            user.refuse_if_the_last_administrator(leaving=self.waiting().values_list("user", flat=True))
        if waiting := self.of(user):
            if words_go and not waiting.words_go:
                self.filter(pk=waiting.pk).update(words_go=True)
                waiting.words_go = True
            return waiting
        member = Member.objects.current().filter(user=user).first()
        profile = Profile.objects.filter(user=user).first()
        try:
            with transaction.atomic():
                erasure = self.create(
                    user=user, by=by, words_go=words_go, reason=reason,
                    was_member=member is not None, was_visible=profile.visible if profile else "",
                )  # fmt: skip
        except IntegrityError:  # the same button, pressed twice at once
            return self.of(user)
        Entry.objects.record("members.erasure_asked", user, by=by, words_go=words_go)
        if member:
            member.leave(by=by)
        if profile:
            profile.show_to(Profile.Visible.NOBODY, by=by)
        notices.leaving(erasure)
        return erasure


def in_thirty_days():
    return timezone.now() + TO_RETURN


class Erasure(Lifecycle):
    """That a person is to be forgotten: since when, by when, what of their words. Moved only by its verbs."""

    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("Can still come back")
        CALLED_OFF = "called_off", gettext_lazy("Came back")
        DONE = "done", gettext_lazy("Forgotten")

    MOVES = {State.WAITING: {State.CALLED_OFF, State.DONE}}

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="erasures", editable=False
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    words_go = models.BooleanField(default=False, editable=False)
    reason = models.TextField(blank=True, editable=False)  # where the team did it
    was_member = models.BooleanField(default=False, editable=False)
    was_visible = models.CharField(max_length=10, blank=True, editable=False)  # their profile
    state = models.CharField(gettext_lazy("state"), max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    due_at = models.DateTimeField(default=in_thirty_days, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("erasure")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(state="waiting"), name="one_waiting_erasure_a_person"
            ),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(state="waiting"), name="erasures_waiting")]

    def __str__(self):
        return _("Erasure %(number)s") % {"number": self.pk}

    @property
    def is_waiting(self):
        return self.state == self.State.WAITING

    @property
    def by_the_team(self):
        return self.by_id != self.user_id

    @transaction.atomic
    def call_off(self, *, by):
        """They stay: a member again if they were one, their profile seen by whom it was."""
        User.objects.select_for_update(no_key=True).get(pk=self.user_id)  # first, as carry_out does
        self.become(self.State.CALLED_OFF, closed_at=timezone.now(), reason="")
        Entry.objects.record("members.erasure_called_off", self.user, by=by)
        if self.was_member and (
            member := Member.objects.exclude(left_on=None).filter(user=self.user).first()
        ):
            member.come_back(by=by)
        profile = Profile.objects.filter(user=self.user).first()
        if profile and self.was_visible:
            profile.show_to(self.was_visible, by=by)

    @transaction.atomic
    def remind(self):
        """Tell them once that it is about to happen."""
        waiting = type(self).objects.waiting().filter(pk=self.pk, reminded_at=None)
        if waiting.update(reminded_at=timezone.now()):
            notices.about_to_forget(self)

    @transaction.atomic
    def carry_out(self, *, by=None):
        """Forget them in every room, from the roof down; the account is emptied last. One transaction."""
        user = User.objects.select_for_update().get(pk=self.user_id)
        if user.is_administrator:
            user.refuse_if_the_last_administrator()
        self.become(self.State.DONE, closed_at=timezone.now(), reason="")
        accounts = [user, *Merge.objects.accounts_into(user)]
        told = [Forgotten(account, names_of(account, accounts), self.words_go) for account in accounts]
        for account, person in zip(accounts, told, strict=True):
            gather_down("forget", person)
            account.empty()
        Entry.objects.record("members.erased", user, by=by, words_go=self.words_go)
        freshness.touch()
