"""Swaps: that a partner's lead would have an application read by somebody else."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Lifecycle, Refused

from .application import Application
from .assessor import Assessor
from .plan import Plan


class SwapQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=Swap.State.PROPOSED)

    def seen_by(self, user):
        """About applications that exist for this person."""
        return self.filter(application__in=Application.objects.visible_to(user))

    def with_names(self):
        return self.select_related("application__round", "out__user", "instead__user", "by", "decided_by")

    @transaction.atomic
    def propose(self, plan, application, out, instead, reason, *, by):
        """A lead would have it read by this one instead of that one. Proposed twice it stands once."""
        if out == instead:
            raise Refused(_("That is one person."))
        pair = {"plan": plan, "application": application, "out": out, "instead": instead}
        swap, is_new = self.get_or_create(
            **pair, state=Swap.State.PROPOSED, defaults={"reason": reason, "by": by}
        )
        if is_new:
            Entry.objects.record("recruitment.swap_proposed", application, by=by, swap=swap.pk)
        return swap


class Swap(Lifecycle):
    """Proposed by a lead, before or after a plan is published; accepted or declined by the team."""

    class State(models.TextChoices):
        PROPOSED = "proposed", gettext_lazy("Waits for an answer")
        ACCEPTED = "accepted", gettext_lazy("Accepted")
        DECLINED = "declined", gettext_lazy("Declined")
        VOID = "void", gettext_lazy("The plan was made anew")

    MOVES = {State.PROPOSED: {State.ACCEPTED, State.DECLINED, State.VOID}}

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="swaps")
    application = models.ForeignKey(Application, models.PROTECT, related_name="swaps")
    out = models.ForeignKey(Assessor, models.PROTECT, related_name="+")  # who reads it now
    instead = models.ForeignKey(Assessor, models.PROTECT, related_name="+")
    reason = models.CharField(gettext_lazy("why"), max_length=300)
    state = models.CharField(gettext_lazy("state"), max_length=10, choices=State, default=State.PROPOSED)
    answer = models.CharField(gettext_lazy("answer"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, editable=False)

    objects = SwapQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("swap")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "application", "out", "instead"], condition=Q(state="proposed"),
                name="a_swap_is_proposed_once",
            ),
            models.CheckConstraint(condition=~Q(out=F("instead")), name="nobody_reads_instead_of_themselves"),
            models.CheckConstraint(
                condition=Q(state="proposed") | Q(decided_at__isnull=False),
                name="an_answered_swap_has_its_time",
            ),
        ]  # fmt: skip

    def __str__(self):
        return _("Swap %(number)s") % {"number": self.pk}

    @transaction.atomic
    def accept(self, *, by, anyway=False):
        """The plan is changed so, by the rules of a change by hand; what is unusual, only `anyway`."""
        from folkmoot.recruitment.plans import notices, swapping

        self._answer(self.State.ACCEPTED, "recruitment.swap_accepted", by)
        swapping.carry_out(self, by=by, anyway=anyway)
        notices.swap_answered(self)

    @transaction.atomic
    def decline(self, words, *, by):
        """Everything stays, and the lead reads why."""
        from folkmoot.recruitment.plans import notices

        if not words.strip():
            raise Refused(_("Say why it stays as it is: the lead reads it."))
        self._answer(self.State.DECLINED, "recruitment.swap_declined", by, answer=words.strip()[:300])
        notices.swap_answered(self)

    def _answer(self, state, verb, by, **facts):
        self.become(state, decided_by=by, decided_at=timezone.now(), **facts)
        Entry.objects.record(verb, self.application, by=by, swap=self.pk)
