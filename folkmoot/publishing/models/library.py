"""Pictures and attachments that editors use in pages."""

from pathlib import Path

from django.db import models
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition

from folkmoot.accounts.models import Audience
from folkmoot.core import freshness


class Picture(AbstractImage):
    """A picture in the library. Its original is never served, only renditions made from it."""

    credit = models.CharField(_("credit"), max_length=200, blank=True)
    source_key = models.CharField(max_length=200, unique=True, null=True, blank=True, editable=False)

    admin_form_fields = (
        "title",
        "file",
        "description",
        "credit",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_picture", "Can choose picture")]

    def save(self, *args, **kwargs):
        freshness.touch()  # pages show it
        return super().save(*args, **kwargs)

    @property
    def default_alt_text(self):
        """What its description says; a title or a file's name is no help to someone who cannot see it."""
        return self.description

    def get_upload_to(self, filename):
        """A path that nobody can guess and that tells nothing but the kind of file."""
        return f"original_images/{get_random_string(16).lower()}{Path(filename).suffix.lower()[:10]}"


class PictureRendition(AbstractRendition):
    """A picture in one size and format: what readers are sent."""

    image = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = _("rendition")
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_a_filter"
            )
        ]


class Attachment(AbstractDocument):
    """A file to download from a page, by those who are in its audience."""

    audience = models.ForeignKey(
        Audience,
        models.PROTECT,
        verbose_name=_("who may download it"),
        default=Audience.EVERYONE,
        limit_choices_to={"pk__in": [Audience.EVERYONE, Audience.MEMBERS]},
        related_name="+",
    )
    source_key = models.CharField(max_length=200, unique=True, null=True, blank=True, editable=False)

    admin_form_fields = ("title", "file", "audience", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        permissions = [("choose_attachment", "Can choose attachment")]

    def save(self, *args, **kwargs):
        freshness.touch()  # pages name it
        return super().save(*args, **kwargs)

    def get_upload_to(self, filename):
        """A folder nobody can guess; the name is the one its reader will see."""
        name = self.file.field.storage.get_valid_name(filename)
        return f"documents/{get_random_string(12).lower()}/{name}"
