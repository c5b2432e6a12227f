"""What an announcement said when it went out."""

import re

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

HEADING = re.compile(r"(</?h)([34])>")


class WordingQuerySet(models.QuerySet):
    def newest(self):
        return self.order_by("-number").first()


class Wording(models.Model):
    """The words of an announcement as they were frozen when it began to go out, or was reworded on the way.

    Never changed. `open_…` is the same without what only members may read; it is empty where nothing differs.
    """

    announcement = models.ForeignKey(
        "announcements.Announcement", models.CASCADE, related_name="wordings", editable=False
    )
    number = models.PositiveSmallIntegerField(default=1)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField()
    html = models.TextField()
    open_text = models.TextField(blank=True)
    open_html = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects = WordingQuerySet.as_manager()

    class Meta:
        verbose_name = _("wording")
        constraints = [
            models.UniqueConstraint(fields=["announcement", "number"], name="one_wording_a_number")
        ]

    def __str__(self):
        return self.subject

    @property
    def differs(self):
        """Whether members read more in it than others."""
        return bool(self.open_text)

    def text_for(self, belongs):
        return self.text if belongs or not self.differs else self.open_text

    def html_for(self, belongs):
        return self.html if belongs or not self.differs else self.open_html

    def page_for(self, belongs):
        """The same as a page of its own: its headings come straight under the title."""
        return HEADING.sub(lambda tag: f"{tag[1]}{int(tag[2]) - 1}>", self.html_for(belongs))
