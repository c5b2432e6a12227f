"""What is proposed for each application, by whom and why, and the order of the reserve list."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused

from .application import Application
from .lane import Lane

State = Application.State


class Outcome(models.TextChoices):
    OFFER = "offer", gettext_lazy("Offer membership")
    RESERVE = "reserve", gettext_lazy("Reserve list")
    DECLINE = "decline", gettext_lazy("Not this time")


class ProposalQuerySet(models.QuerySet):
    def current(self):
        return self.filter(is_current=True)

    def reserves_of(self, lane):
        """Who is proposed for the reserve list of a lane, the first first."""
        weighed = self.current().filter(application__lane=lane, application__state=State.MODERATION)
        return weighed.filter(outcome=Outcome.RESERVE).order_by("rank", "pk")

    @transaction.atomic
    def propose(self, application, outcome, *, by, rank=None, reasons=(), words="", against_order=""):
        """What should become of this application. The one before stays, no longer current. On the reserve
        list it keeps its place, or comes last, where no rank is said.
        """
        _complete(outcome, reasons, words)
        locked = Application.objects.select_for_update().get(pk=application.pk)
        if locked.state != State.MODERATION:
            raise Refused(_("This application is not being weighed now."))
        before = self.filter(application=application).current().first()
        facts = {
            "outcome": outcome, "by": by, "reasons": list(reasons), "words": words,
            "against_order": against_order,
        }  # fmt: skip
        is_same = before and all(getattr(before, name) == value for name, value in facts.items())
        if is_same and rank in {None, before.rank}:
            return before  # the button was pressed twice
        if before and before.outcome == outcome:
            rank = rank or before.rank
        self.filter(application=application).current().update(is_current=False)
        made = self._on_the_list(locked, rank, facts) if outcome == Outcome.RESERVE else None
        made = made or self.create(application=application, **facts)
        Entry.objects.record("recruitment.proposed", application, by=by, outcome=outcome)
        return made

    def _on_the_list(self, application, rank, facts):
        """A proposal on this place of the reserve list of its lane; those behind it move down."""
        taken = _taken(application.lane_id)
        others = list(self.reserves_of(application.lane_id))
        made = self.create(application=application, rank=taken + len(others) + 1, **facts)
        others.insert(len(others) if rank is None else max(rank - taken - 1, 0), made)
        _number(others, taken)
        return made

    @transaction.atomic
    def propose_many(self, applications, outcome, *, by, reasons=(), words=""):
        """The same for all of these that are weighed still, the first first on a reserve list; those for whom
        it is proposed already stay as they are. How many were proposed.
        """
        _complete(outcome, reasons, words)
        weighed = Application.objects.filter(pk__in=[one.pk for one in applications], state=State.MODERATION)
        open_ones = set(weighed.select_for_update().order_by("pk").values_list("pk", flat=True))
        current = self.current().filter(application__in=open_ones)
        done = {
            one.application_id
            for one in current
            if (one.outcome, one.reasons, one.words) == (outcome, list(reasons), words)
        }
        todo = [one for one in applications if one.pk in open_ones - done]
        current.filter(application__in=todo).update(is_current=False)
        facts = {"outcome": outcome, "by": by, "reasons": list(reasons), "words": words}
        made = [self.model(application=one, **facts) for one in todo]
        lanes = sorted({one.lane_id for one in todo}) if outcome == Outcome.RESERVE else ()
        for lane in lanes:
            first = _taken(lane) + self.reserves_of(lane).count() + 1
            rows = [row for row in made if row.application.lane_id == lane]
            for rank, row in enumerate(rows, start=first):
                row.rank = rank
        self.bulk_create(made, batch_size=500)
        Entry.objects.record_each(
            "recruitment.proposed", ((one, {"outcome": str(outcome)}) for one in todo), by=by
        )
        return len(made)

    @transaction.atomic
    def order_reserves(self, lane, applications, *, by, why=""):
        """The reserve list of a lane in the order of these keys; who is not among them keeps the place.
        Whether that changed anything.
        """
        weighed = Application.objects.filter(lane=lane, state=State.MODERATION)
        list(weighed.select_for_update().order_by("pk").values_list("pk"))  # nobody confirms meanwhile
        taken = _taken(lane.pk)
        rows = list(self.reserves_of(lane))
        if applications and not rows:
            raise Refused(_("The list was confirmed a moment ago. Its order stands."))
        wanted = {pk: place for place, pk in enumerate(applications)}
        moved = iter(
            sorted(
                (row for row in rows if row.application_id in wanted),
                key=lambda row: wanted[row.application_id],
            )
        )
        ordered = [next(moved) if row.application_id in wanted else row for row in rows]
        if ordered == rows:
            return False
        _number(ordered, taken)
        details = {"partner": str(lane), "lane": lane.pk}
        if why.strip():
            verb, details["why"] = "recruitment.reserves_against_order", why.strip()[:300]
        else:
            verb = "recruitment.reserves_ordered"
        Entry.objects.record(verb, lane.round, by=by, **details)
        return True

    def close_gaps(self, round):
        """The places of each reserve list are 1, 2, 3 … again, after somebody on it withdrew."""
        for lane in round.lanes.order_by("pk").values_list("pk", flat=True):
            _number(list(self.reserves_of(lane)), _taken(lane))

    @transaction.atomic
    def reword(self, application, *, by, words, reasons=()):
        """Other words for the applicant, and other reasons of a no; what is proposed, and by whom, stays."""
        locked = Application.objects.select_for_update().get(pk=application.pk)
        before = self.filter(application=application).current().first()
        if before is None or locked.state not in {State.MODERATION, State.DECIDED}:
            raise Refused(_("The letter has left, or nothing is proposed. Nothing was changed."))
        _complete(before.outcome, reasons, words)
        if (before.words, before.reasons) == (words, list(reasons)):
            return before
        self.filter(pk=before.pk).update(is_current=False)
        made = self.create(
            application=application, outcome=before.outcome, rank=before.rank, by=before.by,
            against_order=before.against_order, reasons=list(reasons), words=words, worded_by=by,
        )  # fmt: skip
        Entry.objects.record("recruitment.reworded", application, by=by)
        return made


def _complete(outcome, reasons, words):
    if outcome == Outcome.DECLINE and not (reasons and words.strip()):
        raise Refused(_("A no needs a reason and words the applicant can use."))


def _taken(lane):
    """How many places of its reserve list earlier lists gave; nobody else changes the order meanwhile."""
    Lane.objects.select_for_update().get(pk=lane)
    told = Application.objects.filter(lane=lane, state=State.RESERVE)
    return told.aggregate(last=Max("reserve_rank"))["last"] or 0


def _number(rows, taken):
    """Give these proposals the places behind those taken, in this order."""
    for rank, row in enumerate(rows, start=taken + 1):
        if row.rank != rank:
            row.rank = rank
            Proposal.objects.filter(pk=row.pk).update(rank=rank)


class Proposal(models.Model):
    """What somebody proposes for an application, and why. The newest is current; older ones stay."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="proposals")
    outcome = models.CharField(gettext_lazy("outcome"), max_length=10, choices=Outcome)
    rank = models.PositiveIntegerField(gettext_lazy("place on the reserve list"), null=True, blank=True)
    reasons = models.JSONField(gettext_lazy("reasons"), default=list)  # codes of the tree of reasons
    words = models.TextField(gettext_lazy("words for the applicant"), blank=True)
    against_order = models.TextField(gettext_lazy("why against the order"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    worded_by = models.ForeignKey(  # who changed the words alone, later
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    is_current = models.BooleanField(default=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("proposal")
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(is_current=True), name="one_current_proposal"
            ),
            models.CheckConstraint(
                condition=Q(outcome="reserve", rank__isnull=False) | (~Q(outcome="reserve") & Q(rank=None)),
                name="a_proposed_reserve_has_its_rank",
            ),
        ]

    def __str__(self):
        return self.get_outcome_display()
