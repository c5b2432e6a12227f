"""Words: headings, running text, pull-quotes, questions with their answers, code, text of an earlier site."""

from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from folkmoot.core.text import plain
from folkmoot.publishing.markup import carried

INLINE = ["bold", "italic", "link"]
PROSE = [*INLINE, "ol", "ul", "hr", "document-link"]


class HeadingBlock(blocks.StructBlock):
    """A heading inside the text: under the title, or under another heading."""

    text = blocks.CharBlock(label=_("Words"), max_length=200)
    level = blocks.ChoiceBlock(
        label=_("Level"),
        choices=[("2", _("Section")), ("3", _("Part of a section"))],
        default="2",
        search_index=False,
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


class QuestionBlock(blocks.StructBlock):
    """One question of an interview and its answer."""

    question = blocks.TextBlock(label=_("Question"), rows=2)
    answer = blocks.RichTextBlock(label=_("Answer"), features=PROSE)
    who = blocks.CharBlock(
        label=_("Who answers"),
        required=False,
        max_length=200,
        help_text=_("Where several people answer, or to begin with."),
    )

    class Meta:
        icon = "help"
        label = _("Question and answer")
        template = "publishing/blocks/question.html"


class CodeBlock(blocks.StructBlock):
    """Lines of a program, a formula, a setting: shown letter by letter."""

    language = blocks.CharBlock(
        label=_("What it is"),
        required=False,
        max_length=60,
        help_text=_("For example: Python, SQL, a formula."),
    )
    code = blocks.TextBlock(label=_("Lines"), rows=8)

    class Meta:
        icon = "code"
        label = _("Code")
        template = "publishing/blocks/code.html"


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


# Migrations know it by this address.
ImportedBlock.__module__ = "folkmoot.publishing.blocks"
