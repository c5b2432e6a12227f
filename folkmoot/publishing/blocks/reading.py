"""A text as one reader gets it: the members' part or not, each quote once, the notes that are called."""

import re
from dataclasses import dataclass, field

from wagtail.blocks import StreamValue

from folkmoot.core.text import plain

from .notes import called, notes_in, without_marks

RUNNING = {"text", "question", "imported"}  # blocks in which a pull-quote's sentence may stand
WORD = re.compile(r"\w+")


@dataclass
class Piece:
    """One block as it is shown."""

    block: StreamValue.StreamChild
    level: int = 2  # of a heading that this block needs for itself
    repeats: bool = False  # a pull-quote whose words stand in the text: for the eye alone
    said_by: bool = True  # and who said it stands nowhere else
    inner: list = field(default_factory=list)  # of a members' part: its own pieces
    is_open: bool = True  # a members' part this reader gets


def pieces(body, *, members):
    """The blocks of a text for a member, or for anyone else."""
    spoken = squeezed("\n".join(_spoken(_flat(body, members))))
    return list(_pieces(body, members, spoken, level=[2], quoted=set()))


def _pieces(body, members, spoken, level, quoted):
    for block in body:
        kind = block.block_type
        if kind == "notes" or (kind == "members" and not len(block.value)):
            continue
        piece = Piece(block, level=level[0])
        if kind == "heading":
            level[0] = int(block.value["level"]) + 1
        elif kind == "quote":
            words = squeezed(block.value["quote"])
            if words in quoted:
                continue
            quoted.add(words)
            piece.repeats = bool(words.strip()) and words in spoken
            who = squeezed((block.value["attribution"] or "").partition(",")[0])
            piece.said_by = bool(who.strip()) and who not in spoken
        elif kind == "members":
            piece.is_open = members
            if members:
                piece.inner = list(_pieces(block.value, members, spoken, level, quoted))
        yield piece


def _flat(body, members):
    for block in body:
        if block.block_type != "members":
            yield block
        elif members:
            yield from block.value


def _spoken(blocks):
    for block in blocks:
        if block.block_type in RUNNING:
            yield " ".join(block.block.get_searchable_content(block.value))


def squeezed(text):
    """The words alone, between single spaces: whatever quotes, dashes and spaces stand between them."""
    return f" {' '.join(WORD.findall(without_marks(text).casefold()))} "


def words(body, *, members):
    """What there is to read, as plain texts: for the search and for how long it takes."""
    texts = list(_words(pieces(body, members=members)))
    notes = notes_in(body)
    texts += [plain(notes[name].source) for name in called(texts) if name in notes]
    return [stripped for text in texts if (stripped := without_marks(text).strip())]


def _words(shown):
    for piece in shown:
        if piece.block.block_type == "members":
            yield from _words(piece.inner)
        elif not piece.repeats:
            yield from piece.block.block.get_searchable_content(piece.block.value)


def has_members_part(body):
    return any(block.block_type == "members" and len(block.value) for block in body)


def links_in(body):
    """The addresses of the link cards of a text, whoever reads it."""
    return [block.value["address"] for block in _flat(body, True) if block.block_type == "link"]
