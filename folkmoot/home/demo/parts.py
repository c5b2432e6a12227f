"""What the posts of the demo have beside prose: tables, galleries, footnotes, a part for members.

Table: What it says            Gallery: What they show
| Heading | Heading |          - drawing: what is to be seen | caption
| word | 12 |
[^name]: A footnote.           ::: members   and, a paragraph further down,   :::
"""

import re

from folkmoot.core.text import markdown

NOTE = re.compile(r"^\[\^([\w-]+)\]: (.+)$", re.MULTILINE)
MEMBERS = re.compile(r"^::: members\n\n(.+?)\n\n:::$", re.MULTILINE | re.DOTALL)
NUMBER = re.compile(r"[\d,.]+(?: ?%)?")


def whole(body, blocks):
    """All blocks of a text; `blocks` makes those of a piece of it."""
    notes = [{"name": name, "note": markdown(words)} for name, words in NOTE.findall(body)]
    pieces = MEMBERS.split(NOTE.sub("", body).strip())
    for index, piece in enumerate(pieces):
        inner = list(blocks(piece.strip())) if piece.strip() else []
        if index % 2:
            yield "members", inner
        else:
            yield from inner
    if notes:
        yield "notes", notes


def of(paragraph):
    """The block of a paragraph that is a table or a gallery; nothing for any other."""
    first, *lines = paragraph.split("\n")
    kind, _, caption = first.partition(": ")
    if kind == "Table":
        return "table", _table(caption, [_cells(line) for line in lines])
    if kind == "Gallery":
        return "gallery", {"caption": caption, "pictures": [_shown(line) for line in lines]}
    return None


def _cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _table(caption, rows):
    headings, *rows = rows
    kinds = [
        "number" if all(map(NUMBER.fullmatch, column)) else "words" for column in zip(*rows, strict=True)
    ]
    columns = [{"type": kind, "heading": heading} for kind, heading in zip(kinds, headings, strict=True)]
    values = [
        {
            "values": [
                cell if kind == "number" else f"<p>{cell}</p>" for kind, cell in zip(kinds, row, strict=True)
            ]
        }
        for row in rows
    ]
    return {"cells": {"columns": columns, "rows": values, "caption": caption}, "rows_are_named": True}


def _shown(line):
    name, _, words = line.removeprefix("- ").partition(": ")
    alt, _, caption = words.partition(" | ")
    return {"drawing": name, "alt": alt.strip(), "caption": caption.strip()}


def stored(blocks, picture):
    """The blocks as a page keeps them; `picture` answers the picture of a drawing."""
    return [{"type": kind, "value": _value(kind, value, picture)} for kind, value in blocks]


def _value(kind, value, picture):
    if kind == "members":
        return stored(value, picture)
    if kind == "gallery":
        return {**value, "pictures": [_picture(each, picture) for each in value["pictures"]]}
    return value


def _picture(each, picture):
    image = {"image": picture(each["drawing"], each["alt"]).pk, "alt_text": each["alt"], "decorative": False}
    return {"picture": image, "caption": each["caption"]}
