"""Belonging: since when, and until when."""

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import User
from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.members import notices, signals

from .contact import Contact
from .lists import Cohort
from .profile import Profile


class MemberQuerySet(models.QuerySet):
    def current(self):
        return self.filter(left_on=None)

    @transaction.atomic
    def welcome(self, user, *, by=None, since=None, tell=False):
        """Make this account a member, with a profile that members see; `tell` writes them a letter.

        Someone who had left comes back.
        """
        if former := self.filter(user=user).first():
            return former.come_back(by=by, tell=tell)
        try:
            with transaction.atomic():
                member = self.create(user=user, since=since or timezone.localdate())
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


class Member(models.Model):
    """That someone belongs to the community. Changed only through its verbs."""

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

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("member")
        indexes = [models.Index(fields=["left_on", "-since"], name="members_newest")]

    def __str__(self):
        return str(self.user)

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

    def _belongs(self, belongs):
        """The account carries it too, so that audiences need no join; the directory and search follow."""
        User.objects.filter(pk=self.user_id).update(is_member=belongs)
        self.user.is_member = belongs
        for profile in Profile.objects.filter(user=self.user_id):
            profile.shown_anew()
