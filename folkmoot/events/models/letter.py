"""A letter of a host to those who come: the row is the promise, a worker writes it to a few at a time."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import Community
from folkmoot.activity import prose
from folkmoot.activity.models import Email, Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.core.steps import InSteps, InStepsQuerySet
from folkmoot.ui import times

from .event import Event
from .registration import Registration

TWICE = timedelta(minutes=10)  # the same words again within this time are the same letter, sent twice
LIMITS = [
    (timedelta(days=1), 1),
    (timedelta(days=7), 3),
]  # of an event of a group or a partner: how many, in what time


class LetterQuerySet(InStepsQuerySet):
    def unfinished(self):
        """Those that not everybody has yet."""
        return self.filter(done_at=None)

    def newest_first(self):
        return self.order_by("-written_at", "-pk")

    @transaction.atomic
    def send(self, event, *, to, subject, text, by):
        """Write to those of an event, soon. Pressed twice it is one letter."""
        from .. import tasks

        Event.objects.select_for_update(no_key=True).get(pk=event.pk)
        words = {"to": to, "subject": subject, "text": text, "by": by}
        since = timezone.now() - TWICE
        if same := self.filter(event=event, written_at__gte=since, **words).first():
            return same
        self.require_not_too_many(event)
        letter = self.model(event=event, **words)
        letter.people = letter.readers().count()
        if not letter.people:
            raise Refused(_("There is nobody to write to."))
        letter.save()
        Entry.objects.record("events.wrote", event, by=by, to=to, people=letter.people)
        transaction.on_commit(lambda: tasks.write_letter.enqueue(letter.pk), robust=True)
        return letter

    def require_not_too_many(self, event):
        """A group or a partner writes one letter a day, three a week; the team knows when it is too much."""
        if moment := self.free_again(event):
            raise Refused(
                _("Those who come to an event get one letter a day at most, and three a week. %(when)s")
                % {"when": _("The next can go: %(moment)s.") % {"moment": times.in_words(moment)}}
            )

    def free_again(self, event):
        """From when another letter may go, where that is not now; None for events of the community."""
        if not (event.group_id or event.partner_id):
            return None
        now, moments = timezone.now(), []
        for span, most in LIMITS:
            lately = self.filter(event=event, written_at__gt=now - span).order_by("-written_at")
            last = lately.values_list("written_at", flat=True)[most - 1 : most]
            moments += [moment + span for moment in last]
        return max(moments, default=None)


class Letter(InSteps):
    """What a host wrote, to whom of an event."""

    class To(models.TextChoices):
        IN_PERSON = "in_person", gettext_lazy("Who comes in person")
        ONLINE = "online", gettext_lazy("Who comes online")
        WAITING = "waiting", gettext_lazy("Who waits for a place")
        CAME = "came", gettext_lazy("Who came")

    event = models.ForeignKey(Event, models.CASCADE, related_name="letters")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="event_letters")
    to = models.CharField(gettext_lazy("to"), max_length=9, choices=To)
    subject = models.CharField(gettext_lazy("subject"), max_length=200)
    text = models.TextField(gettext_lazy("text"))
    people = models.PositiveIntegerField(default=0)  # how many it was meant for
    written_at = models.DateTimeField(gettext_lazy("written"), default=timezone.now)
    done_at = models.DateTimeField(null=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("letter of a host")
        indexes = [
            models.Index(fields=["event", "-written_at"], name="letters_of_an_event"),
            models.Index(fields=["worked_at"], condition=models.Q(done_at=None), name="letters_unfinished"),
        ]

    def __str__(self):
        return self.subject

    def get_absolute_url(self):
        return reverse("events:letter", args=[self.event.slug, self.pk])

    @property
    def source(self):
        """Its Markdown as it leaves: the words, and then what they are about and where they are answered."""
        title = prose.escaped(self.event.title)
        with translation.override(Community.objects.current().first_language):
            answer = _("See this letter on the site, and answer it")
        where = self.get_absolute_url() if self.pk else self.event.get_absolute_url()
        return f"{self.text}\n\n---\n\n[{title}](<{self.event.get_absolute_url()}>)\n\n[{answer}](<{where}>)"

    @property
    def key(self):
        """By which a letter to one of its readers is known."""
        return f"event-letter-{self.pk}"

    def went_to(self, user):
        """Whether it is theirs: it was written to them, whatever they have at the event since, or will be."""
        has_it = Email.objects.filter(user=user, key=self.key).exists()
        return has_it or self.readers().filter(user=user).exists()

    def readers(self):
        """The registrations of those it is for, who were among them when it was written."""
        rows = Registration.objects.filter(event=self.event, registered_at__lte=self.written_at)
        if self.to == self.To.WAITING:
            rows = rows.open()
        elif self.to == self.To.CAME:
            rows = rows.filter(attendance__isnull=False)
        else:
            rows = rows.filter(state=Registration.State.CONFIRMED, pool__mode=self.to)
        return rows.who_may_come(self.event).order_by("pk")
