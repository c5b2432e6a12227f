"""Belonging: since when, and until when."""

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import User
from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.members import notices, signals

from .cohort import Cohort
from .contact import Contact
from .profile import Profile

SILENT = Q(still_active_at=None) | Q(still_active_at__lt=F("still_asked_at"))  # no yes since they were asked


class MemberQuerySet(models.QuerySet):
    def current(self):
        return self.filter(left_on=None)

    @transaction.atomic
    def add(self, *, name, email, reason, by, cohort=None, invite=False):
        """Someone joins outside of any round, for a reason: account, membership and profile in one.

        Refused where the address is somebody's; `Taken` says whose.
        """
        email = email.lower()
        if holder := User.objects.at(email):
            raise Taken(holder)
        if apps.get_model("members", "Declined").objects.among([email]):
            raise Refused(_("The owner of this address said no to an invitation. We do not ask again."))
        try:
            with transaction.atomic():
                user = User.objects.create_user(email, " ".join(name.split()), confirmed=True)
        except IntegrityError:  # somebody else was quicker by a moment
            raise Taken(User.objects.at(email)) from None
        came = Member.Came.INVITED if invite else Member.Came.ADDED
        member = self.welcome(user, by=by, came=came, reason=reason)
        if cohort:
            member.enrol(cohort, by=by)
        if invite:
            notices.added(member, by)
        return member

    @transaction.atomic
    def welcome(self, user, *, by=None, since=None, tell=False, came="", reason=""):
        """Make this account a member, with a profile that members see; `tell` writes them a letter.

        `came` says how they came, where it is neither by asking to join nor by opening an account.
        Someone who had left comes back.
        """
        if user.erased_at or user.erasures.waiting().exists():
            raise Refused(_("%(name)s is leaving, or has left for good.") % {"name": user})
        if former := self.filter(user=user).first():
            return former.come_back(by=by, tell=tell)
        try:
            with transaction.atomic():
                member = self.create(
                    user=user,
                    since=since or timezone.localdate(),
                    came=came or Member.came_by_themselves(user),
                    reason=reason,
                    welcomed_by=by,
                )
        except IntegrityError:
            raise Refused(_("%(name)s is a member already.") % {"name": user}) from None
        member._belongs(True)
        Profile.objects.of(user, by=by)
        Entry.objects.record("members.welcomed", user, by=by)
        Contact.objects.joined(user)
        signals.welcomed.send(type(member), member=member, by=by)
        if tell:
            notices.welcomed(member)
        return member


class Taken(Refused):
    """Somebody has this address already."""

    def __init__(self, holder):
        self.holder = holder
        super().__init__(_("This address belongs to %(name)s already.") % {"name": holder})


class Member(models.Model):
    """That someone belongs to the community. Changed only through its verbs."""

    class Came(models.TextChoices):
        ACCOUNT = "account", gettext_lazy("Opened an account and was welcomed")
        CONTACT = "contact", gettext_lazy("Asked to join")
        ADDED = "added", gettext_lazy("Added by the team")
        INVITED = "invited", gettext_lazy("Added and invited by the team")
        ROUND = "round", gettext_lazy("Applied in a round")
        IMPORTED = "imported", gettext_lazy("Came with an import")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="membership", editable=False
    )
    since = models.DateField(gettext_lazy("member since"), editable=False)
    left_on = models.DateField(gettext_lazy("left on"), null=True, editable=False)
    cohort = models.ForeignKey(
        Cohort,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="members",
        verbose_name=gettext_lazy("cohort"),
    )
    came = models.CharField(
        gettext_lazy("how they came"), max_length=10, choices=Came, default=Came.ACCOUNT, editable=False
    )
    reason = models.TextField(gettext_lazy("reason"), blank=True, editable=False)
    welcomed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    still_asked_at = models.DateTimeField(null=True, editable=False)  # whether they are still active
    still_reminded_at = models.DateTimeField(null=True, editable=False)
    still_active_at = models.DateTimeField(null=True, editable=False)  # when they last said so

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("member")
        indexes = [
            models.Index(fields=["left_on", "-since"], name="members_newest"),
            models.Index(
                fields=["still_asked_at"],
                name="members_still_asked",
                condition=Q(still_asked_at__isnull=False),
            ),
        ]

    def __str__(self):
        return str(self.user)

    @staticmethod
    def came_by_themselves(user):
        """They asked to join with an address of theirs, or opened an account."""
        return Member.Came.CONTACT if Contact.objects.asked_by(user).exists() else Member.Came.ACCOUNT

    @transaction.atomic
    def enrol(self, cohort, *, by):
        """Put them into this cohort, or into none."""
        if cohort == self.cohort:
            return
        before, self.cohort = self.cohort, cohort
        self.save(update_fields=["cohort"])
        Entry.objects.record(
            "members.enrolled", self.user, by=by,
            before=before.name if before else "–", after=cohort.name if cohort else "–",
        )  # fmt: skip
        self._show_anew()
        if cohort:
            signals.enrolled.send(type(self), member=self)

    @transaction.atomic
    def leave(self, *, by):
        """Stop belonging; the account and what the person wrote stay. Signal `left`."""
        rows = type(self).objects.filter(pk=self.pk, left_on=None)
        if not rows.update(left_on=timezone.localdate()):
            raise Refused(_("%(name)s has left already.") % {"name": self.user})
        self.refresh_from_db()
        self._belongs(False)
        Entry.objects.record("members.left", self.user, by=by)
        signals.left.send(type(self), member=self, by=by)

    @transaction.atomic
    def come_back(self, *, by, tell=False):
        """Belong again, since the day it was first."""
        rows = type(self).objects.filter(pk=self.pk).exclude(left_on=None)
        if not rows.update(left_on=None):
            raise Refused(_("%(name)s is a member already.") % {"name": self.user})
        self.refresh_from_db()
        self._belongs(True)
        Entry.objects.record("members.came_back", self.user, by=by)
        Contact.objects.joined(self.user)
        signals.welcomed.send(type(self), member=self, by=by)
        if tell:
            notices.welcomed(self)
        return self

    @property
    def has_answered(self):
        """Whether they said that they are still active since they were last asked."""
        return bool(
            self.still_active_at and self.still_asked_at and self.still_active_at >= self.still_asked_at
        )

    @transaction.atomic
    def ask_still(self):
        """Ask whether they are still active, by letter. Two clocks at once ask once."""
        unchanged = type(self).objects.current().filter(pk=self.pk, still_asked_at=self.still_asked_at)
        if unchanged.update(still_asked_at=timezone.now(), still_reminded_at=None):
            self.refresh_from_db()
            notices.still_active(self)

    @transaction.atomic
    def remind_still(self):
        """Ask once more, in the same words, unless they said yes a moment ago."""
        unchanged = type(self).objects.current().filter(SILENT, pk=self.pk, still_reminded_at=None)
        if unchanged.update(still_reminded_at=timezone.now()):
            notices.still_active(self, again=True)

    @transaction.atomic
    def say_still(self):
        """They are. Said twice, it is said once."""
        if type(self).objects.current().filter(SILENT, pk=self.pk).update(still_active_at=timezone.now()):
            Entry.objects.record("members.still_active", self.user, by=self.user)
        self.refresh_from_db()

    def _belongs(self, belongs):
        """The account carries it too, so that audiences need no join; the directory and search follow."""
        User.objects.filter(pk=self.user_id).update(is_member=belongs)
        self.user.is_member = belongs
        self._show_anew()

    def _show_anew(self):
        for profile in Profile.objects.filter(user=self.user_id):
            profile.shown_anew()
