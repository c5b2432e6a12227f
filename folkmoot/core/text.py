"""Text from people: Markdown in, sanitised HTML out, and back to plain words."""

import html
import re

import nh3
from markdown_it import MarkdownIt

_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).enable(
    "strikethrough"
)

PROSE = {
    "p", "br", "em", "strong", "s", "a", "ul", "ol", "li", "blockquote", "code", "pre", "h3", "h4", "hr",
}  # fmt: skip


def sanitise(markup, *, tags=PROSE, attributes=None, **options):
    """`markup` with nothing left but the tags named; links carry rel, schemes are http, https and mailto."""
    return nh3.clean(
        markup,
        tags=set(tags),
        attributes=attributes or {"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener",
        **options,
    )


def markdown(source):
    """The HTML of a person's Markdown: headings begin at h3, images and raw HTML do not pass."""
    rendered = _markdown.render(source)
    rendered = re.sub(r"<(/?)h[12]>", r"<\1h3>", rendered)
    return sanitise(re.sub(r"<(/?)h[56]>", r"<\1h4>", rendered))


def plain(markup):
    """The words of some HTML, without the tags, white space folded: for search, feeds and excerpts."""
    spaced = re.sub(r"<(?:/(?:p|li|h\d|blockquote|div|td|tr)|br)[^>]*>", " \\g<0>", markup)
    return re.sub(r"\s+", " ", html.unescape(nh3.clean(spaced, tags=set()))).strip()


def excerpt(words, limit=160):
    """The first words of a text, at most `limit` characters, cut between words."""
    if len(words) <= limit:
        return words
    return words[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:.–- ") + "…"
