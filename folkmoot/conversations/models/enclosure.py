"""An enclosure: a picture or a file that came with a message."""

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from folkmoot.accounts.models import Audience
from folkmoot.core.lifecycle import Refused
from folkmoot.files.models import File

from .message import Message


class EnclosureQuerySet(models.QuerySet):
    def with_files(self):
        """In the order in which they were put in."""
        return self.select_related("file").order_by("number")

    @transaction.atomic
    def enclose(self, message, files):
        """Put files into a message that is being written: pairs of a File and what it shows, in words."""
        if len(files) > settings.MESSAGE_FILES:
            raise Refused(
                ngettext(
                    "A message can have at most %(most)s file. All you wrote is still here.",
                    "A message can have at most %(most)s files. All you wrote is still here.",
                    settings.MESSAGE_FILES,
                )
                % {"most": settings.MESSAGE_FILES}
            )
        for number, (file, words) in enumerate(files, 1):
            self.create(message=message, file=file, words=words, number=number)

    def follow(self, message):
        """Let whoever reads the message read its files: the thread's people, the team alone, or nobody."""
        files = File.objects.filter(enclosure__message=message)
        if message.is_shown:
            files.show_to(message.thread.audience_id)
        elif message.state == Message.State.DELETED:
            for file in files:
                file.drop()
        else:
            files.show_to(Audience.TEAM)


class Enclosure(models.Model):
    """A file in a message. Its audience follows the message; where that is deleted, it is thrown away."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="enclosures")
    file = models.OneToOneField(File, models.CASCADE, related_name="enclosure")
    words = models.CharField(
        gettext_lazy("what it shows"), max_length=300, blank=True
    )  # of a picture, always
    number = models.PositiveSmallIntegerField(editable=False)

    objects = EnclosureQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("enclosure")
        constraints = [
            models.UniqueConstraint(fields=["message", "number"], name="one_enclosure_a_number"),
        ]

    def __str__(self):
        return _("Enclosure %(number)s") % {"number": self.pk}
