"""Each time somebody asked to hear from us with an address: what they said, and what they agreed to."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import Policy

UNCONFIRMED_IS_KEPT_FOR = timedelta(days=14)


def kept_since():
    """What was asked before this moment and not confirmed is forgotten."""
    return timezone.now() - UNCONFIRMED_IS_KEPT_FOR


class Said(models.Model):
    """What someone who would like to join said, in which words they agreed to be written to, and when."""

    class Source(models.TextChoices):
        FORM = "form", gettext_lazy("The form on this site")
        TEAM = "team", gettext_lazy("Someone of the team")

    region = models.CharField(gettext_lazy("region"), max_length=120, blank=True)
    why = models.TextField(gettext_lazy("what for"), blank=True)
    source = models.CharField(gettext_lazy("source"), max_length=10, choices=Source, default=Source.FORM)
    consent = models.TextField(editable=False)  # the words they agreed to
    policy = models.ForeignKey(Policy, models.PROTECT, null=True, editable=False, related_name="+")
    asked_at = models.DateTimeField(gettext_lazy("asked"), default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(gettext_lazy("confirmed"), null=True, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True


class AskingQuerySet(models.QuerySet):
    def given(self):
        """Confirmed: each is a consent that was given, and stays as it was given."""
        return self.filter(confirmed_at__isnull=False).order_by("confirmed_at", "pk")

    def pending(self):
        """Not confirmed yet, and still to be confirmed; the first asked first."""
        return self.filter(confirmed_at=None, asked_at__gte=kept_since()).order_by("asked_at", "pk")

    def lapsed(self):
        """Nobody confirmed them within two weeks."""
        return self.filter(confirmed_at=None, asked_at__lt=kept_since())


class Asking(Said):
    """One time somebody asked with a contact's address. It changes nothing until its letter's link is used.

    Whoever typed the address may be anybody; who opens the letter is its owner.
    """

    contact = models.ForeignKey("members.Contact", models.CASCADE, editable=False, related_name="askings")
    name = models.CharField(gettext_lazy("name"), max_length=150)

    objects = AskingQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("asking")

    def __str__(self):
        return self.name
