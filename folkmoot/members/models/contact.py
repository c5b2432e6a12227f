"""Who would like to join and is not here yet: they ask, confirm by a link, and stop at any time."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import Guest, User
from folkmoot.activity.models import Email, Entry, Preference
from folkmoot.core.gathering import gather
from folkmoot.core.lifecycle import Lifecycle, Refused
from folkmoot.members import notices
from folkmoot.members.whereabouts import whereabouts

from .asking import Asking, Said, kept_since

KIND = "joining"  # of the letters that contacts ask for
HELD = [field.name for field in Said._meta.local_fields]


class ContactQuerySet(models.QuerySet):
    def current(self):
        """Those who want to hear from us."""
        return self.filter(state=Contact.State.CONFIRMED)

    def reachable(self):
        """Those who want to hear from us, as readers of letters: guests, whose choice of letters holds."""
        return Guest.objects.filter(contact__in=self.current(), erased_at=None, blocked_at=None)

    def regions(self):
        """The places that several of the reachable named."""
        reachable = self.current().filter(guest__erased_at=None, guest__blocked_at=None)
        return whereabouts(reachable.values_list("region", flat=True))

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
        What the address said yes or no to before holds until then. Answers the contact, or None where there
        is none to make.
        """
        if Guest.objects.blocked(email).exists():
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
        elif contact.state != Contact.State.WAITING:
            Entry.objects.record("members.contact_asked", contact, by=by, source=source)
        notices.contact_confirm(contact, contact.ask(name=name, by=by, **words))
        return contact

    def asked_by(self, user):
        """What was asked, and confirmed, with an address that is this account's."""
        own = Q(user=user) | Q(email__in=_addresses(user))
        return self.filter(own, confirmed_at__isnull=False)

    def strangers(self):
        """Those without an account."""
        return self.filter(user=None)

    def joined(self, user):
        """This account belongs now: its contacts, by confirmed address, are closed and keep their history."""
        open_ones = self.filter(email__in=_addresses(user)).exclude(state=Contact.State.JOINED)
        for contact in open_ones:
            contact.join(user)

    def linked(self, user):
        """This account has proved an address: what was asked with it is the account's."""
        self.filter(email__in=_addresses(user), user=None).update(user=user)

    def forget_unconfirmed(self):
        """Each night: what was not confirmed within two weeks is forgotten, and who never confirmed."""
        Asking.objects.lapsed().delete()
        for contact in self.filter(state=Contact.State.WAITING, asked_at__lt=kept_since()):
            if asking := contact.askings.pending().first():
                contact.hold(asking)  # asked again since: what was said first has lapsed
            else:
                contact.erase()


