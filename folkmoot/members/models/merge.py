"""Two records of one person made one, and parted again within thirty days."""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import User
from folkmoot.activity.models import Entry
from folkmoot.core import freshness
from folkmoot.core.lifecycle import Refused

from .. import notices
from ..signals import renamed
from .connection import one_at_a_time
from .correction import Correction
from .profile import Profile

TO_UNDO = timedelta(days=30)


class MergeQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(undone_at=None)

    def past(self):
        """Nobody can part them any more: what was moved need not be known."""
        return self.standing().filter(at__lte=timezone.now() - TO_UNDO).exclude(told={})

    def of(self, user):
        """Those whose kept account this is, the newest first."""
        return self.standing().filter(kept=user).select_related("other", "by").order_by("-at")

    def accounts_into(self, user):
        """Every account that became this one, by one merge or by several in a row."""
        found, asked = [], [user]
        while asked:
            several = [merge.other for merge in self.of(asked.pop())]
            found += several
            asked += several
        return found

    @transaction.atomic
    def merge(self, kept, other, *, by, reason):
        """Everything of `other` is the kept account's from now on; `other` is closed. Both addresses hear."""
        if kept.pk == other.pk:
            raise Refused(_("This is one record already."))
        one_at_a_time(kept, other)
        kept, other = (User.objects.get(pk=user.pk) for user in (kept, other))
        for person in (kept, other):
            _refuse_unless_here(person)
        if Correction.objects.open().filter(user__in=[kept, other]).exists():
            raise Refused(_("An address of theirs is being corrected. Let that end first."))
        if other.roles:
            raise Refused(_("%(name)s has a role. Take it back, or keep this record.") % {"name": other})
        address = other.email
        try:
            with transaction.atomic():
                merge = self.create(kept=kept, other=other, by=by, reason=reason)
        except IntegrityError:
            raise Refused(_("These two are being merged by someone else.")) from None
        merge.told = _moving().move(kept, other, by)
        merge.save(update_fields=["told"])
        Entry.objects.record("members.merged", kept, by=by)
        merge._follow()
        notices.merged(merge, address)
        return merge


def _moving():
    from ..merging import moving

    return moving


def _refuse_unless_here(person):
    if not person.is_active or person.erased_at:
        raise Refused(_("The account of %(name)s is closed.") % {"name": person})
    if person.erasures.waiting().exists():
        raise Refused(_("%(name)s is leaving: wait, or bring them back first.") % {"name": person})


class Merge(models.Model):
    """That an account was found to be the same person's as another. `told` is what parting them needs."""

    kept = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="merges", editable=False)
    other = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="merged_into", editable=False
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    reason = models.TextField(gettext_lazy("reason"), blank=True)
    at = models.DateTimeField(default=timezone.now, editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)
    told = models.JSONField(default=dict, editable=False)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("merging of two records")
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("other")), name="two_records_are_merged"),
            models.UniqueConstraint(
                fields=["other"], condition=Q(undone_at=None), name="a_record_is_merged_once"
            ),
        ]
        indexes = [models.Index(fields=["at"], condition=Q(undone_at=None), name="merges_standing")]

    def __str__(self):
        return _("Merging %(number)s") % {"number": self.pk}

    @property
    def until(self):
        """So long it can be undone."""
        return self.at + TO_UNDO

    @property
    def can_be_undone(self):
        return bool(self.told) and self.undone_at is None and timezone.now() < self.until

    @property
    def signs_in(self):
        """Whether the other's address signs in to the kept account, too."""
        return bool(self.told.get("account", {}).get("addresses"))

    @property
    def address(self):
        """Of the other account, as it was."""
        return self.told.get("account", {}).get("email", "")

    @transaction.atomic
    def undo(self, *, by):
        """Part them: what was moved and still stands there goes back; answers how many rows do not."""
        one_at_a_time(self.kept, self.other)
        self.refresh_from_db()
        if not self.can_be_undone:
            raise Refused(_("These two can no longer be parted, or somebody else did it a moment ago."))
        if self.other.erased_at:
            raise Refused(_("One of the two is forgotten."))
        _refuse_unless_here(self.kept)  # forgotten, leaving, or merged into a third one since
        address = self.address
        stayed = _moving().move_back(self, by)
        self.undone_at, self.told = timezone.now(), {}
        self.save(update_fields=["undone_at", "told"])
        Entry.objects.record("members.parted", self.kept, by=by)
        self._follow()
        notices.parted(self, address)
        return stayed

    def _follow(self):
        """Pages, the directory and the search show whose it is now."""
        for user in (self.kept, self.other):
            user.refresh_from_db()
            for profile in Profile.objects.filter(user=user):
                profile.shown_anew()
                renamed.send(Profile, profile=profile)
        freshness.touch()
