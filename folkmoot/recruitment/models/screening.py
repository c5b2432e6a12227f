"""Somebody cannot be a member: said by one person for a coded reason, confirmed by another."""

from types import SimpleNamespace

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused

from .application import Application

State = Application.State


class ScreeningQuerySet(models.QuerySet):
    @transaction.atomic
    def propose(self, application, reason, words, *, by):
        """Screen an application out; it stays where it is until a second person agrees."""
        if application.state != State.SUBMITTED:
            raise Refused(_("This application is past being looked through."))
        try:
            with transaction.atomic():
                made = self.create(application=application, reason=reason, words=words, by=by)
        except IntegrityError:
            raise Refused(_("Somebody has proposed this already.")) from None
        Entry.objects.record("recruitment.screening_proposed", application, by=by, reason=reason)
        return made


class Screening(models.Model):
    """That an application is not eligible, and why; it holds once a second person has confirmed it."""

    class Reason(models.TextChoices):
        REGION = "region", gettext_lazy("No partner of this round is where they are")
        MEMBER = "member", gettext_lazy("They are a member already")
        TWICE = "twice", gettext_lazy("They applied twice")
        EMPTY = "empty", gettext_lazy("Nothing was answered that could be read")
        OTHER = "other", gettext_lazy("Something else")

    application = models.OneToOneField(Application, models.CASCADE, related_name="screening")
    reason = models.CharField(gettext_lazy("reason"), max_length=10, choices=Reason)
    words = models.TextField(gettext_lazy("words for the applicant"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    objects = ScreeningQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("screening")
        constraints = [
            models.CheckConstraint(
                condition=Q(by=None) | Q(confirmed_by=None) | ~Q(by=F("confirmed_by")),
                name="two_people_screen_out",
            ),
        ]

    def __str__(self):
        return self.get_reason_display()

    @transaction.atomic
    def confirm(self, *, by):
        """The second person agrees: the applicant is told why."""
        from folkmoot.recruitment.deciding.releasing import write

        if by.pk == self.by_id:
            raise Refused(_("Somebody else confirms it: two people decide."))
        waiting = type(self).objects.filter(pk=self.pk, confirmed_at=None)
        if not waiting.update(confirmed_by=by, confirmed_at=timezone.now()):
            raise Refused(_("Someone else was quicker, or this has already moved on. Nothing was changed."))
        self.application.become(State.INELIGIBLE, released_at=timezone.now())
        Entry.objects.record("recruitment.screened_out", self.application, by=by, reason=self.reason)
        write(self.application, "ineligible", SimpleNamespace(reasons=[], words=self.words, rank=None))

    @transaction.atomic
    def drop(self, *, by):
        """The second person does not agree, or the first has thought again: it is read like the others."""
        if self.confirmed_at or not type(self).objects.filter(pk=self.pk, confirmed_at=None).delete()[0]:
            raise Refused(_("This holds already. A review of the decision can change it."))
        Entry.objects.record("recruitment.screening_dropped", self.application, by=by)
