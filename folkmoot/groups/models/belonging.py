"""Who belongs to a group, as what, and how they came and went."""

from itertools import batched

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import Community
from folkmoot.activity.letters import language_of
from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Lifecycle, Refused

from .. import notices, signals
from .group import Group

A_BATCH = 500  # people seated with one statement


class BelongingQuerySet(models.QuerySet):
    def here(self):
        """Those who belong now."""
        return self.filter(state="in")

    def asking(self):
        """Those who wait for a convenor's answer, the longest first."""
        return self.filter(state="asked").order_by("asked_at", "pk")

    def convening(self):
        return self.filter(state="in", role="convenor", user__is_active=True)

    def of(self, user):
        return self.filter(user=user)

    @transaction.atomic
    def join(self, group, user):
        """Somebody comes in by themselves, where that is open. Pressed twice, they join once."""
        group.lock()
        group.require_alive()
        if group.joining != Group.Joining.OPEN:
            raise Refused(_("Joining has changed meanwhile: a convenor lets people in. You can ask."))
        before = group.belonging_of(user)
        if before and before.state == Belonging.State.IN:
            return before
        if before and before.state == Belonging.State.REMOVED:
            raise Refused(_("You were taken out of this group. A convenor can invite you again."))
        belonging = self.seat(group, user, role=group.role_for(user), by=user)
        Entry.objects.record("groups.joined", group, by=user)
        notices.joined(belonging)
        return belonging

    @transaction.atomic
    def ask(self, group, user, words=""):
        """Somebody would like to come in; the convenors are told. Asked twice, the last words hold."""
        group.lock()
        group.require_alive()
        if group.joining != Group.Joining.ASK:
            raise Refused(_("Joining has changed meanwhile. Look at the page of the group again."))
        before = group.belonging_of(user)
        if before and before.state == Belonging.State.IN:
            return before
        if before and before.state == Belonging.State.REMOVED:
            raise Refused(_("You were taken out of this group. A convenor can invite you again."))
        told = {"state": Belonging.State.ASKED, "words": words, "asked_at": timezone.now(), "reason": ""}
        if before and before.state == Belonging.State.ASKED:
            self.filter(pk=before.pk).update(words=words)
            before.refresh_from_db()
            return before
        belonging, _made = self.update_or_create(group=group, user=user, defaults=told)
        Entry.objects.record("groups.asked", group, by=user)
        notices.asked(belonging)
        return belonging

    @transaction.atomic
    def seat(self, group, user, *, role, by):
        """They belong from now on: in the list of its people, and in both circles. The group is locked.

        Raises Refused for a guest who belongs to another living group: theirs is one.
        """
        if role == Belonging.Role.GUEST:
            for closed in self.filter(user=user, state="in", role=role, group__state="closed"):
                closed.vanish(by=by)
        now = timezone.now()
        told = {"state": Belonging.State.IN, "role": role, "joined_at": now, "let_in_by": by, "reason": ""}
        try:
            with transaction.atomic():
                belonging, _made = self.update_or_create(group=group, user=user, defaults=told)
        except IntegrityError:
            raise Refused(
                _("Who is not a member of the community can be in one group, and %(name)s is in another.")
                % {"name": user.name}
            ) from None
        for circle in (group.circle, group.wider):
            circle.people.add(user)
        self.count_convenors(group)
        group.invitations.open().of(user).filter(role="member").withdraw_all()
        return belonging

    @transaction.atomic
    def seat_many(self, group, users, *, by):
        """As `seat` does it for one: members of the community at once, guests one by one."""
        members = [user for user in users if group.role_for(user) == Belonging.Role.MEMBER]
        told = {"state": Belonging.State.IN, "role": Belonging.Role.MEMBER, "joined_at": timezone.now()}
        for some in batched(members, A_BATCH):
            self.bulk_create(
                [self.model(group=group, user=user, let_in_by=by, reason="", **told) for user in some],
                update_conflicts=True, unique_fields=["group", "user"],
                update_fields=[*told, "let_in_by", "reason"],
            )  # fmt: skip
            for circle in (group.circle, group.wider):
                circle.people.add(*some)
        for user in users:
            if group.role_for(user) == Belonging.Role.GUEST:
                self.seat(group, user, role=Belonging.Role.GUEST, by=by)
        self.count_convenors(group)
        group.invitations.open().of_its_people(group).filter(role="member").withdraw_all()

    def count_convenors(self, group):
        """Note since when the group stands on one person, or on none."""
        many = group.belongings.convening().count()
        since = None if many > 1 else (group.alone_since or timezone.now())
        if since != group.alone_since:
            group.alone_since = since
            Group.objects.filter(pk=group.pk).update(alone_since=since)

    def let_go(self, group, asking):
        """The group has closed: these, who asked to come in, are told so, each in their language."""
        community = Community.objects.current()
        for belonging in asking:
            belonging.group = group
            with translation.override(language_of(belonging.user, community)):
                reason = _("The group has closed.")
            belonging.become(Belonging.State.DECLINED, reason=reason)
            notices.declined(belonging)


