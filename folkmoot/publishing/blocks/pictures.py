"""Pictures: one, or several side by side."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock


class PictureBlock(blocks.StructBlock):
    """A picture with words for those who cannot see it, or expressly a decoration."""

    picture = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=500)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "publishing/blocks/picture.html"


class GalleryBlock(blocks.StructBlock):
    """Several pictures that belong together, side by side; each leads to itself in full size."""

    pictures = blocks.ListBlock(PictureBlock(), label=_("Pictures"), min_num=2, max_num=60)
    caption = blocks.CharBlock(label=_("Caption of them all"), required=False, max_length=500)

    class Meta:
        icon = "image"
        label = _("Gallery")
        template = "publishing/blocks/gallery.html"


def pictures_in(body):
    """The pictures of a text, in their order, the members' part included."""
    found = []
    for block in body:
        if block.block_type == "picture":
            found.append(block.value["picture"])
        elif block.block_type == "gallery":
            found += [each["picture"] for each in block.value["pictures"]]
        elif block.block_type == "members":
            found += pictures_in(block.value)
    return [picture for picture in found if picture]
