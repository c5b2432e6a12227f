"""What a text may hold. Each block has its template in templates/publishing/blocks/."""

from django.db.models import prefetch_related_objects
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from folkmoot.core.text import plain

from .markup import carried

INLINE = ["bold", "italic", "link"]
PROSE = [*INLINE, "ol", "ul", "hr", "document-link"]


class HeadingBlock(blocks.StructBlock):
    """A heading inside the text: under the title, or under another heading."""

    text = blocks.CharBlock(label=_("Words"), max_length=200)
    level = blocks.ChoiceBlock(
        label=_("Level"), choices=[("2", _("Section")), ("3", _("Part of a section"))], default="2"
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "publishing/blocks/heading.html"


class QuoteBlock(blocks.StructBlock):
    """A sentence pulled out of the text, with who said it."""

    quote = blocks.TextBlock(label=_("Words"))
    attribution = blocks.CharBlock(label=_("Who said it"), required=False, max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Pull-quote")
        template = "publishing/blocks/quote.html"


class PictureBlock(blocks.StructBlock):
    """A picture with words for those who cannot see it, or expressly a decoration."""

    picture = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=500)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "publishing/blocks/picture.html"


class FileBlock(blocks.StructBlock):
    """A file to download, and what is in it."""

    file = DocumentChooserBlock(label=_("File"))
    description = blocks.CharBlock(label=_("What it is"), required=False, max_length=300)

    class Meta:
        icon = "doc-full"
        label = _("File")
        template = "publishing/blocks/file.html"


class ImportedBlock(blocks.RawHTMLBlock):
    """HTML carried from an earlier site. Cleaned when it is stored and again when it is shown."""

    def clean(self, value):
        return super().clean(carried(value or ""))

    def get_prep_value(self, value):
        return carried(value or "")

    def get_context(self, value, parent_context=None):
        return {**super().get_context(value, parent_context), "markup": mark_safe(carried(value or ""))}

    def get_searchable_content(self, value):
        return [plain(value or "")]

    class Meta:
        icon = "code"
        label = _("Imported text (HTML)")
        template = "publishing/blocks/imported.html"


class BodyBlock(blocks.StreamBlock):
    """The text of a page."""

    heading = HeadingBlock()
    text = blocks.RichTextBlock(label=_("Text"), features=PROSE, icon="pilcrow")
    quote = QuoteBlock()
    picture = PictureBlock()
    file = FileBlock()
    imported = ImportedBlock()

    class Meta:
        template = "publishing/blocks/body.html"

    def get_context(self, value, parent_context=None):
        """Two queries for all pictures of a text together: they, and their renditions."""
        if pictures := pictures_in(value):
            prefetch_related_objects(pictures, "renditions")
        return super().get_context(value, parent_context)


def pictures_in(body):
    """The pictures of a text, in their order."""
    found = (block.value["picture"] for block in body if block.block_type == "picture")
    return [picture for picture in found if picture]
