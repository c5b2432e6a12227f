"""Correcting someone's e-mail address: asked by the team for a reason, done when the new address says yes."""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import Guest, User
from folkmoot.accounts.policy import may_give_roles, may_run
from folkmoot.activity.models import Email, Entry, Preference
from folkmoot.core.gathering import gather
from folkmoot.core.lifecycle import Lifecycle, Refused
from folkmoot.members import notices

from .about import AboutQuerySet, AboutSomeone, as_columns
from .contact import Contact
from .membership import Taken
from .people_import import Declined

GOOD_FOR = timedelta(days=14)  # the link to the new address
ADDRESSES_ARE_KEPT_FOR = timedelta(days=90)  # so long whoever reads the old one can say that it was not them


class CorrectionQuerySet(AboutQuerySet):
    def open(self):
        return self.filter(state__in=Correction.OPEN)

    def to_agree(self, user):
        """What waits for a second person, and could be this one."""
        waiting = self.filter(state=Correction.State.ASKED).exclude(asked_by=user).exclude(user=user)
        return waiting if may_give_roles(user) else waiting.exclude(_with_a_role())

    @transaction.atomic
    def ask(self, person, email, *, reason, by):
        """Ask for another address of this account or contact. Nothing changes until it is confirmed."""
        email = email.strip().lower()
        if (before := self.about(person).open().first()) and not before.is_late:
            if (before.after, before.reason) == (email, reason):
                return before
            raise Refused(_("A correction is on its way already. Take it back before you ask for another."))
        if before:
            before.withdraw(by=by)
        _refuse_taken(email, person)
        try:
            with transaction.atomic():
                asked = self.create(
                    **as_columns(person), before=person.email, after=email, reason=reason, asked_by=by
                )
        except IntegrityError:
            raise Refused(
                _("Someone else was quicker, or this has already moved on. Nothing was changed.")
            ) from None
        Entry.objects.record("members.address_correction_asked", person, by=by)
        notices.address_told(asked)
        if not asked.needs_second:
            asked.send_link()
        return asked

    def forget_addresses(self):
        """Each night: what ended long ago keeps that it was, and no address."""
        old = self.exclude(state__in=Correction.OPEN).filter(
            ended_at__lt=timezone.now() - ADDRESSES_ARE_KEPT_FOR
        )
        old.exclude(before="", after="").update(before="", after="")


