"""Who an announcement goes to: one row each, so that it can pause, go on, and be counted."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.models import Guest
from folkmoot.activity.models import Email


class RecipientQuerySet(models.QuerySet):
    def list(self, announcement, people):
        """A row for each of these people, waiting for their letter."""
        rows = (
            self.model(announcement=announcement, user_id=one.user_id, guest_id=one.guest_id, kind=one.kind)
            for one in people
        )
        return self.bulk_create(rows, batch_size=500)

    def waiting(self):
        return self.filter(state=Recipient.State.WAITING)

    def in_order(self):
        return self.order_by("pk")

    def that(self, outcome):
        """Those of whom this became; see `Recipient.OUTCOMES`."""
        return self.filter(Recipient.OUTCOMES[outcome])

    def outcomes(self):
        """How many each outcome came to, in one query."""
        return self.aggregate(
            **{outcome: Count("pk", filter=those) for outcome, those in Recipient.OUTCOMES.items()}
        )


class Recipient(models.Model):
    """One person whom an announcement goes to, and what became of it. Keeps no address of its own."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        WRITTEN = "written", _("Written")
        LEFT_OUT = "left_out", _("Left out")

    class Reason(models.TextChoices):
        TURNED_OFF = "turned_off", _("had turned these letters off")
        CLOSED = "closed", _("their account is closed, or they are blocked")
        NO_ADDRESS = "no_address", _("has no address any more")
        STOPPED = "stopped", _("gets no letters: they came back, or were reported as spam")

    OUTCOMES = {
        "sent": Q(email__state=Email.State.SENT),
        "on_its_way": Q(email__state__in=[Email.State.QUEUED, Email.State.SENDING]),
        "to_be_tried_again": Q(email__state=Email.State.FAILED),
        "given_up": Q(email__state=Email.State.GIVEN_UP),
        "returned": Q(email__state=Email.State.RETURNED),
        "withheld": Q(email__state=Email.State.WITHHELD),
        "stopped": Q(email__state=Email.State.STOPPED),
        "left_out": Q(state=State.LEFT_OUT),
        "waiting": Q(state=State.WAITING),
    }

    announcement = models.ForeignKey("announcements.Announcement", models.CASCADE, related_name="recipients")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    guest = models.ForeignKey(Guest, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=10, choices=Reason, blank=True)
    kind = models.CharField(max_length=30, blank=True)  # of their letter, where it is not the announcement's
    wording = models.PositiveSmallIntegerField(null=True)  # the number of the words they got
    email = models.OneToOneField(Email, models.SET_NULL, null=True, related_name="announced_to")

    objects = RecipientQuerySet.as_manager()

    class Meta:
        verbose_name = _("recipient")
        constraints = [
            models.UniqueConstraint(fields=["announcement", "user"], name="a_user_is_a_recipient_once"),
            models.UniqueConstraint(fields=["announcement", "guest"], name="a_guest_is_a_recipient_once"),
        ]
        indexes = [models.Index(fields=["announcement", "state", "id"], name="recipients_by_state")]

    def __str__(self):
        return str(self.reader) if self.reader else str(_("Someone who was erased"))

    @property
    def reader(self):
        return self.user or self.guest
