"""The whole text of a page."""

from django.db.models import prefetch_related_objects
from wagtail import blocks

from . import notes, reading
from .leads import cards_for
from .members import MembersBlock, PartsBlock, is_open
from .notes import NotesBlock
from .pictures import pictures_in


class BodyBlock(PartsBlock):
    """The text of a page: any parts, a part for members, footnotes."""

    members = MembersBlock()
    notes = NotesBlock()

    class Meta:
        template = "publishing/blocks/body.html"

    def clean(self, value):
        """Footnotes and their marks belong together; while someone is still writing they need not yet."""
        value = super().clean(value)
        if not self.is_deferred_validation and (errors := notes.problems(value)):
            raise blocks.StreamBlockValidationError(block_errors=errors)
        return value

    def get_context(self, value, parent_context=None):
        """A few queries for all of a text together: pictures, their renditions, link cards."""
        context = super().get_context(value, parent_context)
        members = is_open(context)
        if pictures := pictures_in(value):
            prefetch_related_objects(pictures, "renditions")
        return {
            **context,
            "pieces": reading.pieces(value, members=members),
            "cards": cards_for(reading.links_in(value)),
        }

    def render(self, value, context=None):
        """As this reader gets it, its footnotes numbered and listed at the end."""
        context = context or {}
        in_feed = bool(context.get("in_feed"))
        page = context.get("page_address", "") if in_feed else ""
        return notes.numbered(
            super().render(value, context), notes.notes_in(value), page=page, in_feed=in_feed
        )
