"""Who is invited to an event that is for them alone: people of the community, and people outside by mail."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, Q, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import Guest
from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused

from .. import notices
from .event import Event

KEPT_FOR = timedelta(days=30)  # after the event: addresses of people outside


class InvitationQuerySet(models.QuerySet):
    def by_name(self):
        """As who invites knows them: an address says nothing about whose it is."""
        shown = Case(When(email="", then="user__name"), default="email", output_field=models.CharField())
        return self.select_related("user", "invited_by").order_by(shown, "pk")

    def at(self, event, person):
        """Those of a User, or of a Guest's address."""
        rows = self.filter(event=event)
        return rows.filter(email=person.email) if isinstance(person, Guest) else rows.filter(user=person)

    def needed(self):
        """Of events that are not over for long: their links still open something."""
        return self.filter(event__ends_at__gt=timezone.now() - KEPT_FOR)

    @transaction.atomic
    def invite(self, event, *, by, user=None, email="", name=""):
        """Invite somebody by name, or by an address: whose that is, nobody is told.

        Answers the invitation, and whether it is a new one.
        """
        event.lock()
        if event.comers != Event.Comers.INVITED or not event.is_coming:
            raise Refused(_("Nobody is invited to this event any more."))
        known, email = user or _somebody_at(email), email.lower()
        theirs = Q(user=known) if known else Q(pk=None)
        theirs |= Q(email=email) if email else Q(pk=None)
        if before := self.filter(theirs, event=event).first():
            return before, False
        if email and Guest.objects.blocked(email).exists():
            raise Refused(_("%(email)s is blocked here.") % {"email": email})
        invitation = self.create(event=event, user=known, email=email, invited_by=by)
        if known:
            event.circle.people.add(known)
        Entry.objects.record("events.invited", event, by=by)
        notices.invited(invitation, invitation._reader(name))
        return invitation, True

    @transaction.atomic
    def follow(self, user, email):
        """An account has proved the address: what was sent there is the account's."""
        for invitation in self.filter(email=email.lower(), user=None).select_related("event__circle"):
            if self.filter(event=invitation.event, user=user).exists():
                invitation.delete()
            else:
                self.filter(pk=invitation.pk).update(user=user)
                invitation.event.circle.people.add(user)

    def forget_addresses(self):
        """Long after the event: people outside are forgotten, of others the address they were invited by."""
        old = self.filter(event__ends_at__lte=timezone.now() - KEPT_FOR).exclude(email="")
        old.filter(user=None).delete()
        old.update(email="")


class Invitation(models.Model):
    """One person is asked to come. The circle of the event lists those who have an account."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="invitations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="event_invitations"
    )
    email = models.EmailField(gettext_lazy("e-mail address"), blank=True)  # lower case; where one was given
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    at = models.DateTimeField(gettext_lazy("invited"), default=timezone.now, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("invitation to an event")
        constraints = [
            models.UniqueConstraint(fields=["event", "user"], name="one_invitation_a_person_and_event"),
            models.UniqueConstraint(
                fields=["event", "email"], condition=~Q(email=""), name="one_invitation_an_address_and_event"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(email=""), name="an_invitation_is_somebodys"
            ),
        ]
        indexes = [
            models.Index(fields=["email"], condition=~Q(email=""), name="event_invitations_by_address")
        ]

    def __str__(self):
        """As who invites knows them: an address stays an address."""
        return self.email or str(self.user)

    @property
    def registrations(self):
        """What they have at the event."""
        theirs = Q(user=self.user_id) if self.user_id else Q(guest__email=self.email)
        return self.event.registrations.filter(theirs)

    @transaction.atomic
    def withdraw(self, *, by):
        """They are invited no longer, and see the event no more; not while they have a place, or wait."""
        self.event.lock()
        if self.registrations.live().exists():
            raise Refused(
                _("%(name)s has registered. Ask them to give the place back first.") % {"name": self}
            )
        if self.user_id:
            self.event.circle.people.remove(self.user_id)
        self.delete()
        Entry.objects.record("events.uninvited", self.event, by=by)

    def _reader(self, name):
        """Whom the letter is to: the account, or a guest, who has a page of their own."""
        if self.user:
            return self.user
        guest = Guest.objects.at(self.email).filter(erased_at=None).order_by("pk").first()
        return guest or Guest.objects.create(email=self.email, name=name or self.email.partition("@")[0])


def _somebody_at(email):
    """The account whose proved address this is; None for people outside."""
    known = EmailAddress.objects.filter(email__iexact=email, verified=True).select_related("user").first()
    return known.user if known and known.user.is_active else None
