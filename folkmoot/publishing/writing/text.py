"""The Markdown of a member's text, piece by piece: what becomes a block of the page.

A piece is (kind, value): text (HTML), heading, quote, code, table and picture as the blocks of the same names
have them, a picture by the number it has beside the text.
"""

import re
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_block import table
from markdown_it.token import Token

from folkmoot.core.text import plain, sanitise

OURS = re.compile(r"picture:(\d{1,4})$")
INLINE = {"em", "strong", "a", "code", "br"}
PROSE = {*INLINE, "p", "ul", "ol", "li", "hr"}
MOST_CELLS = 3000  # of all tables of a text together; what follows stays words
_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).enable("table")


def _table_in_bounds(state, start, end, silent):
    """A row of one letter gets a cell for each column: without an end, a short text would be a huge page."""
    if state.env.get("cells", 0) > MOST_CELLS:
        return False
    before = len(state.tokens)
    is_table = table(state, start, end, silent)
    if is_table and not silent:
        state.env["cells"] = state.env.get("cells", 0) + (len(state.tokens) - before) // 3  # tokens a cell
    return is_table


_markdown.block.ruler.at("table", _table_in_bounds, {"alt": ["paragraph", "reference"]})


def pieces(source):
    """The pieces of a text in their order; prose between the others is one piece."""
    prose = []
    for kind, value in _pieces(_markdown.parse(source)):
        if kind == "text":
            prose.append(value)
            continue
        if prose:
            yield "text", "".join(prose)
            prose = []
        yield kind, value
    if prose:
        yield "text", "".join(prose)


def _pieces(tokens):
    for group in _groups(tokens):
        first = group[0].type
        if first == "heading_open":
            level = "2" if group[0].tag in {"h1", "h2"} else "3"
            yield "heading", {"text": plain(_html(group[1:-1]))[:200], "level": level}
        elif first == "blockquote_open":
            yield "quote", _quote(group)
        elif first in {"fence", "code_block"}:
            yield "code", {"language": group[0].info.strip()[:60], "code": group[0].content.rstrip("\n")}
        elif first == "table_open":
            yield "table", _table(group)
        elif first == "paragraph_open":
            yield from _paragraph(group)
        else:
            yield "text", _prose(group)


def _groups(tokens):
    """The tokens of each outermost element."""
    group = []
    for token in tokens:
        group.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield group
            group = []


def _paragraph(group):
    """Its words, then the pictures that stood among them."""
    opening, inline, closing = group
    found = [OURS.match(child.attrGet("src") or "") and child for child in inline.children]
    pictures = [child for child in found if child]
    if not pictures:
        yield "text", _prose(group)
        return
    inline.children = _trimmed([child for child in inline.children if child not in pictures])
    if inline.children:
        yield "text", _prose([opening, inline, closing])
    for child in pictures:
        yield "picture", {"number": int(OURS.match(child.attrGet("src"))[1]), "words": child.content.strip()}


def _trimmed(children):
    """Without the line breaks that pictures leave behind."""

    def is_space(child):
        return child.type in {"softbreak", "hardbreak"} or (
            child.type == "text" and not child.content.strip()
        )

    while children and is_space(children[0]):
        children = children[1:]
    while children and is_space(children[-1]):
        children = children[:-1]
    return children


def _prose(group):
    return sanitise(_html(_without_pictures(group)), tags=PROSE)


def _without_pictures(tokens):
    """A picture from elsewhere becomes a link to it: no reader's browser fetches it."""
    for token in tokens:
        if token.children:
            token.children = [made for child in token.children for made in _as_link(child)]
    return tokens


def _as_link(child):
    if child.type != "image":
        return [child]
    words = Token("text", "", 0, content=child.content or child.attrGet("src"))
    if OURS.match(child.attrGet("src")):
        return [words]
    opening = Token("link_open", "a", 1, attrs={"href": child.attrGet("src")})
    return [opening, words, Token("link_close", "a", -1)]


def _html(tokens):
    return _markdown.renderer.render(tokens, _markdown.options, {})


def _quote(group):
    """Someone's words; a last line that begins with a dash says whose."""
    inner = sanitise(_html(_without_pictures(group)), tags={"p", "br"})
    lines = [plain(line) for line in re.split(r"</p>|<br>", inner)]
    lines = [line for line in lines if line]
    who = ""
    if len(lines) > 1 and re.match(r"[—–-]+\s*\S", lines[-1]):
        who = re.sub(r"^[—–-]+\s*", "", lines.pop())[:200]
    words = "\n".join(lines)
    if words[:1] == "“" and words[-1:] == "”" and words.count("“") == 1:
        words = words[1:-1]  # the page sets the marks
    return {"quote": words, "attribution": who}


def _table(group):
    """Its cells; an editor adds the caption."""
    rows, headings = [], []
    for token, inline in pairwise(group):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "th_open":
            headings.append(plain(_html([inline])))
        elif token.type == "td_open":
            rows[-1].append(sanitise(_html(_without_pictures([inline])), tags=INLINE))
    columns = [{"type": "words", "heading": heading} for heading in headings]
    cells = {"columns": columns, "rows": [{"values": row} for row in rows[1:]], "caption": ""}
    return {"cells": cells, "rows_are_named": False}


def pictures_in(source):
    """The numbers of the pictures a text calls for."""
    return [value["number"] for kind, value in pieces(source) if kind == "picture"]


def without_picture(source, number):
    """The text without the lines that call for this picture."""
    gone = re.sub(rf"!\[[^\]]{{0,1000}}\]\(picture:{int(number)}\)", "", source)
    return re.sub(r"\n{3,}", "\n\n", gone).strip() + "\n" if gone.strip() else ""


def paragraphs(source):
    """The text in plain words, paragraph by paragraph, for comparing: (kind, words)."""
    for kind, value in pieces(source):
        yield from plain_paragraphs(kind, value)


def plain_paragraphs(kind, value):
    """One piece in plain words."""
    if kind == "text":
        parts = re.split(r"</(?:p|li)>|<hr ?/?>|(?=<[uo]l>)", str(value))
        for part in parts:
            if words := plain(part):
                yield ("item" if "<li" in part else "text"), words
    elif kind == "heading":
        yield "heading", value["text"]
    elif kind == "quote":
        yield "quote", " — ".join(filter(None, [plain_words(value["quote"]), value["attribution"]]))
    elif kind == "picture":
        yield "picture", value["words"]
    elif kind == "code":
        yield "text", plain_words(value["code"])
    elif kind == "table":
        cells = value["cells"]
        yield "text", _row(column["heading"] for column in cells["columns"])
        yield from (("text", _row(row["values"])) for row in cells["rows"])


def _row(cells):
    return " | ".join(plain(str(cell)) for cell in cells)


def plain_words(text):
    return " ".join(text.split())
