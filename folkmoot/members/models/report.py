"""A report: one of the two says to the team that something is wrong with a contact request."""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Lifecycle, Refused

from ..requests import notices
from .request import ContactRequest

STOPPED_FOR = timedelta(days=90)
AGAIN_AFTER = timedelta(days=30)  # before the same person may report the same request once more


class ReportQuerySet(models.QuerySet):
    def open(self):
        """Those nobody has answered, the longest waiting first."""
        return self.filter(state=Report.State.OPEN).order_by("made_at", "pk")

    def for_team(self, user):
        """Those that are not about this person: who reported them is not theirs to know."""
        return self.exclude(about=user)

    def answered(self):
        return self.exclude(state=Report.State.OPEN).order_by("-answered_at", "-pk")

    def with_people(self):
        return self.select_related("by", "about", "request__sender", "request__recipient")

    def stopping(self, user):
        """The decision by which this person can send no requests now, if there is one."""
        since = timezone.now() - STOPPED_FOR
        rows = self.filter(state=Report.State.STOPPED, answered_at__gt=since, about=user)
        return rows.order_by("-answered_at").first()

    @transaction.atomic
    def report(self, request, reason, words="", *, by):
        """Tell the team of a request; from now on they may read it. One open report a person."""
        if by.pk not in {request.sender_id, request.recipient_id}:
            raise Refused(_("Only the two whom it is between can report it."))
        about = request.sender if by.pk == request.recipient_id else request.recipient
        if before := self.filter(request=request, by=by, made_at__gt=timezone.now() - AGAIN_AFTER).first():
            return before
        try:
            with transaction.atomic():
                report = self.create(request=request, by=by, about=about, reason=reason, words=words)
        except IntegrityError:
            return self.filter(request=request, by=by).order_by("-pk").first()
        Entry.objects.record("members.request_reported", report, by=by, reason=reason)
        notices.reported(report)
        return report


class Report(Lifecycle):
    """That someone told the team of a request, and what came of it. Changed only through its verbs."""

    class State(models.TextChoices):
        OPEN = "open", gettext_lazy("Waiting for the team")
        NOTHING = "nothing", gettext_lazy("Nothing to do")
        SPOKEN = "spoken", gettext_lazy("We have spoken to them")
        STOPPED = "stopped", gettext_lazy("They can send no requests for 90 days")

    MOVES = {State.OPEN: {State.NOTHING, State.SPOKEN, State.STOPPED}}
    OUTCOMES = [(state, state.label) for state in (State.NOTHING, State.SPOKEN, State.STOPPED)]

    class Reason(models.TextChoices):
        SELLING = "selling", gettext_lazy("It sells or advertises something")
        UNKIND = "unkind", gettext_lazy("It is unkind or threatening")
        PERSONAL = "personal", gettext_lazy("It asks for something I do not want to give")
        AGAIN = "again", gettext_lazy("They ask again and again")
        FALSE = "false", gettext_lazy("They are not who they say they are")
        OTHER = "other", gettext_lazy("Something else")

    request = models.ForeignKey(ContactRequest, models.CASCADE, related_name="reports", editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="reports_made", editable=False
    )
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="reports_met", editable=False
    )
    reason = models.CharField(gettext_lazy("reason"), max_length=10, choices=Reason)
    words = models.TextField(gettext_lazy("in your words"), blank=True)
    state = models.CharField(gettext_lazy("state"), max_length=10, choices=State, default=State.OPEN)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    answer = models.TextField(gettext_lazy("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("report")
        constraints = [
            models.UniqueConstraint(
                fields=["request", "by"], condition=Q(state="open"), name="one_open_report_a_person"
            )
        ]
        indexes = [
            models.Index(fields=["made_at"], condition=Q(state="open"), name="reports_open"),
            models.Index(fields=["about", "answered_at"], name="reports_about"),
        ]

    def __str__(self):
        return _("Report %(number)s") % {"number": self.pk}

    @property
    def stops_until(self):
        return self.answered_at + STOPPED_FOR

    def was_opened_by(self, user):
        """Whether this one of the team has opened what was written: that stands in the record."""
        return Entry.objects.about(self).by(user).filter(verb="members.request_read").exists()

    @transaction.atomic
    def open(self, *, by):
        """Read what the two wrote to each other: the record says who did."""
        if not self.was_opened_by(by):
            Entry.objects.record("members.request_read", self, by=by)

    @transaction.atomic
    def decide(self, state, answer="", *, by):
        """Say what comes of it: who reported is told, and who is stopped."""
        self.become(state, answer=answer, answered_by=by, answered_at=timezone.now())
        Entry.objects.record("members.report_answered", self, by=by, outcome=state)
        notices.report_answered(self)
        if state == self.State.STOPPED:
            notices.stopped(self)
