"""A WordPress text becomes the body of a page: shortcodes, markup, the sanitiser of the house, blocks."""

import html
import json
import re
from contextlib import suppress

from folkmoot.core.text import sanitise
from folkmoot.publishing.markup import carried

from .losses import Loss
from .markup import Markup
from .shaping import REL, shaped
from .shortcodes import expand, for_members

MADE_OF_BLOCKS = re.compile(r"<!--\s+wp:")
CORE_NOTE = re.compile(r'<sup\b[^>]*\bdata-fn="([\w-]+)"[^>]*>.*?</sup>', re.S)
NOTED = {"a", "strong", "em", "b", "i", "br"}  # what a footnote can hold


def convert(text, resolve):
    """A comment: ("imported", html) and ("picture", fields) pairs, and what could not be carried."""
    losses: list[Loss] = []
    text = _lines(text)
    return _converted(expand(text, losses), _is_classic(text), resolve, losses), losses


def bodied(text, resolve, footnotes=""):
    """The blocks of a page, (kind, value) each, and what could not be carried.

    `footnotes` is what WordPress' own editor kept of them beside the text, as JSON.
    """
    losses: list[Loss] = []
    notes, blocks = [], []
    text = _with_core_notes(_lines(text), footnotes)
    classic = _is_classic(text)
    for is_for_members, piece in for_members(text):
        inner = shaped(_converted(expand(piece, losses, notes), classic, resolve, losses, cards=True))
        if is_for_members and inner:
            blocks.append(("members", inner))
        else:
            blocks += inner
    if notes:
        blocks.append(
            ("notes", [_note(number, note, resolve, losses) for number, note in enumerate(notes, 1)])
        )
    return blocks, losses


def _lines(text):
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_classic(text):
    """Whether line ends make paragraphs, as before WordPress had blocks."""
    return not MADE_OF_BLOCKS.search(text)


def _converted(text, classic, resolve, losses, *, cards=False):
    blocks = Markup(classic=classic, resolve=resolve, losses=losses, cards=cards).convert(text)
    cleaned = [(kind, carried(value) if kind == "imported" else value) for kind, value in blocks]
    return [(kind, value) for kind, value in cleaned if value]


def _with_core_notes(text, footnotes):
    """The footnotes of the block editor as those of the shortcode."""
    known = {}
    with suppress(ValueError, TypeError, KeyError, AttributeError):
        known = {note["id"]: str(note["content"]) for note in json.loads(footnotes or "[]")}
    return CORE_NOTE.sub(
        lambda match: f"[ref]{known[match[1]]}[/ref]" if match[1] in known else match[0], text
    )


def _note(number, note, resolve, losses):
    """One footnote: its paragraphs are lines of it."""
    pieces = _converted(note, False, resolve, losses)
    words = "".join(value for kind, value in pieces if kind == "imported")
    words = re.sub(r"</(?:p|li)>\s*<(?:p|li)>", "<br>", words)
    words = REL.sub("", sanitise(words, tags=NOTED)).strip()
    return {"name": str(number), "note": f"<p>{words or html.escape(note)}</p>"}
