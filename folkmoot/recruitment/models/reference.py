"""References: somebody who knows the applicant says so by mail."""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Lifecycle, Refused
from folkmoot.recruitment.references import notices

from .application import Application
from .round import Round
from .sending import may_send

MOST = 2  # at a time
MOST_LETTERS = 6  # to strangers, however often somebody takes one back
REMINDED_AFTER = timedelta(days=7)
NAMES = {Application.State.DRAFT, Application.State.SUBMITTED}  # the applicant can name somebody
WAITS = {*NAMES, Application.State.IN_ASSESSMENT}  # an answer is still of use
READS = {Round.State.OPEN, Round.State.CLOSING, Round.State.SCREENING, Round.State.ASSESSING}


class ReferenceQuerySet(models.QuerySet):
    def standing(self):
        """Those that were not taken back, in the order they were asked for."""
        return self.exclude(state=Reference.State.TAKEN_BACK).order_by("asked_at", "pk")

    def given(self):
        return self.filter(state=Reference.State.GIVEN).order_by("answered_at", "pk")

    def to_remind(self):
        """Asked a week ago, unanswered, and still of use."""
        waiting = self.filter(state=Reference.State.ASKED, reminded_at=None).exclude(email="")
        waiting = waiting.filter(asked_at__lt=timezone.now() - REMINDED_AFTER)
        return waiting.filter(application__state__in=WAITS, application__round__state__in=READS)

    @transaction.atomic
    def ask(self, application, *, name, email, relation="", by):
        """Write to somebody who knows the applicant; the same address twice is asked once."""
        application = Application.objects.select_for_update().get(pk=application.pk)
        email = email.strip().lower()
        if not may_name(application):
            raise Refused(_("Nobody can be named any longer: the deadline has passed, or it is being read."))
        named = self.filter(application=application)
        before = named.filter(email=email).first()
        if before and before.state != Reference.State.TAKEN_BACK:
            return before
        if named.standing().count() >= MOST:
            raise Refused(_("You have named two people. Take one back to name somebody else."))
        if before:
            raise Refused(_("You took back your question to this person. Write to us to ask them after all."))
        if named.count() >= MOST_LETTERS:
            raise Refused(_("You have asked and taken back often enough. Write to us to name somebody else."))
        reference = self.create(application=application, name=name, email=email, relation=relation)
        Entry.objects.record("recruitment.reference_asked", application, by=by)
        notices.asked(reference)
        return reference


def may_name(application):
    """Whether the applicant can still name somebody."""
    return application.state in NAMES and may_send(application.round, application.applicant)


class Reference(Lifecycle):
    """A person named by an applicant, asked by mail, who answers by a link without an account."""

    class State(models.TextChoices):
        ASKED = "asked", gettext_lazy("Asked")
        GIVEN = "given", gettext_lazy("Given")
        DECLINED = "declined", gettext_lazy("Not given")
        TAKEN_BACK = "taken_back", gettext_lazy("Taken back")

    MOVES = {State.ASKED: {State.GIVEN, State.DECLINED, State.TAKEN_BACK}}

    application = models.ForeignKey(Application, models.CASCADE, related_name="references")
    name = models.CharField(gettext_lazy("name"), max_length=80)
    email = models.EmailField(gettext_lazy("e-mail address"))  # in lower case; empty once it is forgotten
    relation = models.CharField(gettext_lazy("how they know the applicant"), max_length=120, blank=True)
    state = models.CharField(gettext_lazy("state"), max_length=10, choices=State, default=State.ASKED)
    words = models.TextField(gettext_lazy("reference"), blank=True)
    may_be_shown = models.BooleanField(gettext_lazy("the applicant may read it"), default=False)
    asked_at = models.DateTimeField(gettext_lazy("asked"), default=timezone.now)
    reminded_at = models.DateTimeField(null=True, editable=False)
    answered_at = models.DateTimeField(gettext_lazy("answered"), null=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("reference")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "email"], condition=~Q(email=""), name="one_reference_a_referee"
            )
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(state="asked"), name="references_unanswered")
        ]

    def __str__(self):
        return _("Reference %(number)s") % {"number": self.pk}

    @property
    def is_waited_for(self):
        """Whether an answer would still be read."""
        application = self.application
        in_time = application.state in WAITS and application.round.state in READS
        return self.state == self.State.ASKED and in_time

    @property
    def told_words(self):
        """What the applicant may read of it."""
        return self.words if self.state == self.State.GIVEN and self.may_be_shown else ""

    # Verbs

    @transaction.atomic
    def give(self, words, *, may_be_shown):
        """The referee's answer, once."""
        self._answer(self.State.GIVEN, words=words, may_be_shown=may_be_shown)
        Entry.objects.record("recruitment.reference_given", self.application)
        notices.given(self)

    @transaction.atomic
    def decline(self):
        """They would rather not; nobody asks why."""
        self._answer(self.State.DECLINED)
        Entry.objects.record("recruitment.reference_declined", self.application)
        notices.declined(self)

    def _answer(self, state, **changes):
        if not self.is_waited_for:
            raise Refused(_("This reference is not waited for any longer. Nothing was kept."))
        self.become(state, answered_at=timezone.now(), **changes)

    @transaction.atomic
    def take_back(self, *, by):
        """The applicant would rather not have this person asked: the link in the letter ends."""
        self.become(self.State.TAKEN_BACK, relation="")
        Entry.objects.record("recruitment.reference_taken_back", self.application, by=by)

    @transaction.atomic
    def remind(self):
        """Once; two clocks at a time write one letter."""
        rows = type(self).objects.filter(pk=self.pk).to_remind()
        if rows.update(reminded_at=timezone.now()):
            notices.remind(self)