class Correction(AboutSomeone, Lifecycle):
    """One correction of an address. What it takes stands in docs/decisions/0018."""

    class State(models.TextChoices):
        ASKED = "asked", gettext_lazy("Waiting for a second person")
        SENT = "sent", gettext_lazy("Waiting for the new address")
        DONE = "done", gettext_lazy("Done")
        REFUSED = "refused", gettext_lazy("Refused")
        WITHDRAWN = "withdrawn", gettext_lazy("Taken back")

    OPEN = [State.ASKED, State.SENT]
    MOVES = {
        State.ASKED: {State.SENT, State.REFUSED, State.WITHDRAWN},
        State.SENT: {State.DONE, State.REFUSED, State.WITHDRAWN},
    }

    before = models.EmailField(blank=True, editable=False)
    after = models.EmailField(blank=True, editable=False)
    reason = models.TextField(gettext_lazy("reason"), max_length=500)
    state = models.CharField(gettext_lazy("state"), max_length=10, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    agreed_by = models.ForeignKey(  # the second person; the account itself, where the old address said yes
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    letter = models.ForeignKey(Email, models.SET_NULL, null=True, editable=False, related_name="+")
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("correction of an address")
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=True, contact__isnull=False)
                | Q(user__isnull=False, contact__isnull=True),
                name="a_correction_is_of_one_person",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(state__in=["asked", "sent"]),
                name="one_open_correction_an_account",
            ),
            models.UniqueConstraint(
                fields=["contact"],
                condition=Q(state__in=["asked", "sent"]),
                name="one_open_correction_a_contact",
            ),
        ]

    def __str__(self):
        return _("Correction %(number)s") % {"number": self.pk}

    @property
    def needs_second(self):
        """An account that somebody uses, or that has a role, is not one person's to hand to an address."""
        return bool(self.user_id and self.agreed_at is None and (self.user.last_login or self.user.roles))

    @property
    def is_late(self):
        """The link was sent, and nobody pressed it in time."""
        return self.state == self.State.SENT and self.sent_at < timezone.now() - GOOD_FOR

    @property
    def is_undelivered(self):
        return bool(self.letter and self.letter.state in Email.IN_TROUBLE)

    def send_link(self, **changes):
        """Write to the new address: is it yours?"""
        self.become(self.State.SENT, sent_at=timezone.now(), **changes)
        self.letter = notices.address_confirm(self)
        self.save(update_fields=["letter"])

    @transaction.atomic
    def agree(self, *, by):
        """A second person, or the old address (`by` is the account then), says that it is right."""
        self.send_link(agreed_by=by, agreed_at=timezone.now())
        Entry.objects.record("members.address_correction_agreed", self.person, by=by)

    @transaction.atomic
    def withdraw(self, *, by):
        self.become(self.State.WITHDRAWN, ended_at=timezone.now())
        Entry.objects.record("members.address_correction_withdrawn", self.person, by=by)

    @transaction.atomic
    def refuse(self, side):
        """One of the two addresses says that it was not them: `side` is "before" or "after".

        Said of one that is done, it tells the administrators; what was done stays until they look.
        """
        if self.state != self.State.DONE:
            self.become(self.State.REFUSED, ended_at=timezone.now())
        Entry.objects.record("members.address_correction_refused", self.person, side=side)
        notices.address_refused(self, side)

    @transaction.atomic
    def confirm(self):
        """The new address says yes: from now on it is the person's."""
        if self.is_late:
            raise Refused(_("This link no longer works. Ask the team to send it once more."))
        person = self._locked()
        self._refuse_unsafe()
        _refuse_taken(self.after, person)
        self.become(self.State.DONE, ended_at=timezone.now())
        if isinstance(person, Contact):
            _move_contact(person, self.after)
        else:
            _move_account(person, self.before, self.after)
        Entry.objects.record("members.address_corrected", person, by=self.asked_by)
        notices.address_corrected(self)

    def _locked(self):
        """The person, held until the end of the transaction; their address must be what it was."""
        model = User if self.user_id else Contact
        person = model.objects.select_for_update(of=("self",)).get(pk=self.user_id or self.contact_id)
        if person.email != self.before:
            raise Refused(_("The address was changed since. This correction no longer fits."))
        if self.user_id:
            self.user = person  # as they are now: they may have signed in since this was read
        return person

    def _refuse_unsafe(self):
        """What was right when it was asked may not be now: roles change, and people sign in."""
        may_ask = may_give_roles if self.user_id and self.user.roles else may_run
        vouched = [self.asked_by]
        if self.agreed_at and self.agreed_by_id != self.user_id:  # else the old address said yes
            vouched.append(self.agreed_by)
        holds = all(one and one.is_active and may_ask(one) for one in vouched)
        if not holds or self.needs_second or (self.user_id and not self.user.is_active):
            raise Refused(
                _("Somebody of the team has to look at this correction again. Nothing was changed.")
            )


def _with_a_role():
    return Q(user__is_team=True) | Q(user__is_editor=True) | Q(user__is_administrator=True)


def _refuse_taken(email, person):
    """Never onto an address that somebody else has, or whose owner said no to us."""
    holder = User.objects.at(email) or Contact.objects.filter(email=email).first()
    if isinstance(holder, Contact) and isinstance(person, User) and holder.user_id == person.pk:
        holder = None  # what they asked for themselves before they had the account
    if holder == person:
        raise Refused(_("This is an address of theirs already."))
    if holder:
        raise Taken(holder)
    if Declined.objects.among([email]):
        raise Refused(_("The owner of this address said no to an invitation. We do not ask again."))


def _move_account(user, before, after):
    """The account's own address; the others it has, its password and its sessions stay as they are."""
    user.email = after
    try:
        with transaction.atomic():
            user.save(update_fields=["email"])
            user.emailaddress_set.filter(email__iexact=before).delete()
            user.emailaddress_set.filter(primary=True).update(primary=False)
            user.emailaddress_set.create(email=after, verified=True, primary=True)
    except IntegrityError:  # somebody else was quicker by a moment
        raise Taken(User.objects.at(after)) from None
    if not Contact.objects.filter(email=after).exists():
        for contact in Contact.objects.filter(user=user, email=before).select_related("guest"):
            _move_contact(contact, after)


def _move_contact(contact, after):
    """Another guest reads its letters from now on: links in letters to the old address lead nowhere new."""
    old = contact.guest
    new, made = Guest.objects.get_or_create(
        email=after, name=old.name, defaults={"language": old.language, "confirmed_at": timezone.now()}
    )
    for kind, on in Preference.objects.of(old).values_list("kind", "on"):
        Preference.objects.of(new).filter(kind=kind).exists() or Preference.objects.choose(new, kind, on)
    contact.email, contact.guest = after, new
    contact.save(update_fields=["email", "guest"])
    if not any(gather("guest in use", old)):
        if made:
            Email.objects.filter(guest=old).update(guest=new)
        Guest.objects.filter(pk=old.pk).erase()
