"""What each person wants sent."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.models import Guest


class PreferenceQuerySet(models.QuerySet):
    def of(self, reader):
        """The choices of this person; of a guest, those made at the same address under any name."""
        if isinstance(reader, Guest):
            return self.filter(guest__email=reader.email)
        return self.filter(user=reader)

    def choose(self, reader, kind, on):
        """Turn a kind of letter on or off; saying it twice changes nothing."""
        if isinstance(reader, Guest):
            self.of(reader).filter(kind=kind).exclude(guest=reader).update(on=on)
            return self.update_or_create(guest=reader, kind=kind, defaults={"on": on})[0]
        return self.update_or_create(user=reader, kind=kind, defaults={"on": on})[0]

    def carry(self, guest, user):
        """What was chosen as a guest holds for the account, where it has not chosen itself."""
        chosen = self.of(guest).exclude(kind__in=self.of(user).values("kind")).values_list("kind", "on")
        carried = [Preference(user=user, kind=kind, on=on) for kind, on in dict(chosen).items()]
        self.bulk_create(carried, ignore_conflicts=True)


class Preference(models.Model):
    """That a person turned one kind of letter on or off. Without a row the kind's own default holds."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="mail_preferences"
    )
    guest = models.ForeignKey(Guest, models.CASCADE, null=True, related_name="mail_preferences")
    kind = models.CharField(max_length=30)
    on = models.BooleanField(_("send it"))
    changed_at = models.DateTimeField(auto_now=True)

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail preference")
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="one_choice_a_user_and_kind"),
            models.UniqueConstraint(fields=["guest", "kind"], name="one_choice_a_guest_and_kind"),
            models.CheckConstraint(
                condition=(
                    models.Q(user__isnull=True, guest__isnull=False)
                    | models.Q(user__isnull=False, guest__isnull=True)
                ),
                name="a_choice_is_a_users_or_a_guests",
            ),
        ]

    def __str__(self):
        return self.kind
