"""Asking somebody into a group, or to convene it: people of the community, and people outside by mail."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Lifecycle, Refused
from folkmoot.members.models import Block

from .. import links, notices
from .belonging import Belonging
from .group import Group

GOOD_FOR = timedelta(days=60)


class InvitationQuerySet(models.QuerySet):
    def planned(self):
        """Those of a draft, not sent yet."""
        return self.filter(state="planned")

    def open(self):
        """Those that can be answered: sent, and not two months old."""
        return self.filter(state="sent", sent_at__gt=timezone.now() - GOOD_FOR)

    def of(self, user):
        """Those for this person: by name, or at one of their confirmed addresses."""
        addresses = EmailAddress.objects.filter(user=user, verified=True).values("email")
        return self.filter(Q(user=user) | Q(user=None, email__in=addresses))

    def of_its_people(self, group):
        """Those for people who belong to the group by now, by name or at their confirmed addresses."""
        here = group.belongings.here().values("user")
        addresses = EmailAddress.objects.filter(user__in=here, verified=True).values("email")
        return self.filter(Q(user__in=here) | Q(user=None, email__in=addresses), group=group)

    @transaction.atomic
    def invite(self, group, *, by, user=None, email="", role="member", words="", steps_down=False):
        """Ask somebody, by name or by an address: whose that is, nobody is told before they accept. One open
        invitation a person: asked again it stands, asked to convene it is sent anew.

        With `steps_down`, `by` no longer convenes once they accepted.
        """
        group.lock()
        if group.state != Group.State.DRAFT:
            group.require_alive()
        facts = {"user": user} if user else {"email": email.lower()}
        known = user or _somebody_at(email)
        here = known and group.belonging_of(known)
        if here and here.is_in and (role != "convenor" or here.is_convenor):
            raise Refused(
                _("%(name)s belongs to the group already.") % {"name": user.name if user else email}
            )
        self._require_no_refusal(group, facts)
        if before := self._standing(group, facts):
            if role != "convenor" or before.role == "convenor":
                return before
            self.filter(pk=before.pk).withdraw_all()
        draft = group.state == Group.State.DRAFT
        try:
            with transaction.atomic():
                invitation = self.create(
                    group=group, by=by, role=role, words=words, steps_down=steps_down,
                    state="planned" if draft else "sent", sent_at=None if draft else timezone.now(), **facts,
                )  # fmt: skip
        except IntegrityError:  # one of the same kind that has run out stands in the way
            self.filter(group=group, state="sent", **facts).withdraw_all()
            return self.invite(
                group, by=by, user=user, email=email, role=role, words=words, steps_down=steps_down
            )
        if not draft:
            invitation._leave()
        return invitation

    def _require_no_refusal(self, group, facts):
        """Who said no hears no more of it for two months."""
        lately = timezone.now() - GOOD_FOR
        if self.filter(group=group, state="declined", answered_at__gt=lately, **facts).exists():
            raise Refused(_("They have said no to this group lately, and are not asked again so soon."))

    def _standing(self, group, facts):
        waiting = Q(state="planned") | Q(state="sent", sent_at__gt=timezone.now() - GOOD_FOR)
        return self.filter(waiting, group=group, **facts).first()

    def send_planned(self, group):
        """The group has opened: those of its draft leave."""
        for invitation in self.filter(group=group, state="planned").select_related("user", "by"):
            invitation.become(Invitation.State.SENT, sent_at=timezone.now())
            invitation._leave()

    def withdraw_all(self):
        return self.update(state="withdrawn", answered_at=timezone.now())

    def forgettable(self):
        """Addresses of people outside are kept for as long as the invitation can be answered."""
        old = Q(sent_at__lt=timezone.now() - GOOD_FOR) | ~Q(state__in=["planned", "sent"])
        return self.filter(old).exclude(email="")


class Invitation(Lifecycle):
    """Somebody is asked into a group, as a member, a guest or a convenor."""

    class State(models.TextChoices):
        PLANNED = "planned", gettext_lazy("Leaves when the group opens")
        SENT = "sent", gettext_lazy("Waits for an answer")
        ACCEPTED = "accepted", gettext_lazy("Accepted")
        DECLINED = "declined", gettext_lazy("Declined")
        WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")

    MOVES = {
        State.PLANNED: {State.SENT, State.WITHDRAWN},
        State.SENT: {State.ACCEPTED, State.DECLINED, State.WITHDRAWN},
    }

    class Role(models.TextChoices):
        MEMBER = "member", gettext_lazy("to belong to it")
        CONVENOR = "convenor", gettext_lazy("to convene it")

    group = models.ForeignKey(Group, models.CASCADE, related_name="invitations")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="group_invitations"
    )
    email = models.EmailField(
        gettext_lazy("e-mail address"), blank=True
    )  # lower case; of somebody without an account
    role = models.CharField(gettext_lazy("what for"), max_length=10, choices=Role, default=Role.MEMBER)
    words = models.TextField(gettext_lazy("your words"), blank=True)
    steps_down = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.SENT, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("invitation to a group")
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=True) | Q(email=""), name="an_invitation_is_a_persons_or_an_addresss"
            ),
            models.UniqueConstraint(
                fields=["group", "user"],
                condition=Q(state__in=["planned", "sent"], user__isnull=False),
                name="one_open_invitation_a_person",
            ),
            models.UniqueConstraint(
                fields=["group", "email"],
                condition=Q(state__in=["planned", "sent"]) & ~Q(email=""),
                name="one_open_invitation_an_address",
            ),
        ]
        indexes = [models.Index(fields=["email"], condition=~Q(email=""), name="invitations_by_address")]

    def __str__(self):
        return str(self.user or self.email or _("somebody"))

    @property
    def is_open(self):
        return self.state == self.State.SENT and self.sent_at > timezone.now() - GOOD_FOR

    @property
    def address(self):
        """Where it is answered."""
        return links.path_for(self)

    def is_for(self, user):
        """Whether it was sent to this person, by name or at an address they have proved."""
        return user.is_authenticated and type(self).objects.of(user).filter(pk=self.pk).exists()

    @transaction.atomic
    def accept(self, user):
        """They come in, or convene; pressed twice, once."""
        self._lock()
        if self.state == self.State.ACCEPTED and self.group.belonging_of(user):
            return self.group.belonging_of(user)
        self.group.require_alive()
        if not self.is_open:
            raise Refused(
                _("This invitation can no longer be accepted. You can ask to join, or be invited again.")
            )
        self.become(self.State.ACCEPTED, answered_at=timezone.now(), user=user, email="")
        here = self.group.belonging_of(user)
        if not (here and here.is_in):
            here = Belonging.objects.seat(self.group, user, role=self.group.role_for(user), by=self.by)
            Entry.objects.record("groups.joined", self.group, by=user)
            notices.joined(here)
        if self.role == self.Role.CONVENOR:
            before = self.group.belonging_of(self.by) if self.steps_down and self.by else None
            here.convene(by=user, instead_of=before)
        notices.accepted(self)
        return here

    @transaction.atomic
    def decline(self):
        """They would rather not; who asked is told."""
        self._lock()
        if not self.is_open:
            return
        self.become(self.State.DECLINED, answered_at=timezone.now())
        Entry.objects.record("groups.invitation_declined", self.group, by=self.user)
        notices.invitation_declined(self)

    @transaction.atomic
    def withdraw(self, *, by):
        """Who asked takes it back."""
        self._lock()
        self.become(self.State.WITHDRAWN, answered_at=timezone.now())
        Entry.objects.record("groups.invitation_withdrawn", self.group, by=by)

    def _lock(self):
        self.group.lock()
        self.refresh_from_db(
            fields=["state", "user", "email"], from_queryset=type(self).objects.select_for_update()
        )

    def _leave(self):
        Entry.objects.record("groups.invited", self.group, by=self.by, role=self.role)
        if not (self.user and self.by and Block.objects.filter(by=self.user, blocked=self.by).exists()):
            notices.invited(self)


def _somebody_at(email):
    """The account whose confirmed address this is; None for people outside."""
    known = EmailAddress.objects.filter(email__iexact=email, verified=True).select_related("user").first()
    return known.user if known and known.user.is_active else None
