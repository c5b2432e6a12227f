"""Who may read what."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .. import policy
from .user import User


class AudienceQuerySet(models.QuerySet):
    def including(self, user):
        """The audiences this person belongs to. `thing.filter(audience__in=…)` is what they may read."""
        kinds = [Audience.Kind.EVERYONE]
        if not user.is_authenticated:
            return self.filter(kind__in=kinds)
        if policy.belongs(user):
            kinds += [Audience.Kind.MEMBERS, Audience.Kind.MEMBERS_AND_CIRCLE]
        if policy.may_run(user):
            kinds.append(Audience.Kind.TEAM)
        listed = Audience.people.through.objects.filter(user=user).values("audience")
        return self.filter(Q(kind__in=kinds) | Q(pk__in=listed))


class Audience(models.Model):
    """Who may read: everyone, members, the team, the people of a listed circle, or members and such a circle.

    Threads, files and search documents carry one; their owner keeps it true. The first three are single rows.
    """

    class Kind(models.TextChoices):
        EVERYONE = "everyone", _("Everyone")
        MEMBERS = "members", _("Members")
        TEAM = "team", _("The team")
        CIRCLE = "circle", _("A listed circle")
        MEMBERS_AND_CIRCLE = "both", _("Members and a listed circle")

    EVERYONE, MEMBERS, TEAM = 1, 2, 3  # primary keys of the three rows, made by the first migration

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.CIRCLE)
    people = models.ManyToManyField(User, blank=True, related_name="circles")

    objects = AudienceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=~Q(kind__in=["circle", "both"]),
                name="one_row_for_each_open_audience",
            )
        ]

    def __str__(self):
        return self.get_kind_display()
