"""Tables: columns of words or of numbers, with a caption, headings and, where a row has one, its name."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock, TypedTableBlockValidationError

from .prose import INLINE


class CellsBlock(TypedTableBlock):
    """The cells, under a caption that says what the table is about."""

    words = blocks.RichTextBlock(label=_("Words"), features=INLINE, required=False)
    number = blocks.CharBlock(label=_("Numbers"), required=False, max_length=60)

    def clean(self, table):
        table = super().clean(table)
        if table.columns and not table.caption.strip() and not self.is_deferred_validation:
            raise TypedTableBlockValidationError(
                non_block_errors=[_("Say in the caption what the table is about.")]
            )
        return table


class TableBlock(blocks.StructBlock):
    """A table. On a narrow screen it is pushed sideways, by keyboard too."""

    cells = CellsBlock(label=_("Cells"))
    rows_are_named = blocks.BooleanBlock(
        label=_("The first column names its row"), required=False, default=True
    )

    class Meta:
        icon = "table"
        label = _("Table")
        template = "publishing/blocks/table.html"