class Contact(Said, Lifecycle):
    """Someone interested in joining, in the words that hold. Only the team and the person ever see it.

    The guest behind it is the reader of its letters, so that they can be turned off like any others. What was
    asked with the address stands in its askings; before the first is confirmed, the words are the first's.
    """

    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("Not confirmed yet")
        CONFIRMED = "confirmed", gettext_lazy("Wants to hear from us")
        STOPPED = "stopped", gettext_lazy("Has stopped it")
        JOINED = "joined", gettext_lazy("Has joined")

    MOVES = {
        State.WAITING: {State.CONFIRMED, State.STOPPED, State.JOINED},
        State.CONFIRMED: {State.STOPPED, State.JOINED},
        State.STOPPED: {State.CONFIRMED, State.JOINED},
        State.JOINED: {State.CONFIRMED},
    }

    email = models.EmailField(gettext_lazy("e-mail address"), unique=True)  # lower case
    guest = models.OneToOneField(Guest, models.PROTECT, related_name="contact")
    state = models.CharField(gettext_lazy("state"), max_length=10, choices=State, default=State.WAITING)
    closed_at = models.DateTimeField(null=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="contacts"
    )

    linked_by = models.ForeignKey(  # who of the team said that it is this account's person's
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    linked_at = models.DateTimeField(null=True, editable=False)
    state_before = models.CharField(max_length=10, blank=True, editable=False)

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
    def has_turned_off(self):
        """Confirmed, and these letters turned off since by one tap."""
        return Preference.objects.of(self.guest).filter(kind=KIND, on=False).exists()

    @property
    def has_confirmed(self):
        """Whether the address ever said yes: its name is the person's own then."""
        return self.confirmed_at is not None

    def ask(self, *, name, by, **words):
        """Someone asked with this address, perhaps once more: kept beside what holds. Answers the asking."""
        asking, new = self.askings.get_or_create(
            name=name, confirmed_at=None, **words, defaults={"added_by": by}
        )
        if not new:
            asking.asked_at = timezone.now()
            asking.save(update_fields=["asked_at"])
        return asking

    def to_confirm(self, pk=None):
        """What the link of a letter is there to confirm: the asking it names, else what waits first."""
        if self.state == self.State.CONFIRMED:
            return None
        pending = self.askings.pending()
        if pk is not None:
            return pending.filter(pk=pk).first()
        return pending.first() if self.state == self.State.WAITING else None

    @transaction.atomic
    def confirm(self, asking=None):
        """The address says yes to what was asked with it: that holds from now on, and they are thanked."""
        asking = self.to_confirm(asking and asking.pk)
        if asking is None:
            raise Refused(_("This was not confirmed within two weeks, so it is forgotten."))
        self.become(self.State.CONFIRMED, closed_at=None)
        asking.confirmed_at = timezone.now()
        asking.save(update_fields=["confirmed_at"])
        self.hold(asking)
        self.askings.filter(confirmed_at=None).delete()
        Guest.objects.filter(pk=self.guest_id, confirmed_at=None).update(confirmed_at=asking.confirmed_at)
        Preference.objects.of(self.guest).filter(kind=KIND).update(on=True)  # asked for anew
        Entry.objects.record("members.contact_confirmed", self, asking=asking.pk)
        notices.contact_thanks(self)

    def hold(self, asking):
        """Let these words be the contact's."""
        for field in HELD:
            setattr(self, field, getattr(asking, field))
        self.guest = self._guest_named(asking.name)
        self.save()

    def _guest_named(self, name):
        """The guest of this address and name; what someone wrote as a guest keeps its name."""
        if known := Guest.objects.at(self.email).filter(name=name).first():
            return known
        if _in_use(self.guest):
            return Guest.objects.create(email=self.email, name=name, language=self.guest.language)
        Guest.objects.filter(pk=self.guest_id).update(name=name)
        self.guest.name = name
        return self.guest

    @transaction.atomic
    def link_to(self, user, *, by):
        """The team says that this is the person of that account, who asked with another address."""
        if not user.is_active or user.erased_at:
            raise Refused(_("The account of %(name)s is closed.") % {"name": user})
        linked = {"user": user, "linked_by": by, "linked_at": timezone.now(), "state_before": self.state}
        if not type(self).objects.strangers().filter(pk=self.pk).update(**linked):
            raise Refused(_("This contact has an account already."))
        self.refresh_from_db()
        if user.is_member and self.can_become(self.State.JOINED):
            self.become(self.State.JOINED, closed_at=timezone.now())
        Entry.objects.record("members.contact_linked", self, by=by)

    @transaction.atomic
    def part(self, *, by):
        """It was another person after all: a contact by itself again. Who stopped the letters since, has."""
        parted = {"user": None, "linked_by": None, "linked_at": None, "state_before": ""}
        if self.state == self.State.JOINED:
            parted["state"] = self.state_before
            if self.state_before != self.State.STOPPED:
                parted["closed_at"] = None
        if not type(self).objects.exclude(linked_at=None).filter(pk=self.pk).update(**parted):
            raise Refused(_("This contact stands by itself already."))
        self.refresh_from_db()
        Entry.objects.record("members.contact_parted", self, by=by)

    @transaction.atomic
    def stop(self, *, by=None):
        """No more letters; that they once asked stays, until they have it erased."""
        self.become(self.State.STOPPED, closed_at=timezone.now())
        Entry.objects.record("members.contact_stopped", self, by=by)

    @transaction.atomic
    def join(self, user):
        """They belong now: what they had asked for has come."""
        self.become(self.State.JOINED, closed_at=timezone.now(), user=user)
        self.askings.filter(confirmed_at=None).delete()
        Preference.objects.carry(self.guest, user)
        Entry.objects.record("members.contact_joined", self)

    @transaction.atomic
    def erase(self, *, by=None):
        """Forget them: the rows, the letters, and the guests behind them where nothing else is theirs."""
        guests = list(Guest.objects.at(self.email))
        if self.confirmed_at or by:
            Entry.objects.record("members.contact_erased", self, by=by)
        self.delete()
        for guest in guests:
            if _in_use(guest):
                Email.objects.filter(guest=guest, key__startswith="contact-").delete()
            elif guest.blocked_at is None:
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
