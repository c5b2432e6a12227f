"""Two groups become one: asked by a convenor of the one that goes, agreed to by a convenor of the other."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Lifecycle, Refused

from .. import notices
from .belonging import Belonging
from .group import Group


class MergerQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state="asked")

    @transaction.atomic
    def ask(self, group, into, learned, *, by):
        """A convenor of `group` asks that its people go on in `into`."""
        _lock_both(group, into)
        group.require_alive()
        into.require_alive()
        if group == into:
            raise Refused(_("A group cannot become one with itself."))
        if before := self.open().filter(group=group).first():
            if before.into_id != into.pk:
                raise Refused(
                    _("You have asked “%(name)s” already. Take that back first.") % {"name": before.into}
                )
            return before
        merger = self.create(group=group, into=into, learned=learned, asked_by=by)
        Entry.objects.record("groups.merger_asked", group, by=by, into=into.pk)
        notices.merger_asked(merger)
        return merger

    def end_all(self):
        """One of the two has closed meanwhile."""
        return self.update(state="withdrawn", answered_at=timezone.now())


class Merger(Lifecycle):
    """That a group would like to go on in another one."""

    class State(models.TextChoices):
        ASKED = "asked", gettext_lazy("Waits for an answer")
        AGREED = "agreed", gettext_lazy("Agreed")
        DECLINED = "declined", gettext_lazy("Declined")
        WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")

    MOVES = {State.ASKED: {State.AGREED, State.DECLINED, State.WITHDRAWN}}

    group = models.ForeignKey(Group, models.CASCADE, related_name="mergers")
    into = models.ForeignKey(Group, models.CASCADE, related_name="mergers_in")
    learned = models.TextField(gettext_lazy("what we learned"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED, editable=False)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)

    objects = MergerQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("merging of two groups")
        constraints = [
            models.UniqueConstraint(
                fields=["group"], condition=Q(state="asked"), name="one_open_merger_a_group"
            ),
            models.CheckConstraint(condition=~Q(group=models.F("into")), name="a_merger_has_two_groups"),
        ]

    def __str__(self):
        return _("“%(one)s” into “%(other)s”") % {"one": self.group, "other": self.into}

    @transaction.atomic
    def agree(self, *, by):
        """The people of the one go on in the other; the one closes, readable for ever. All are told by a
        worker, once.

        Convenors go on as members of the group: its own convenors invite them to convene if they wish. Who
        left the other one before, or was taken out of it, is not brought back.
        """
        _lock_both(self.group, self.into)
        self.into.require_alive()
        self.become(self.State.AGREED, answered_by=by, answered_at=timezone.now())
        coming = [one.user for one in self.group.belongings.here().select_related("user")]
        known = set(self.into.belongings.exclude(state="asked").values_list("user", flat=True))
        self.group.close(self.learned, by=by, into=self.into)
        coming = [user for user in coming if user.pk not in known]
        Belonging.objects.seat_many(self.into, coming, by=by)
        Entry.objects.record("groups.merged", self.into, by=by, other=self.group_id)

    @transaction.atomic
    def decline(self, *, by):
        """The other group would rather not; who asked is told."""
        self.become(self.State.DECLINED, answered_by=by, answered_at=timezone.now())
        Entry.objects.record("groups.merger_declined", self.group, by=by, into=self.into_id)
        notices.merger_declined(self)

    @transaction.atomic
    def withdraw(self, *, by):
        """Who asked takes it back."""
        self.become(self.State.WITHDRAWN, answered_by=by, answered_at=timezone.now())
        Entry.objects.record("groups.merger_withdrawn", self.group, by=by, into=self.into_id)


def _lock_both(one, other):
    """Always in one order, so that two mergers cannot wait for each other."""
    for group in sorted([one, other], key=lambda group: group.pk):
        group.lock()
