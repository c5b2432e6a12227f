"""Who would like to join and is not here yet: they ask, confirm by a link, and stop at any time."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import Guest, Policy, User
from folkmoot.activity.models import Email, Entry
from folkmoot.core.gathering import gather
from folkmoot.core.lifecycle import Lifecycle, Refused
from folkmoot.members import notices

UNCONFIRMED_IS_KEPT_FOR = timedelta(days=14)


class ContactQuerySet(models.QuerySet):
    def current(self):
        """Those who want to hear from us."""
        return self.filter(state=Contact.State.CONFIRMED)

    def reachable(self):
        """Those who want to hear from us, as readers of letters: guests, whose choice of letters holds."""
        return Guest.objects.filter(contact__in=self.current(), erased_at=None, blocked_at=None)

    def newest(self):
        return self.order_by("-asked_at", "-pk")

    def saying(self, words):
        """With these words in the name, the address, the region or what they wrote."""
        fields = ("guest__name", "email", "region", "why")
        found = Q()
        for field in fields:
            found |= Q(**{f"{field}__icontains": words})
        return self.filter(found)

    @transaction.atomic
    def ask(
        self, *, email, name, region="", why="", consent, policy=None, language="", source="form", by=None
    ):
        """Someone would like to join. Nothing is kept for good until the address says yes by its link.

        Whoever typed the address learns nothing from the answer: what is true of it stands in the letter.
        Answers the contact, or None where there is none to make.
        """
        if Guest.objects.at(email).filter(blocked_at__isnull=False).exists():
            return None
        if member := _member_at(email):
            notices.member_already(member, email)
            return None
        words = {"region": region, "why": why, "consent": consent, "policy": policy, "source": source}
        contact = self.select_for_update().filter(email=email).first()
        if contact is None:
            guest = Guest.objects.get_or_create(email=email, name=name, defaults={"language": language})[0]
            try:
                with transaction.atomic():
                    contact = self.create(email=email, guest=guest, added_by=by, **words)
            except IntegrityError:  # the same form, sent twice at once: the first has written the letter
                return self.get(email=email)
            Entry.objects.record("members.contact_asked", contact, by=by, source=source)
        elif contact.state == Contact.State.CONFIRMED:
            notices.contact_already(contact)
            return contact
        else:
            contact.ask_again(name=name, by=by, **words)
        notices.contact_confirm(contact)
        return contact

    def joined(self, user):
        """This account belongs now: its contacts, by confirmed address, are closed and keep their history."""
        open_ones = self.filter(email__in=_addresses(user)).exclude(state=Contact.State.JOINED)
        for contact in open_ones:
            contact.join(user)

    def linked(self, user):
        """This account has proved an address: what was asked with it is the account's."""
        self.filter(email__in=_addresses(user), user=None).update(user=user)

    def forget_unconfirmed(self):
        """Each night: those who did not confirm within two weeks are forgotten."""
        old = timezone.now() - UNCONFIRMED_IS_KEPT_FOR
        for contact in self.filter(state=Contact.State.WAITING, asked_at__lt=old):
            contact.erase()