class Belonging(Lifecycle):
    """That a person belongs to a group, would like to, or did. One row for each, whatever happens."""

    class State(models.TextChoices):
        ASKED = "asked", gettext_lazy("Has asked")
        IN = "in", gettext_lazy("Belongs")
        DECLINED = "declined", gettext_lazy("Was not let in")
        LEFT = "left", gettext_lazy("Has left")
        REMOVED = "removed", gettext_lazy("Was taken out")

    class Role(models.TextChoices):
        CONVENOR = "convenor", gettext_lazy("Convenor")
        MEMBER = "member", gettext_lazy("Member")
        GUEST = "guest", gettext_lazy("Guest")

    MOVES = {
        State.ASKED: {State.IN, State.DECLINED, State.LEFT},
        State.IN: {State.LEFT, State.REMOVED},
        State.DECLINED: {State.ASKED, State.IN},
        State.LEFT: {State.ASKED, State.IN},
        State.REMOVED: {State.IN},
    }

    group = models.ForeignKey(Group, models.CASCADE, related_name="belongings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="belongings")
    state = models.CharField(max_length=10, choices=State, default=State.IN, editable=False)
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER, editable=False)
    words = models.TextField(gettext_lazy("what you would like to say"), blank=True)  # on asking
    reason = models.TextField(blank=True, editable=False)  # why they were not let in, or taken out
    asked_at = models.DateTimeField(null=True, editable=False)
    joined_at = models.DateTimeField(null=True, editable=False)
    let_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = BelongingQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("place in a group")
        constraints = [
            models.UniqueConstraint(fields=["group", "user"], name="one_belonging_a_group"),
            models.UniqueConstraint(
                fields=["user"], condition=Q(state="in", role="guest"), name="a_guest_is_in_one_group"
            ),
        ]
        indexes = [
            models.Index(fields=["group", "state", "role"], name="belongings_of_a_group"),
            models.Index(fields=["user", "state"], name="belongings_of_a_person"),
        ]

    def __str__(self):
        return str(self.user)

    @property
    def is_in(self):
        return self.state == self.State.IN

    @property
    def is_convenor(self):
        return self.is_in and self.role == self.Role.CONVENOR

    @transaction.atomic
    def let_in(self, *, by):
        """A convenor says yes."""
        self._lock()
        self.group.require_alive()
        if self.state != self.State.ASKED:
            raise Refused(_("This has been answered already, or they no longer ask."))
        seated = type(self).objects.seat(self.group, self.user, role=self.group.role_for(self.user), by=by)
        Entry.objects.record("groups.let_in", self.group, by=by, person=self.user_id)
        notices.joined(seated)
        self.refresh_from_db()

    @transaction.atomic
    def decline(self, reason, *, by):
        """A convenor says no, with a reason that the person reads."""
        self._lock()
        if self.state != self.State.ASKED:
            raise Refused(_("This has been answered already, or they no longer ask."))
        self.become(self.State.DECLINED, reason=reason)
        self._end_invitations()
        Entry.objects.record("groups.declined", self.group, by=by, person=self.user_id)
        notices.declined(self)

    @transaction.atomic
    def leave(self, *, by):
        """They go, or no longer ask. What they wrote stays. The only convenor hands over first."""
        self._lock()
        if self.state == self.State.LEFT:
            return
        if self.is_convenor:
            self._require_another_convenor()
        was_in = self.is_in
        self.become(self.State.LEFT, role=self._role_after())
        self._unseat()
        if was_in:
            Entry.objects.record("groups.left", self.group, by=by)

    @transaction.atomic
    def vanish(self, *, by):
        """They leave the community: nobody is asked to hand over, the care list tells."""
        self._lock()
        if self.state not in (self.State.IN, self.State.ASKED):
            return
        was_in = self.is_in
        self.become(self.State.LEFT, role=self._role_after())
        self._unseat()
        if was_in:
            Entry.objects.record("groups.left", self.group, by=by)

    @transaction.atomic
    def remove(self, reason, *, by):
        """A convenor takes somebody out, with a reason that the person reads."""
        self._lock()
        if self.is_convenor:
            raise Refused(_("A convenor steps down first. Ask the team where that is in dispute."))
        self.become(self.State.REMOVED, reason=reason, role=self._role_after())
        self._unseat()
        self._end_invitations()
        Entry.objects.record("groups.removed", self.group, by=by, person=self.user_id)
        notices.removed(self)

    @transaction.atomic
    def step_down(self, *, by):
        """A convenor is one no longer, and stays in the group."""
        self._lock()
        if not self.is_convenor:
            return
        self._require_another_convenor()
        self._become_ordinary(by)

    @transaction.atomic
    def step_up(self, *, by):
        """Somebody of a group that nobody convenes takes it on."""
        self._lock()
        self.group.require_alive()
        if not self.is_in or self.role == self.Role.GUEST:
            raise Refused(_("Members of the group can take it on."))
        if self.group.belongings.convening().exists():
            raise Refused(_("Somebody convenes this group already. They can invite you to do it with them."))
        self._become_convenor(by)

    def convene(self, *, by, instead_of=None):
        """They accepted to convene; `instead_of` (a Belonging) steps down by it. The group is locked."""
        if not self.is_in:
            raise Refused(_("Only who belongs to the group can convene it."))
        if self.group.role_for(self.user) == self.Role.GUEST:
            raise Refused(_("Only members of the community convene groups. You can join it as a guest."))
        self._become_convenor(by)
        if instead_of and instead_of.is_convenor and instead_of.pk != self.pk:
            instead_of._become_ordinary(by)

    # How the verbs do it

    def _end_invitations(self):
        """What they were sent before the no does not open the door again."""
        self.group.invitations.open().of(self.user).withdraw_all()

    def _lock(self):
        """The group first, then the row: always in this order."""
        self.group.lock()
        self.refresh_from_db(
            fields=["state", "role", "reason"], from_queryset=type(self).objects.select_for_update()
        )

    def _require_another_convenor(self):
        if self.group.is_alive and self.group.belongings.convening().exclude(pk=self.pk).count() == 0:
            raise Refused(
                _("You are the only convenor. Ask somebody to take over first, or close the group.")
            )

    def _role_after(self):
        return self.Role.MEMBER if self.role == self.Role.CONVENOR else self.role

    def _become_convenor(self, by):
        type(self).objects.filter(pk=self.pk).update(role=self.Role.CONVENOR)
        self.refresh_from_db()
        type(self).objects.count_convenors(self.group)
        Entry.objects.record("groups.convenes", self.group, by=by, person=self.user_id)

    def _become_ordinary(self, by):
        role = self.group.role_for(self.user)
        type(self).objects.filter(pk=self.pk).update(role=role)
        self.refresh_from_db()
        type(self).objects.count_convenors(self.group)
        Entry.objects.record("groups.stepped_down", self.group, by=by, person=self.user_id)

    def _unseat(self):
        for circle in (self.group.circle, self.group.wider):
            circle.people.remove(self.user)
        type(self).objects.count_convenors(self.group)
        signals.parted.send(type(self), belonging=self)
