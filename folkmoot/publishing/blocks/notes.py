"""Footnotes: `[^name]` in any text of the page, and a block that says what each name stands for.

They are numbered in the order in which a reader meets them, and listed at the end of the text. Several marks
may call the same note. What nobody calls, or calls only in a part this reader does not get, is not shown.
"""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from .prose import INLINE

NAME = r"[\w-]{1,40}"
MARK = re.compile(rf"\[\^({NAME})\]")
MARK_IN_HTML = re.compile(rf"<(pre|code)\b.*?</\1>|<[^>]*>|\[\^(?P<name>{NAME})\]", re.DOTALL)


class NoteBlock(blocks.StructBlock):
    """One footnote, and the name by which the text calls it."""

    name = blocks.CharBlock(
        label=gettext_lazy("Name"),
        max_length=40,
        validators=[
            RegexValidator(rf"^{NAME}$", gettext_lazy("Use letters, digits and hyphens, without a space."))
        ],
        help_text=gettext_lazy("A number or a word. The text calls it by [^1] or [^word]."),
        search_index=False,
    )
    note = blocks.RichTextBlock(label=gettext_lazy("Note"), features=INLINE)


class NotesBlock(blocks.ListBlock):
    """The footnotes of a text. They are shown at its end, wherever this block stands."""

    def __init__(self, child_block=None, **kwargs):
        super().__init__(child_block or NoteBlock(), **kwargs)

    class Meta:
        icon = "list-ol"
        label = gettext_lazy("Footnotes")
        template = "publishing/blocks/notes.html"


def notes_in(body):
    """name -> RichText of every note of a text; where a name stands twice, the first."""
    found = {}
    for block in body:
        if block.block_type == "notes":
            for note in block.value:
                found.setdefault(note["name"], note["note"])
    return found


def called(texts):
    """The names that these texts call, in their order, each once."""
    return list(dict.fromkeys(name for text in texts for name in MARK.findall(text)))


def without_marks(text):
    return MARK.sub("", text)


def numbered(markup, notes, *, page="", in_feed=False):
    """The HTML of a text, its marks made links to the notes it calls, those listed below it.

    `page` is put before each link's fragment: a feed has no place of its own to lead to.
    """
    if not notes or "[^" not in markup:
        return markup
    numbers, places = {}, {}

    def link(match):
        name = match["name"]
        if name is None or name not in notes:
            return match[0]
        number = numbers.setdefault(name, len(numbers) + 1)
        nth = len(places.setdefault(name, [])) + 1
        place = f"mark-{number}" if nth == 1 else f"mark-{number}-{nth}"
        places[name].append(place)
        words = _("Note %(number)s") % {"number": number}
        return format_html(
            '<sup class="note-mark"><a href="{}#note-{}" id="{}" role="doc-noteref" aria-label="{}">{}</a>'
            "</sup>",
            page, number, place, words, number,
        )  # fmt: skip

    markup = MARK_IN_HTML.sub(link, markup)
    if not numbers:
        return markup
    listed = [
        {"number": number, "note": notes[name], "places": places[name]} for name, number in numbers.items()
    ]
    context = {"notes": listed, "page": page, "in_feed": in_feed}
    return mark_safe(markup + render_to_string("publishing/blocks/notes.html", context))


def problems(body):
    """What an editor has to put right about the notes: index of the block -> ValidationError."""
    found, known, used = {}, notes_in(body), set()
    for index, block in enumerate(body):
        if block.block_type in {"notes", "code"}:
            continue
        names = called(_strings(block.block.get_prep_value(block.value)))
        used |= set(names)
        if missing := [name for name in names if name not in known]:
            words = _("There is no footnote called %(names)s. Write it in a block of footnotes.")
            found[index] = ValidationError(words % {"names": ", ".join(f"[^{name}]" for name in missing)})
    seen = set()
    for index, block in enumerate(body):
        if block.block_type != "notes":
            continue
        for note in block.value:
            name = note["name"]
            if name in seen:
                found[index] = ValidationError(_("Two footnotes are called %(name)s.") % {"name": name})
            elif name not in used:
                words = _("Nothing in the text calls the footnote %(name)s: write %(mark)s where it belongs.")
                found[index] = ValidationError(words % {"name": name, "mark": f"[^{name}]"})
            seen.add(name)
    return found


def _strings(value):
    """Every text inside a stored value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        if value.get("type") == "code":
            return
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _strings(each)