class Contact(Lifecycle):
    """Someone interested in joining. Only the team and the person themselves ever see it.

    The guest behind it is the reader of its letters, so that they can be turned off like any others.
    """

    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("Not confirmed yet")
        CONFIRMED = "confirmed", gettext_lazy("Wants to hear from us")
        STOPPED = "stopped", gettext_lazy("Has stopped it")
        JOINED = "joined", gettext_lazy("Has joined")

    MOVES = {
        State.WAITING: {State.CONFIRMED, State.STOPPED, State.JOINED},
        State.CONFIRMED: {State.STOPPED, State.JOINED},
        State.STOPPED: {State.WAITING, State.JOINED},
        State.JOINED: {State.WAITING},
    }

    class Source(models.TextChoices):
        FORM = "form", gettext_lazy("The form on this site")
        TEAM = "team", gettext_lazy("Someone of the team")

    email = models.EmailField(gettext_lazy("e-mail address"), unique=True)  # lower case
    guest = models.OneToOneField(Guest, models.PROTECT, related_name="contact")
    region = models.CharField(gettext_lazy("region"), max_length=120, blank=True)
    why = models.TextField(gettext_lazy("what for"), blank=True)
    state = models.CharField(gettext_lazy("state"), max_length=10, choices=State, default=State.WAITING)
    source = models.CharField(gettext_lazy("source"), max_length=10, choices=Source, default=Source.FORM)
    consent = models.TextField(editable=False)  # the words they agreed to
    policy = models.ForeignKey(Policy, models.PROTECT, null=True, editable=False, related_name="+")
    asked_at = models.DateTimeField(gettext_lazy("asked"), default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(gettext_lazy("confirmed"), null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="contacts"
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("contact")
        indexes = [
            models.Index(fields=["-asked_at", "-id"], name="contacts_newest"),
            models.Index(fields=["state", "-asked_at"], name="contacts_by_state"),
        ]

    def __str__(self):
        return _("Contact %(number)s") % {"number": self.pk}

    @property
    def name(self):
        return self.guest.name

    @property
    def is_too_late(self):
        """Its link was not used within two weeks: it is forgotten, tonight or already."""
        return self.state == self.State.WAITING and self.asked_at < timezone.now() - UNCONFIRMED_IS_KEPT_FOR

    def ask_again(self, *, name, by, **words):
        """Someone asked once more with an address that has not said yes, or no longer does."""
        if self.state != self.State.WAITING:
            self.become(self.State.WAITING, confirmed_at=None, closed_at=None)
            Entry.objects.record("members.contact_asked", self, by=by, source=words["source"])
        for field, value in {**words, "asked_at": timezone.now(), "added_by": by}.items():
            setattr(self, field, value)
        taken = Guest.objects.at(self.email).filter(name=name).exclude(pk=self.guest_id).first()
        if taken and not type(self).objects.filter(guest=taken).exists():
            self.guest = taken
        elif not taken and not _in_use(self.guest):
            Guest.objects.filter(pk=self.guest_id).update(name=name)
            self.guest.name = name
        self.save()

    @transaction.atomic
    def confirm(self):
        """The address says yes: kept from now on, and thanked."""
        if self.is_too_late:
            raise Refused(_("This was not confirmed within two weeks, so it is forgotten."))
        now = timezone.now()
        self.become(self.State.CONFIRMED, confirmed_at=now, closed_at=None)
        Guest.objects.filter(pk=self.guest_id, confirmed_at=None).update(confirmed_at=now)
        Entry.objects.record("members.contact_confirmed", self)
        notices.contact_thanks(self)

    @transaction.atomic
    def stop(self, *, by=None):
        """No more letters; that they once asked stays, until they have it erased."""
        self.become(self.State.STOPPED, closed_at=timezone.now())
        Entry.objects.record("members.contact_stopped", self, by=by)

    @transaction.atomic
    def join(self, user):
        """They belong now: what they had asked for has come."""
        self.become(self.State.JOINED, closed_at=timezone.now(), user=user)
        Entry.objects.record("members.contact_joined", self)

    @transaction.atomic
    def erase(self, *, by=None):
        """Forget them: the row, the letters, and the guest behind it where nothing else is theirs."""
        guest = self.guest
        if self.confirmed_at or by:
            Entry.objects.record("members.contact_erased", self, by=by)
        self.delete()
        if _in_use(guest):
            Email.objects.filter(guest=guest, key__startswith="contact-").delete()
        else:
            Email.objects.filter(guest=guest).delete()
            Guest.objects.filter(pk=guest.pk).erase()


def _addresses(user):
    """The addresses this account has proved to be its own."""
    proved = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return [address.lower() for address in proved]


def _member_at(email):
    known = EmailAddress.objects.filter(email__iexact=email, verified=True).values("user")
    return User.objects.active().filter(pk__in=known, is_member=True).first()


def _in_use(guest):
    """Whether a room above keeps something of this guest."""
    return any(gather("guest in use", guest))
