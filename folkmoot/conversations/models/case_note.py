"""A case note: what someone of the team wrote down about a message they have to decide on."""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry

from .message import Message


class CaseNoteQuerySet(models.QuerySet):
    @transaction.atomic
    def write(self, message, words, *, by):
        """Write something down for the others of the team."""
        note = self.create(message=message, words=words, by=by)
        Entry.objects.record("conversations.case_noted", message, by=by)
        return note


class CaseNote(models.Model):
    """Read by the team alone, and by whoever wrote the message in the copy of their data."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="case_notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    words = models.TextField(gettext_lazy("words"))
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CaseNoteQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("case note")

    def __str__(self):
        return _("Case note %(number)s") % {"number": self.pk}
