"""A review of a decision: asked once by the applicant, answered by somebody who did not decide."""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Lifecycle, Refused
from folkmoot.recruitment.appeals import notices

from .application import Application
from .decision import Proposal
from .round import Round

ASKED_WITHIN = timedelta(days=30)
State = Application.State


class AppealQuerySet(models.QuerySet):
    @transaction.atomic
    def ask(self, application, words, *, by):
        """The applicant asks for a review, once, within thirty days of the letter."""
        if not may_be_asked(application):
            raise Refused(_("A review is asked for once, within thirty days of the letter."))
        try:
            with transaction.atomic():
                made = self.create(application=application, words=words)
        except IntegrityError:
            raise Refused(_("You have asked for a review already.")) from None
        Entry.objects.record("recruitment.review_asked", application, by=by)
        notices.asked(made)
        return made

    def waiting(self):
        return self.filter(state=Appeal.State.ASKED)


def may_be_asked(application):
    """Not successful or not eligible, told within thirty days, and not asked yet."""
    told = application.released_at
    is_no = application.state in {State.UNSUCCESSFUL, State.INELIGIBLE}
    in_time = told is not None and timezone.now() <= told + ASKED_WITHIN
    return is_no and in_time and not Appeal.objects.filter(application=application).exists()


class Appeal(Lifecycle):
    """That somebody asked for their decision to be looked at again."""

    class State(models.TextChoices):
        ASKED = "asked", gettext_lazy("Waits for a review")
        UPHELD = "upheld", gettext_lazy("The decision stands")
        CHANGED = "changed", gettext_lazy("The decision is changed")

    MOVES = {State.ASKED: {State.UPHELD, State.CHANGED}}

    application = models.OneToOneField(Application, models.CASCADE, related_name="appeal")
    words = models.TextField(gettext_lazy("what they think we got wrong"))
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    answer = models.TextField(gettext_lazy("answer"), blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("review of a decision")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="asked") | (Q(decided_at__isnull=False) & ~Q(answer="")),
                name="an_answered_review_has_its_words",
            ),
        ]

    def __str__(self):
        return _("Review of application %(number)s") % {"number": self.application.number}

    def deciders(self):
        """The keys of those who had a part in the decision: they do not review it."""
        of_list = self.application.list
        keys = set(self.application.assessments.done().values_list("assessor__user", flat=True))
        for words in Proposal.objects.filter(application=self.application).values_list("by", "worded_by"):
            keys |= set(words)
        if of_list:
            keys |= {of_list.proposed_by_id, of_list.confirmed_by_id}
        if screening := getattr(self.application, "screening", None):
            keys |= {screening.by_id, screening.confirmed_by_id}
        return keys - {None}

    @transaction.atomic
    def answer_it(self, changed, words, *, by):
        """Somebody who did not decide: it stands, or membership is offered. The person reads why."""
        if by.pk in self.deciders():
            raise Refused(_("You had a part in this decision. Somebody else reviews it."))
        state = self.State.CHANGED if changed else self.State.UPHELD
        self.become(state, answer=words, decided_by=by, decided_at=timezone.now())
        if changed:
            self._offer(by)
        Entry.objects.record("recruitment.review_answered", self.application, by=by, outcome=state)
        notices.answered(self)

    def _offer(self, by):
        """A place is offered; of who was screened out, the application is read in the next round instead."""
        application = self.application
        if application.list_id is None:
            raise Refused(_("It was never read. Let the person apply in the next round, and tell them so."))
        if application.round.state not in {Round.State.WELCOMING, Round.State.RELEASING}:
            raise Refused(_("The round is over. Offer a place in the next one."))
        until = application.round.offers_hold_until(timezone.now())
        application.become(State.MODERATION)
        application.become(State.DECIDED)
        application.become(State.OFFERED, answer_by=until)
