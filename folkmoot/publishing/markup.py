"""HTML carried from an earlier site: its structure stays, whatever could act or call out goes."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from django.utils.html import escape

from folkmoot.core.http import number
from folkmoot.core.text import sanitise

TAGS = {
    "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "ul", "ol", "li", "dl", "dt", "dd", "blockquote",
    "cite", "q", "pre", "code", "kbd", "samp", "var", "em", "strong", "b", "i", "u", "s", "del", "ins",
    "small", "sub", "sup", "mark", "abbr", "time", "a", "img", "figure", "figcaption", "table", "caption",
    "thead", "tbody", "tfoot", "tr", "th", "td", "details", "summary",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"id", "lang"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    "time": {"datetime"},
    "abbr": {"title"},
    "blockquote": {"cite"},
}
SHOWN = {**ATTRIBUTES, "img": ATTRIBUTES["img"] | {"loading"}}
PREFIX = "c-"  # of ids in carried text, so that they never meet ours

LOCAL = re.compile(r"/(?![/\\])")
IMAGE = re.compile(r"<img\b[^>]*>")
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
IDENTITY = re.compile(r' id="([^"]*)"')
EMPTY = re.compile(r"<(p|h[2-6]|li|strong|em|b|i|figure|figcaption)>(?:\s|&nbsp;|<br>)*</\1>")


@lru_cache(maxsize=64)  # shown pages are cleaned again each time: the same text need not be
def carried(markup):
    """`markup` as it may stand in a page: safe, valid, headings from level two, pictures from here only."""
    markup = re.sub(r"<(/?)h1\b", r"<\1h2", markup, flags=re.IGNORECASE)
    clean = sanitise(markup, tags=TAGS, attributes=ATTRIBUTES, attribute_filter=_attribute)
    clean = IMAGE.sub(_picture, clean)
    clean = _each_id_once(clean)
    while clean != (shorter := EMPTY.sub("", clean)):
        clean = shorter
    return sanitise(clean, tags=TAGS, attributes=SHOWN)  # the last word, after all that was rewritten


def _attribute(tag, name, value):
    """An attribute's value as it may stay, or None."""
    if name == "id":
        return PREFIX + re.sub(r"[^\w-]", "-", value) if value.strip() else None
    if tag == "a" and name == "href" and value.startswith("#"):
        return f"#{PREFIX}{value[1:]}" if len(value) > 1 else "#"
    if name in {"width", "height", "colspan", "rowspan", "start"}:
        return value if 0 < (number(value) or 0) < 10_000 else None
    return value


def _picture(match):
    """A picture of this site, lazily loaded; for one that lies elsewhere, a link to it or its words."""
    attributes = dict(ATTRIBUTE.findall(match[0]))
    source, words = attributes.get("src", ""), attributes.get("alt", "")
    if not LOCAL.match(source):
        host = escape(urlsplit(source).netloc) if source.startswith(("http://", "https://")) else ""
        if not host or _inside_a_link(match):
            return words or host
        return f'<a href="{source}" rel="nofollow ugc noopener">{words or host}</a>'
    size = "".join(f' {name}="{attributes[name]}"' for name in ("width", "height") if name in attributes)
    return f'<img src="{source}" alt="{words}"{size} loading="lazy">'


def _inside_a_link(match):
    before = match.string[: match.start()]
    return before.rfind("<a ") > before.rfind("</a>")


def _each_id_once(markup):
    seen = set()

    def once(match):
        if match[1] in seen:
            return ""
        seen.add(match[1])
        return match[0]

    return IDENTITY.sub(once, markup)
