"""A part of a page that only members get. Others are told that it is there, and how to come in."""

from django.core.exceptions import ValidationError
from django.urls import resolve
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from folkmoot.accounts.models import Audience
from folkmoot.accounts.policy import belongs

from .leads import CallBlock, FileBlock, LinkBlock
from .pictures import GalleryBlock, PictureBlock
from .prose import PROSE, CodeBlock, HeadingBlock, ImportedBlock, QuestionBlock, QuoteBlock
from .tables import TableBlock

JOIN = "/join/"


class PartsBlock(blocks.StreamBlock):
    """What any text may be made of."""

    heading = HeadingBlock()
    text = blocks.RichTextBlock(label=_("Text"), features=PROSE, icon="pilcrow")
    question = QuestionBlock()
    quote = QuoteBlock()
    picture = PictureBlock()
    gallery = GalleryBlock()
    table = TableBlock()
    code = CodeBlock()
    file = FileBlock()
    link = LinkBlock()
    call = CallBlock()
    imported = ImportedBlock()


class MembersBlock(PartsBlock):
    """The members' part. It is in no HTML, feed or search result of anyone else."""

    def clean(self, value):
        """A file that lies open would be open through this part, too."""
        value = super().clean(value)
        errors = {
            index: ValidationError(
                _("Everyone may download this file. Let only members download it, or put it elsewhere.")
            )
            for index, block in enumerate(value)
            if block.block_type == "file" and block.value["file"].audience_id == Audience.EVERYONE
        }
        if errors:
            raise blocks.StreamBlockValidationError(block_errors=errors)
        return value

    def get_context(self, value, parent_context=None):
        return {**super().get_context(value, parent_context), "join": join_address()}

    class Meta:
        icon = "lock"
        label = _("Part for members only")
        template = "publishing/blocks/members.html"


def is_open(context):
    """Whether the reader for whom this is drawn gets the members' part: never a feed, never nobody."""
    request = context.get("request")
    if request is None or context.get("in_feed"):
        return False
    as_members = getattr(request, "as_members", None)  # the office shows a page both ways
    if as_members is not None:
        return as_members
    user = getattr(request, "user", None)
    return user is not None and belongs(user)


def join_address():
    """Where one says that one would like to join, if this house has such a page."""
    return JOIN if resolve(JOIN).url_name != "wagtail_serve" else ""
