"""What someone of the team wrote down about a person: a note, a call, a meeting, a mail."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core import text
from folkmoot.core.lifecycle import Refused

from .about import AboutQuerySet, AboutSomeone, as_columns

CAN_BE_CHANGED_FOR = timedelta(minutes=30)


class NoteQuerySet(AboutQuerySet):
    def newest(self):
        return self.select_related("author").order_by("-on", "-pk")

    @transaction.atomic
    def write(self, person, *, by, words, kind="note", on=None):
        """Write something down about this account or contact. The same sent twice is one note."""
        columns = as_columns(person)
        said = {"kind": kind, "on": on or timezone.localdate(), "words": words}
        just_now = timezone.now() - timedelta(minutes=2)
        if twice := self.filter(**columns, **said, author=by, written_at__gte=just_now).first():
            return twice
        note = self.create(**columns, **said, words_html=text.markdown(words), author=by)
        Entry.objects.record("members.note_written", person, by=by, kind=note.kind)
        return note


class Note(AboutSomeone):
    """One note. Its author can put it right for half an hour; then a new note corrects it."""

    class Kind(models.TextChoices):
        NOTE = "note", gettext_lazy("Note")
        CALL = "call", gettext_lazy("Call")
        MEETING = "meeting", gettext_lazy("Meeting")
        MAIL = "mail", gettext_lazy("Mail")

    TOUCHING = [Kind.CALL, Kind.MEETING, Kind.MAIL]  # the person and the team were in contact

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="notes_written"
    )
    kind = models.CharField(gettext_lazy("kind"), max_length=10, choices=Kind, default=Kind.NOTE)
    on = models.DateField(gettext_lazy("when"), default=timezone.localdate)
    words = models.TextField(gettext_lazy("what was said"), max_length=5000)
    words_html = models.TextField(editable=False)
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("note")
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=True, contact__isnull=False)
                | Q(user__isnull=False, contact__isnull=True),
                name="a_note_is_about_one_person",
            )
        ]
        indexes = [
            models.Index(fields=["user", "-on"], name="notes_about_an_account"),
            models.Index(fields=["contact", "-on"], name="notes_about_a_contact"),
        ]

    def __str__(self):
        return _("Note %(number)s") % {"number": self.pk}

    @property
    def can_be_changed(self):
        return timezone.now() < self.written_at + CAN_BE_CHANGED_FOR

    @transaction.atomic
    def edit(self, *, by, words, kind, on):
        """Put it right, soon after it was written."""
        if not self.can_be_changed:
            raise Refused(_("This note is more than half an hour old. Write a new one that corrects it."))
        self.words, self.kind, self.on, self.words_html = words, kind, on, text.markdown(words)
        self.save()
        Entry.objects.record("members.note_changed", self.person, by=by, kind=kind)

    @transaction.atomic
    def remove(self, *, by):
        """Take it away for good; that there was one stays in the record."""
        person, kind = self.person, self.kind
        if type(self).objects.filter(pk=self.pk).delete()[0]:
            Entry.objects.record("members.note_removed", person, by=by, kind=kind)
