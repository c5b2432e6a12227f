"""The pictures beside a text that was sent in: private files of its author until an editor accepts it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from folkmoot.files.models import File

from .submissions import Submission

A_READING = 4 * 3600  # seconds an editor's page shows them


class SubmissionPicture(models.Model):
    """One picture of a text, found in it as `![words](picture:3)`."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="pictures")
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    words = models.CharField(_("what it shows, for those who cannot see it"), max_length=255)

    class Meta:
        verbose_name = _("picture of a text sent in")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "number"], name="one_submitted_picture_a_number")
        ]

    def __str__(self):
        return self.words

    @property
    def reference(self):
        """How the text calls it."""
        words = " ".join(self.words.replace("[", "(").replace("]", ")").split())
        return f"![{words}](picture:{self.number})"

    def link(self):
        """An address that opens for whoever was shown this page: the file itself is its author's."""
        return self.file.link(A_READING)

    def drop(self):
        file = self.file
        self.delete()
        file.drop()
