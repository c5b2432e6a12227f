"""Who writes without an account."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


def mark_of(email):
    """By which an address is known again, and not found out."""
    return salted_hmac("folkmoot.accounts.blocked", email.lower(), algorithm="sha256").hexdigest()


class GuestQuerySet(models.QuerySet):
    def at(self, email):
        """Everyone who wrote with this address: trust and blocks are the address's, names may differ."""
        return self.filter(email=email.lower()).exclude(email="")

    def blocked(self, email):
        """The rows by which this address is blocked, also of those who had theirs erased since."""
        held = Q(email=email.lower()) | Q(blocked_mark=mark_of(email))
        return self.filter(held, blocked_at__isnull=False) if email else self.none()

    def blocked_among(self, emails):
        """Those of these addresses (in lower case) that are blocked, in one query."""
        marks = {mark_of(email): email for email in emails if email}
        held = Q(email__in=marks.values()) | Q(blocked_mark__in=marks)
        rows = self.filter(held, blocked_at__isnull=False).values_list("email", "blocked_mark")
        return {email or marks[mark] for email, mark in rows}

    def erase(self):
        """Empty the rows: what they wrote stands under "A former guest"; a blocked address leaves a mark."""
        for guest in self.filter(blocked_at__isnull=False).exclude(email=""):
            self.model.objects.filter(pk=guest.pk).update(blocked_mark=mark_of(guest.email))
        return self.update(name="", email="", language="", erased_at=timezone.now())


class Guest(models.Model):
    """Someone who writes without an account: a name that is shown, an address that never is."""

    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"), blank=True)  # lower case; empty where an import had none
    language = models.CharField(max_length=10, blank=True)
    confirmed_at = models.DateTimeField(null=True, editable=False)  # opened the link sent to the address
    trusted_at = models.DateTimeField(null=True, editable=False)  # a first message was approved
    blocked_at = models.DateTimeField(null=True, editable=False)
    blocked_mark = models.CharField(max_length=64, blank=True, db_index=True, editable=False)  # once erased
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
