"""Two people who are in touch, and people whom one does not want to hear from."""

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import User
from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused


class ConnectionQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(Q(first=user) | Q(second=user))

    def between(self, one, other):
        """The connection of these two, or None."""
        first, second = in_order(one, other)
        return self.filter(first=first, second=second).first()

    def newest(self):
        return self.order_by("-made_at", "-pk")

    @transaction.atomic
    def connect(self, one, other, *, source, request=None, shares=None, agreed_at=None):
        """These two are in touch, each by their own consent. Two who are already stay as they are.

        `shares` says of each whether they give the other their address; `agreed_at` when each agreed.
        """
        first, second = in_order(one, other)
        shares, agreed_at = shares or {}, agreed_at or {}
        now = timezone.now()
        connection, new = self.get_or_create(
            first=first,
            second=second,
            defaults={
                "source": source,
                "request": request,
                "first_agreed_at": agreed_at.get(first, now),
                "second_agreed_at": agreed_at.get(second, now),
                "first_shares_address": shares.get(first, False),
                "second_shares_address": shares.get(second, False),
            },
        )
        if new:
            Entry.objects.record("members.connected", connection, source=source)
        return connection


def in_order(one, other):
    return (one, other) if one.pk < other.pk else (other, one)


def one_at_a_time(one, other):
    """From here to the end of the transaction nobody else does anything between these two."""
    both = User.objects.select_for_update(no_key=True).filter(pk__in=[one.pk, other.pk])
    list(both.order_by("pk").values_list("pk"))


class Connection(models.Model):
    """That two people are in touch because both said so. Each pair once, the lower key first."""

    class Source(models.TextChoices):
        """What it came of; rooms above add no rows here, they say which of these."""

        REQUEST = "request", gettext_lazy("A request")
        COFFEE = "coffee", gettext_lazy("A coffee trial")
        GROUP = "group", gettext_lazy("A group")
        EVENT = "event", gettext_lazy("An event")
        INTRODUCTION = "introduction", gettext_lazy("An introduction")

    first = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", editable=False)
    second = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", editable=False)
    source = models.CharField(gettext_lazy("what it came of"), max_length=12, choices=Source)
    request = models.OneToOneField(
        "members.ContactRequest", models.SET_NULL, null=True, editable=False, related_name="connection"
    )
    made_at = models.DateTimeField(gettext_lazy("since"), default=timezone.now, editable=False)
    first_agreed_at = models.DateTimeField(editable=False)
    second_agreed_at = models.DateTimeField(editable=False)
    first_shares_address = models.BooleanField(default=False)
    second_shares_address = models.BooleanField(default=False)

    objects = ConnectionQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("connection")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_connection_a_pair"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="a_pair_in_order"),
        ]
        indexes = [models.Index(fields=["second", "-made_at"], name="connections_of_second")]

    def __str__(self):
        return _("Connection %(number)s") % {"number": self.pk}

    def other(self, user):
        return self.second if user.pk == self.first_id else self.first

    def side(self, user):
        return "first" if user.pk == self.first_id else "second"

    def shares(self, user):
        """Whether this one of the two gives the other their address."""
        return getattr(self, f"{self.side(user)}_shares_address")

    def address_for(self, user):
        """The other's address, where they give it to this one."""
        other = self.other(user)
        return other.email if self.shares(other) else ""

    @transaction.atomic
    def share_address(self, on, *, by):
        """Give the other one's address, or stop it."""
        field = f"{self.side(by)}_shares_address"
        if type(self).objects.filter(pk=self.pk).exclude(**{field: on}).update(**{field: on}):
            Entry.objects.record("members.address_shared" if on else "members.address_kept", self, by=by)
        setattr(self, field, on)

    @transaction.atomic
    def remove(self, *, by):
        """One of the two does not want it any longer: it is gone for both, and nobody is told."""
        Entry.objects.record("members.disconnected", self, by=by)
        gone, _rows = type(self).objects.filter(pk=self.pk).delete()
        if not gone:
            raise Refused(_("This connection is removed already."))


class BlockQuerySet(models.QuerySet):
    def by_whom(self, user):
        """The accounts of those who blocked this person."""
        return self.filter(blocked=user).values_list("by", flat=True)

    def closed_to(self, user):
        """Their profiles, as keys."""
        return list(self.filter(blocked=user).values_list("by__profile", flat=True))

    @transaction.atomic
    def block(self, blocked, *, by):
        """Take no more requests from someone. They are not told; what connects the two ends."""
        if blocked == by:
            raise Refused(_("That is you."))
        one_at_a_time(by, blocked)
        block, new = self.get_or_create(by=by, blocked=blocked)
        if new:
            Entry.objects.record("members.blocked", block, by=by)
            if connection := Connection.objects.between(by, blocked):
                connection.remove(by=by)
            apps.get_model("members", "Find").objects.between(by, blocked).delete()
            for request in by.requests_sent.waiting().filter(recipient=blocked):
                request.withdraw(by=by)
        return block


class Block(models.Model):
    """That someone takes no requests from someone. The blocked one is never told."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocks_made", editable=False
    )
    blocked = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocks_met", editable=False
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = BlockQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("block")
        constraints = [
            models.UniqueConstraint(fields=["by", "blocked"], name="one_block_a_pair"),
            models.CheckConstraint(condition=~Q(by=F("blocked")), name="nobody_blocks_themselves"),
        ]

    def __str__(self):
        return _("Block %(number)s") % {"number": self.pk}

    @transaction.atomic
    def lift(self, *, by):
        """Take requests from them again."""
        Entry.objects.record("members.unblocked", self, by=by)
        self.delete()
