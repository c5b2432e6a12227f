"""What the team keeps about one person: someone with an account, or a contact who has none yet."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from folkmoot.accounts.models import User

from .contact import Contact


class AboutQuerySet(models.QuerySet):
    def about(self, person):
        """Of an account, with what was kept while they were a contact."""
        if isinstance(person, Contact):
            return self.filter(contact=person)
        return self.filter(Q(user=person) | Q(contact__user=person))

    def with_people(self):
        return self.select_related("user", "contact__guest")


class AboutSomeone(models.Model):
    """About an account or about a contact, never both: for the team, and in the person's own copy."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="%(class)ss_about",
    )
    contact = models.ForeignKey(
        Contact, models.CASCADE, null=True, blank=True, editable=False, related_name="%(class)ss_about"
    )

    objects = AboutQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def person(self):
        """The account or the contact; None where it is about nobody."""
        return self.user or self.contact


def as_columns(person):
    """The two columns that say whom something is about."""
    if isinstance(person, Contact):
        return {"contact": person}
    return {"user": person if isinstance(person, User) else None}
