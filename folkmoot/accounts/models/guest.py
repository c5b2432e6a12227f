"""Who writes without an account."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class GuestQuerySet(models.QuerySet):
    def at(self, email):
        """Everyone who wrote with this address: trust and blocks are the address's, names may differ."""
        return self.filter(email=email.lower()).exclude(email="")

    def erase(self):
        """Empty the rows: what they wrote stands under "A former guest"."""
        return self.update(name="", email="", language="", erased_at=timezone.now())


class Guest(models.Model):
    """Someone who writes without an account: a name that is shown, an address that never is."""

    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"), blank=True)  # lower case; empty where an import had none
    language = models.CharField(max_length=10, blank=True)
    confirmed_at = models.DateTimeField(null=True, editable=False)  # opened the link sent to the address
    trusted_at = models.DateTimeField(null=True, editable=False)  # a first message was approved
    blocked_at = models.DateTimeField(null=True, editable=False)
    erased_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = GuestQuerySet.as_manager()

    class Meta:
        verbose_name = _("guest")
        constraints = [
            models.UniqueConstraint(
                fields=["email", "name"], condition=~Q(email=""), name="one_guest_an_address_and_name"
            )
        ]

    def __str__(self):
        return self.name or str(_("A former guest"))
