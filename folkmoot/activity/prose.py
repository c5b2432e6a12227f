"""One source, two forms: a letter's Markdown as HTML and as plain text that reads well alone."""

import re

from django.conf import settings
from markdown_it import MarkdownIt

from folkmoot.core.text import markdown

OURS = re.compile(r'href="(/(?!/)[^"]*)"')
SPECIAL = re.compile(r"([\\`*_\[\]<>~#&])")
_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("strikethrough")


def as_html(source):
    """Sanitised HTML in which links of this site are whole, as a mail programme needs them."""
    return OURS.sub(lambda found: f'href="{absolute(found[1])}"', markdown(source))


def as_text(source):
    """The words without the marks; a link's address follows its words."""
    return "\n\n".join(filter(None, _blocks(_markdown.parse(source))))


def escaped(words):
    """Words as they are, within Markdown: a title may hold a star or a bracket."""
    return SPECIAL.sub(r"\\\1", " ".join(words.split()))


def absolute(address):
    """An address of this site as it stands in a letter; others stay as they are."""
    ours = address.startswith("/") and not address.startswith("//")
    return f"{settings.SITE_URL}{address}" if ours else address


def _blocks(tokens):
    """One string for each block of the text; lists and quotations hold blocks themselves."""
    at = 0
    while at < len(tokens):
        token, end = tokens[at], _closing(tokens, at)
        inner = tokens[at + 1 : end]
        if token.type == "inline":
            yield _inline(token.children)
        elif token.type in {"paragraph_open", "heading_open"}:
            yield _inline(inner[0].children, alone=token.type == "heading_open")
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            yield _listed(token, inner)
        elif token.type == "blockquote_open":
            yield _before(["> "], "\n\n".join(_blocks(inner)))
        elif token.type in {"fence", "code_block"}:
            yield _before(["    "], token.content.rstrip("\n"))
        elif token.type == "hr":
            yield "* * *"
        at = end + 1


def _closing(tokens, at):
    """Where the block that opens at `at` ends; itself where it holds nothing."""
    depth = 0
    for end in range(at, len(tokens)):
        depth += tokens[end].nesting
        if depth == 0:
            return end
    return len(tokens) - 1


def _listed(opening, tokens):
    lines, at, number = [], 0, int(opening.attrs.get("start", 1))
    while at < len(tokens):
        end = _closing(tokens, at)
        mark = f"{number}. " if opening.type == "ordered_list_open" else "- "
        lines.append(_before([mark, " " * len(mark)], "\n".join(_blocks(tokens[at + 1 : end]))))
        at, number = end + 1, number + 1
    return "\n".join(lines)


def _before(marks, words):
    """Each line with a mark before it: the first with the first mark, the others with the last."""
    lines = words.split("\n")
    return "\n".join(f"{marks[min(at, len(marks) - 1)]}{line}".rstrip() for at, line in enumerate(lines))


def _inline(tokens, *, alone=False):
    """The words of one paragraph; a heading that is a link has the address on a line of its own."""
    words, href, begun = "", "", 0
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            words += token.content
        elif token.type in {"softbreak", "hardbreak"}:
            words += "\n"
        elif token.type == "image":
            words += token.content
        elif token.type == "link_open":
            href, begun = absolute(token.attrs["href"]), len(words)
        elif token.type == "link_close" and href.removeprefix("mailto:") != words[begun:]:
            words += f"\n{href}" if alone and begun == 0 else f" <{href}>"
    return words
