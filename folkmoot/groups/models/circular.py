"""A letter to all people of a group: the row is the promise, a worker writes it to a few at a time."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy

from folkmoot.core.steps import InSteps, InStepsQuerySet

from .belonging import Belonging
from .group import Group


class CircularQuerySet(InStepsQuerySet):
    @transaction.atomic
    def begin(self, group, what, *, at, by):
        """Tell its people, soon. One that is still being written and says the same gives way to it."""
        from .. import tasks

        self.filter(group=group, what=what).delete()
        circular = self.create(group=group, what=what, at=at, by=by)
        transaction.on_commit(lambda: tasks.write_circular.enqueue(circular.pk), robust=True)
        return circular


class Circular(InSteps):
    """That all people of a group are told something, as far as they have not been. It goes with the last."""

    class What(models.TextChoices):
        CLOSED = "closed"
        MERGED = "merged"
        READERS = "readers"

    group = models.ForeignKey(Group, models.CASCADE, related_name="circulars")
    what = models.CharField(max_length=10, choices=What)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()  # when it happened

    objects = CircularQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("letter to the people of a group")
        constraints = [models.UniqueConstraint(fields=["group", "what"], name="one_circular_of_a_kind")]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    def waiting(self):
        """The belongings it has not come to: people who were there then, and have not gone meanwhile."""
        rows = Belonging.objects.filter(group=self.group_id, pk__gt=self.reached, user__is_active=True)
        there = Q(state="in", joined_at__lte=self.at)
        if self.what == self.What.READERS:
            there &= ~Q(user=self.by_id)
        else:
            there |= Q(state="asked")
        if self.what == self.What.MERGED:
            there = self._went_along(there)
        return rows.filter(there).order_by("pk").select_related("user")

    def _went_along(self, there):
        """Guests, whose one place is the other group now; not those who have left that since."""
        since = Belonging.objects.filter(
            group=self.group.merged_into_id, user=OuterRef("user"), joined_at__gte=self.at
        )
        guests = Q(Exists(since.filter(state="in")), state="left", role="guest")
        return (there | guests) & ~Exists(since.filter(state__in=["left", "removed"]))
