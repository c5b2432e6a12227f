"""How an event was for those who came, in their words, and nobody's name in it.

An answer stands without its person and without an hour: only the day. Who has answered stands apart. Both
are laid down anew, in an order of chance and in the order of registrations, with each answer that comes:
neither keys nor the order of rows nor what a database notes of them tells whose an answer is.
"""

import uuid
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core import freshness
from folkmoot.core.lifecycle import Refused
from folkmoot.core.text import markdown

from .. import asked, notices
from .event import Event
from .registration import Registration

OPEN_FOR = timedelta(weeks=4)
FEWEST = 5  # answers, before anything of them is shown
ASK_AT = time(9)  # of the morning after, by the clock of the event


class FeedbackQuerySet(models.QuerySet):
    def of(self, event):
        """What is asked about this event: what its hosts chose, else the usual; perhaps no row yet."""
        return self.filter(event=event).first() or self.model(event=event, questions=asked.usual(event))

    def held(self, event):
        """Its row, held until the transaction ends: made where there is none."""
        self.get_or_create(event=event, defaults={"questions": asked.usual(event)})
        sheet = self.select_for_update().get(event=event)
        sheet.event = event
        return sheet

    def due(self):
        """Events (published or finished) whose people are to be asked now, as far as a query can tell."""
        now = timezone.now()
        rows = Event.objects.filter(state__in=["published", "finished"], ends_at__lt=now)
        told = self.filter(event=OuterRef("pk"), asked_at__isnull=False)
        return rows.filter(~Exists(told), starts_at__gt=now - OPEN_FOR).order_by("ends_at", "pk")


class Feedback(models.Model):
    """What those who came to one event are asked, whether they were written to, and what hosts tell of it."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="feedback")
    questions = models.JSONField(default=list)  # as `asked` has them
    asked_at = models.DateTimeField(null=True, editable=False)  # the letter of the morning after
    summary = models.TextField(gettext_lazy("what we heard"), blank=True)
    summary_html = models.TextField(blank=True, editable=False)
    told_at = models.DateTimeField(null=True, editable=False)  # the summary is out since then

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("feedback on an event")

    def __str__(self):
        return str(self.event)

    # What pages ask

    @property
    def closes_at(self):
        return self.event.starts_at + OPEN_FOR

    @property
    def is_open(self):
        return self.event.state in ("published", "finished") and (
            self.event.starts_at <= timezone.now() < self.closes_at
        )

    @property
    def is_closed(self):
        return timezone.now() >= self.closes_at

    def is_for(self, registration):
        """They have a place; once it was noted who was there, they were."""
        return Registration.objects.there(self.event).filter(pk=registration.pk).exists()

    def has_answered(self, registration):
        return self.given.filter(registration=registration).exists() if self.pk else False

    def many(self):
        """How many have answered."""
        return self.answers.count() if self.pk else 0

    def shown(self):
        """The answers that may be read, by chance one after the other; none where there are too few.

        While it is open they come in fives, so that two looks never differ by one person.
        """
        rows = self.answers.all() if self.pk else FeedbackAnswer.objects.none()
        if not self.is_closed:
            rows = rows.filter(is_shown=True)
        rows = list(rows.order_by("pk"))
        return rows if len(rows) >= FEWEST else []

    def asks_at(self):
        """The morning after, by the clock of the event."""
        day = self.event.ends.date() + timedelta(days=1)
        return datetime.combine(day, ASK_AT, ZoneInfo(self.event.zone))

    # Verbs

    @transaction.atomic
    def choose(self, questions, *, by):
        """Ask these instead; only as long as nobody has answered."""
        sheet = type(self).objects.held(self.event)
        if sheet.answers.exists():
            raise Refused(_("Somebody has answered already. The questions stay as they are."))
        sheet.questions = questions
        sheet.save(update_fields=["questions"])
        Entry.objects.record("events.feedback_chosen", self.event, by=by)

    @transaction.atomic
    def answer(self, registration, answers):
        """Keep what one person says, apart from who they are; once. Nothing of it is in the record."""
        sheet = type(self).objects.held(self.event)
        if not sheet.is_open:
            raise Refused(_("Feedback on this event has closed. Thank you for meaning to."))
        if not sheet.is_for(registration):
            raise Refused(_("Feedback is for those who came."))
        if sheet.has_answered(registration):
            raise Refused(_("You have answered already. Nobody can tell which answers are yours any more."))
        there = list(sheet.answers.values("answers", "day", "is_shown"))
        there.append({"answers": answers, "day": timezone.localdate(), "is_shown": False})
        if sum(not row["is_shown"] for row in there) >= FEWEST:
            there = [row | {"is_shown": True} for row in there]
        given = [*sheet.given.values_list("registration", flat=True), registration.pk]
        sheet._lay_down(there, given)

    def _lay_down(self, there, given):
        self.answers.all().delete()
        self.given.all().delete()
        anew = [FeedbackAnswer(sheet=self, **row) for row in there]
        FeedbackAnswer.objects.bulk_create(sorted(anew, key=lambda row: row.key.hex))
        FeedbackGiven.objects.bulk_create(
            FeedbackGiven(sheet=self, registration_id=pk) for pk in sorted(given)
        )

    @transaction.atomic
    def tell(self, summary, *, by):
        """Publish what was heard to those who came; empty words take it back."""
        sheet = type(self).objects.held(self.event)
        if summary and not sheet.shown():
            raise Refused(
                _("There are fewer than %(few)s answers: there is nothing to tell yet.") % {"few": FEWEST}
            )
        sheet.summary, sheet.summary_html = summary, markdown(summary)
        sheet.told_at = timezone.now() if summary else None
        sheet.save(update_fields=["summary", "summary_html", "told_at"])
        Entry.objects.record("events.feedback_told" if summary else "events.feedback_kept", self.event, by=by)
        freshness.touch()

    @classmethod
    @transaction.atomic
    def ask(cls, event):
        """Write once to those who came and have not answered, on the morning after."""
        sheet = cls.objects.held(event)
        if sheet.asked_at or timezone.now() < sheet.asks_at() or not sheet.is_open:
            return
        answered = sheet.given.values("registration")
        rows = Registration.objects.there(event).exclude(pk__in=answered)
        for registration in rows.select_related("user", "guest", "pool").order_by("pk"):
            registration.event = event
            notices.how_was_it(registration)
        sheet.asked_at = timezone.now()
        sheet.save(update_fields=["asked_at"])


class FeedbackAnswer(models.Model):
    """What somebody said of an event. Not who, and of the time only the day."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sheet = models.ForeignKey(Feedback, models.CASCADE, related_name="answers")
    answers = models.JSONField(default=dict)  # {key of the question: answer}
    day = models.DateField()
    is_shown = models.BooleanField(default=False)  # with at least four others

    class Meta:
        verbose_name = gettext_lazy("answer about an event")

    def __str__(self):
        return str(self.key)


class FeedbackGiven(models.Model):
    """That somebody has answered, so that they do not twice and are not asked again. Not what, nor when."""

    registration = models.OneToOneField(
        Registration, models.CASCADE, primary_key=True, related_name="feedback_given"
    )
    sheet = models.ForeignKey(Feedback, models.CASCADE, related_name="given")

    class Meta:
        verbose_name = gettext_lazy("that somebody answered about an event")

    def __str__(self):
        return str(self.registration_id)
