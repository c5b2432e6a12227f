"""What a session leaves: notes of those who were there, and what became of it months later."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.core.text import markdown

from .pitch import Lead, Pitch

ASKED_AFTER = timedelta(days=90)
ASKED_UNTIL = timedelta(days=180)  # older ones are not asked about any more: a clock that stood still


class SessionNoteQuerySet(models.QuerySet):
    @transaction.atomic
    def write(self, pitch, words, *, by):
        """A note of one person, beside those of others; the same words sent twice are one."""
        pitch.space.hold()
        if before := self.filter(pitch=pitch, author=by, words=words).first():
            return before
        note = self.create(pitch=pitch, author=by, words=words)
        Entry.objects.record("events.note_written", pitch.space.event, by=by, title=pitch.title)
        return note


class SessionNote(models.Model):
    """What one person wrote down of a session. Each changes their own, so nobody writes over another's."""

    pitch = models.ForeignKey(Pitch, models.CASCADE, related_name="notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="session_notes"
    )
    words = models.TextField(gettext_lazy("note"))
    words_html = models.TextField(editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False)

    objects = SessionNoteQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("note of a session")

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    def save(self, *args, **kwargs):
        self.words_html = markdown(self.words)
        super().save(*args, **kwargs)

    @transaction.atomic
    def change(self, words, *, revision, by):
        """Other words over that revision; where a newer one was kept in another window, nothing is lost."""
        changed = {"words": words, "words_html": markdown(words), "changed_at": timezone.now()}
        rows = SessionNote.objects.filter(pk=self.pk, revision=revision)
        if not rows.update(**changed, revision=revision + 1):
            raise Refused(_("It was changed in another window meanwhile. Your words are still here."))
        self.refresh_from_db()
        Entry.objects.record("events.note_changed", self.pitch.space.event, by=by, title=self.pitch.title)


class FollowUpQuerySet(models.QuerySet):
    def due(self):
        """Leads of sessions three months ago who were not asked yet."""
        now = timezone.now()
        asked = self.filter(pitch=models.OuterRef("pitch"), user=models.OuterRef("user"))
        return (
            Lead.objects.agreed()
            .filter(
                pitch__state="placed",
                pitch__slot__ends_at__range=(now - ASKED_UNTIL, now - ASKED_AFTER),
                pitch__space__event__state__in=["published", "finished"],
                user__is_active=True,
            )
            .exclude(models.Exists(asked))
        )

    @transaction.atomic
    def ask(self, lead):
        """Write to one of those who led a session: what became of it? Once."""
        from ..space import notices

        asked, made = self.get_or_create(pitch=lead.pitch, user=lead.user)
        if made:
            notices.what_became(asked)
        return asked

    def answered(self):
        return self.exclude(answer="").order_by("-answered_at", "-pk")


class FollowUp(models.Model):
    """What became of a session, as one of those who led it says; asked once, answered or not."""

    class Answer(models.TextChoices):
        GOING = "going", gettext_lazy("Still going")
        ELSE = "else", gettext_lazy("Became something else")
        ENDED = "ended", gettext_lazy("Ended")
        NOTHING = "nothing", gettext_lazy("Nothing yet")

    pitch = models.ForeignKey(Pitch, models.CASCADE, related_name="follow_ups")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follow_ups")
    answer = models.CharField(gettext_lazy("what became of it"), max_length=7, choices=Answer, blank=True)
    words = models.CharField(gettext_lazy("in your words"), max_length=1000, blank=True)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("what became of a session")
        constraints = [models.UniqueConstraint(fields=["pitch", "user"], name="asked_once_what_became_of_it")]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    @transaction.atomic
    def reply(self, answer, words=None, *, by):
        """What became of it; said again it is as said last. Without words those from before stay."""
        self.answer, self.answered_at = answer, timezone.now()
        if words is not None:
            self.words = words
        self.save()
        told = {"title": self.pitch.title, "answer": answer}
        Entry.objects.record("events.became", self.pitch.space.event, by=by, **told)
