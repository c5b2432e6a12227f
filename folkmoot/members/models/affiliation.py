"""Where someone works or volunteers, now and before; and the links they give."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from .organisation import Organisation


class AffiliationQuerySet(models.QuerySet):
    def current(self):
        return self.filter(until=None)

    def shown(self):
        """Those that stand on the page: the present ones that the person put there."""
        return self.current().filter(is_shown=True)


class Affiliation(models.Model):
    """That someone works or volunteers at an organisation. Not shown, it is for the team alone."""

    profile = models.ForeignKey("members.Profile", models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="affiliations")
    is_shown = models.BooleanField(default=True)
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(gettext_lazy("until"), null=True, blank=True)

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("affiliation")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "organisation"],
                condition=models.Q(until=None),
                name="one_present_affiliation_an_organisation",
            ),
        ]

    def __str__(self):
        return str(self.organisation)


class ProfileLink(models.Model):
    """A page elsewhere that someone links to from their own."""

    profile = models.ForeignKey("members.Profile", models.CASCADE, related_name="links")
    label = models.CharField(max_length=60, blank=True)
    url = models.URLField(max_length=500)

    class Meta:
        verbose_name = gettext_lazy("link")
        ordering = ["pk"]

    def __str__(self):
        return self.label or self.url
