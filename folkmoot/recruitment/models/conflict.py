"""Conflicts: that somebody should not read, or decide about, somebody else's application."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Lifecycle, Refused


class ConflictQuerySet(models.QuerySet):
    def binding(self):
        """Confirmed; or suggested for a reason that is strong until somebody has looked at it."""
        strong = Q(state=Conflict.State.SUGGESTED, kind__in=Conflict.STRONG)
        return self.filter(Q(state=Conflict.State.CONFIRMED) | strong)

    def to_look_at(self):
        return self.filter(state=Conflict.State.SUGGESTED)

    def between(self, person, applicant):
        return self.filter(person=person, applicant=applicant)

    def suggest(self, person, applicant, kind, *, hint=""):
        """Something speaks for a conflict. What was looked at before stays as it was decided."""
        return self.get_or_create(
            person=person, applicant=applicant, kind=kind, defaults={"hint": hint[:200]}
        )[0]

    @transaction.atomic
    def tell(self, person, applicant, words, *, by):
        """A partner's lead says that something speaks for it: it binds until the team has looked. What the
        team dismissed stays dismissed.
        """
        facts = {"hint": words[:200], "suggested_by": by}
        told, is_new = self.get_or_create(
            person=person, applicant=applicant, kind=Conflict.Kind.LEAD, defaults=facts
        )
        if told.state == Conflict.State.DISMISSED:
            raise Refused(_("The team has looked at this before, and found no conflict."))
        if is_new:
            Entry.objects.record("recruitment.conflict_suggested", told, by=by)
        return told

    @transaction.atomic
    def declare(self, person, applicant, *, by, kind="declared", reason="", pinned=False):
        """Somebody says so: it binds at once, and for every later round."""
        if person == applicant:
            raise Refused(_("That is one person."))
        facts = {
            "state": Conflict.State.CONFIRMED,
            "reason": reason,
            "decided_by": by,
            "decided_at": timezone.now(),
        }
        conflict, _new = self.update_or_create(person=person, applicant=applicant, kind=kind, defaults=facts)
        Entry.objects.record("recruitment.conflict_declared", conflict, by=by, kind=kind)
        if pinned and not conflict.is_pinned:
            conflict.pin(by=by)
        conflict._end_readings()
        return conflict


class Conflict(Lifecycle):
    """Between a person who reads or decides and an applicant; it stands in every round.

    A suggestion is confirmed, or dismissed with a reason and stays dismissed.
    """

    class Kind(models.TextChoices):
        DECLARED = "declared", gettext_lazy("Declared")
        RECUSED = "recused", gettext_lazy("Stepped back from reading")
        EMPLOYER = "employer", gettext_lazy("Works or volunteers at the same place")
        FORMER = "former", gettext_lazy("Worked at the same place in the last three years")
        ADDRESS = "address", gettext_lazy("Shares an e-mail address")
        REFEREE = "referee", gettext_lazy("Is named as referee")
        NAME = "name", gettext_lazy("Has the same name")
        HOUSEHOLD = "household", gettext_lazy("Has a mail domain that few share")
        GROUP = "group", gettext_lazy("Leads a group together with them")
        TALKED = "talked", gettext_lazy("Talked with them before they applied")
        LEAD = "lead", gettext_lazy("Suggested by a partner’s lead")

    class State(models.TextChoices):
        SUGGESTED = "suggested", gettext_lazy("To be looked at")
        CONFIRMED = "confirmed", gettext_lazy("Conflict")
        DISMISSED = "dismissed", gettext_lazy("No conflict")

    STRONG = [Kind.EMPLOYER, Kind.FORMER, Kind.ADDRESS, Kind.REFEREE, Kind.LEAD]
    MOVES = {
        State.SUGGESTED: {State.CONFIRMED, State.DISMISSED},
        State.DISMISSED: {State.CONFIRMED},
        State.CONFIRMED: {State.DISMISSED},
    }

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="conflicts")
    applicant = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(gettext_lazy("kind"), max_length=10, choices=Kind)
    hint = models.CharField(gettext_lazy("what speaks for it"), max_length=200, blank=True)
    state = models.CharField(gettext_lazy("state"), max_length=10, choices=State, default=State.SUGGESTED)
    reason = models.TextField(gettext_lazy("reason"), blank=True)
    is_pinned = models.BooleanField(default=False, editable=False)  # an administrator's word
    suggested_by = models.ForeignKey(  # a partner's lead; nobody, where rules found it
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, editable=False)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("conflict")
        constraints = [
            models.UniqueConstraint(fields=["person", "applicant", "kind"], name="one_conflict_a_kind"),
            models.CheckConstraint(
                condition=~Q(person=F("applicant")), name="nobody_conflicts_with_themselves"
            ),
            models.CheckConstraint(
                condition=Q(state="suggested") | Q(decided_at__isnull=False),
                name="a_decided_conflict_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="dismissed") | ~Q(reason=""), name="a_dismissal_has_its_reason"
            ),
            models.CheckConstraint(
                condition=Q(is_pinned=False) | Q(state="confirmed"), name="what_is_pinned_is_confirmed"
            ),
        ]
        indexes = [
            models.Index(fields=["applicant", "state", "kind"], name="conflicts_of_an_applicant"),
            models.Index(fields=["person", "state", "kind"], name="conflicts_of_a_person"),
        ]

    def __str__(self):
        return _("Conflict %(number)s") % {"number": self.pk}

    @transaction.atomic
    def confirm(self, *, by, reason=""):
        """It is one: whoever reads this applicant because nobody knew stops here."""
        self._decide(self.State.CONFIRMED, by, reason, "recruitment.conflict_confirmed")
        self._end_readings()

    @transaction.atomic
    def dismiss(self, *, by, reason):
        """It is none, and here is why; it is not suggested again."""
        now = type(self).objects.select_for_update().get(pk=self.pk)
        if now.is_pinned and not by.is_administrator:
            raise Refused(_("An administrator has pinned this conflict. Only an administrator dismisses it."))
        if self.person_id == by.pk:
            raise Refused(_("Somebody else decides whether you have a conflict."))
        if not reason.strip():
            raise Refused(_("Say why there is no conflict."))
        self._decide(self.State.DISMISSED, by, reason, "recruitment.conflict_dismissed", is_pinned=False)

    @transaction.atomic
    def pin(self, *, by):
        """An administrator's word: from now on only an administrator dismisses it."""
        rows = type(self).objects.filter(pk=self.pk, state=self.State.CONFIRMED, is_pinned=False)
        if not rows.update(is_pinned=True):
            raise Refused(_("It is pinned already, or has been dismissed meanwhile."))
        self.refresh_from_db()
        Entry.objects.record("recruitment.conflict_pinned", self, by=by)

    def _decide(self, state, by, reason, verb, **more):
        self.become(state, reason=reason, decided_by=by, decided_at=timezone.now(), **more)
        Entry.objects.record(verb, self, by=by, kind=self.kind)

    def _end_readings(self):
        from .assessment import Assessment

        Assessment.objects.close_for(self)


def look_for_conflicts(application):
    """Between those with power in its round and who wrote it: before anybody opens it."""
    from folkmoot.recruitment.conflicts.finding import look_over

    look_over(application.round, applications=type(application).objects.filter(pk=application.pk))
