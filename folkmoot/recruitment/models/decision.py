"""The decisions of a round as one list, confirmed as a whole by a second person."""

import hashlib
import json

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Lifecycle, Refused

from .application import Application
from .proposal import Proposal
from .round import Round

State = Application.State


class DecisionListQuerySet(models.QuerySet):
    def standing(self, round):
        """The one that is proposed, confirmed or told; None where there is none."""
        return self.filter(round=round).exclude(state="sent_back").order_by("-proposed_at", "-pk").first()

    @transaction.atomic
    def propose(self, round, *, by):
        """The decisions of the whole round, frozen as one list for a second person."""
        # no counts: they would tell of what is hidden from who reads them
        if round.applications.filter(state=State.IN_ASSESSMENT).exists():
            raise Refused(_("Not everything is read yet."))
        if round.applications.filter(state=State.SUBMITTED).exists():
            raise Refused(_("Something was read by nobody yet. Find readers for it first."))
        Proposal.objects.close_gaps(round)
        rows = frozen(round)
        if len(rows) < round.applications.filter(state=State.MODERATION).count():
            raise Refused(_("Not everything has a proposal yet."))
        if not rows:
            raise Refused(_("There is nothing to decide."))
        round.move_on(Round.State.DECIDING, by=by)
        made = self.create(round=round, rows=rows, digest=digest_of(rows), proposed_by=by)
        Entry.objects.record(
            "recruitment.list_proposed", round, by=by, many=len(rows), digest=made.digest[:12]
        )
        return made


def frozen(round):
    """[[number, outcome, rank]] of the current proposals, by number."""
    proposals = Proposal.objects.current().filter(
        application__round=round, application__state=State.MODERATION
    )
    rows = proposals.order_by("application__number").values_list("application__number", "outcome", "rank")
    return [list(row) for row in rows]


def digest_of(rows):
    """SHA-256 over the rows, written in one way."""
    return hashlib.sha256(json.dumps(rows, separators=(",", ":")).encode()).hexdigest()


class DecisionList(Lifecycle):
    """The decisions of a round as one list, frozen: proposed by one, confirmed by another over its hash."""

    class State(models.TextChoices):
        PROPOSED = "proposed", gettext_lazy("Proposed")
        CONFIRMED = "confirmed", gettext_lazy("Confirmed")
        SENT_BACK = "sent_back", gettext_lazy("Sent back")
        RELEASED = "released", gettext_lazy("Told")

    MOVES = {
        State.PROPOSED: {State.CONFIRMED, State.SENT_BACK},
        State.CONFIRMED: {State.SENT_BACK, State.RELEASED},
    }

    round = models.ForeignKey(Round, models.PROTECT, related_name="lists")
    state = models.CharField(gettext_lazy("state"), max_length=10, choices=State, default=State.PROPOSED)
    rows = models.JSONField(default=list)  # [number, outcome, rank] of each, by number
    digest = models.CharField(max_length=64)  # SHA-256 over the rows
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    sent_back_why = models.TextField(blank=True)
    release_at = models.DateTimeField(gettext_lazy("letters leave on"), null=True)
    released_at = models.DateTimeField(null=True)

    objects = DecisionListQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("list of decisions")
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | Q(proposed_by=None) | ~Q(confirmed_by=F("proposed_by")),
                name="two_people_confirm",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "released"]) | Q(confirmed_at__isnull=False),
                name="a_confirmed_list_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="released") | Q(released_at__isnull=False),
                name="a_told_list_has_its_time",
            ),
            models.CheckConstraint(condition=~Q(digest=""), name="a_list_has_its_hash"),
            models.UniqueConstraint(
                fields=["round"], condition=Q(state__in=["proposed", "confirmed"]), name="one_list_at_a_time"
            ),
        ]
        indexes = [
            models.Index(fields=["release_at"], condition=Q(state="confirmed"), name="lists_to_release")
        ]

    def __str__(self):
        return _("List of decisions %(number)s") % {"number": self.pk}

    @property
    def short_digest(self):
        """The first letters of the hash, as two people compare them."""
        return " ".join(self.digest[start : start + 4] for start in range(0, 12, 4))

    def outcomes(self):
        """{number: (outcome, rank)}."""
        return {number: (outcome, rank) for number, outcome, rank in self.rows}

    @transaction.atomic
    def confirm(self, *, by):
        """A second person says yes to the whole list, as it was proposed: a change since then refuses it."""
        if by.pk == self.proposed_by_id:
            raise Refused(_("Somebody else confirms the list: two people decide."))
        numbers = [number for number, _outcome, _rank in self.rows]
        listed = self.round.applications.filter(number__in=numbers)
        list(listed.select_for_update().order_by("pk").values_list("pk"))  # nobody proposes meanwhile
        if digest_of(frozen(self.round)) != self.digest:
            raise Refused(
                _("A proposal has changed since this list was made. Send it back and make it anew.")
            )
        self.become(self.State.CONFIRMED, confirmed_by=by, confirmed_at=timezone.now())
        decided = listed.filter(state=State.MODERATION)
        if decided.update(state=State.DECIDED, list=self) != len(numbers):
            raise Refused(_("An application has moved on since. Send the list back and make it anew."))
        Entry.objects.record("recruitment.list_confirmed", self.round, by=by, digest=self.digest[:12])

    @transaction.atomic
    def send_back(self, *, by, why):
        """It is not right yet: everything in it is weighed again."""
        if not why.strip():
            raise Refused(_("Say why it goes back."))
        self.become(self.State.SENT_BACK, sent_back_why=why, release_at=None)
        self.round.applications.filter(list=self, state=State.DECIDED).update(
            state=State.MODERATION, list=None
        )
        self.round.move_on(Round.State.MODERATING, by=by)
        Entry.objects.record("recruitment.list_sent_back", self.round, by=by)

    @transaction.atomic
    def schedule(self, moment, *, by):
        """Its letters leave at this moment, by themselves."""
        self._leaves(moment, "recruitment.release_scheduled", by, at=moment)

    @transaction.atomic
    def call_off(self, *, by):
        """No letter leaves by itself."""
        if not self.round.can_become(Round.State.RELEASING):
            raise Refused(_("The letters are leaving already."))
        self._leaves(None, "recruitment.release_called_off", by)

    def _leaves(self, moment, verb, by, **details):
        rows = type(self).objects.filter(pk=self.pk, state=self.State.CONFIRMED)
        is_new = rows.exclude(release_at=moment).update(release_at=moment)
        if not is_new and not rows.exists():
            raise Refused(_("Only a confirmed list can be told."))
        self.refresh_from_db()
        if is_new:
            Entry.objects.record(verb, self.round, by=by, **details)
