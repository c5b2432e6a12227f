"""What the directory knows of each profile, by reader: written with the profile, read by every process."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from .. import tasks


class ListingQuerySet(models.QuerySet):
    def of_those_with(self, listed):
        """Of the profiles that chose this interest, skill, region, cohort or organisation."""
        path = {
            "interest": "profile__interests",
            "skill": "profile__skills",
            "region": "profile__region",
            "cohort": "profile__user__membership__cohort",
            "organisation": "profile__affiliations__organisation",
        }[listed._meta.model_name]
        having = self.filter(**{path: listed})
        return self.filter(pk__in=having.values("pk"))

    def outdate(self):
        """Let these profiles be shown anew, soon: the rows are the promise, the task only the nudge."""
        if self.update(is_outdated=True):
            transaction.on_commit(tasks.show_anew.enqueue)

    def outdated(self):
        return self.filter(is_outdated=True)

    def changed_since(self, moment):
        return self.filter(changed_at__gte=moment)


class Listing(models.Model):
    """One profile in the directory. Marks are short words between spaces, " region:4 skill:12 ".

    A profile that one kind of reader may not see has no marks at all for them.
    """

    profile = models.OneToOneField(
        "members.Profile", models.CASCADE, related_name="listing", primary_key=True
    )
    name = models.CharField(max_length=150)  # to sort by
    joined_on = models.DateField(null=True)
    everyone = models.TextField(blank=True)
    members = models.TextField(blank=True)
    is_outdated = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = ListingQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("listing")
        indexes = [
            models.Index(fields=["changed_at"], name="listings_changed"),
            models.Index(fields=["profile"], condition=models.Q(is_outdated=True), name="listings_outdated"),
        ]

    def __str__(self):
        return self.name
