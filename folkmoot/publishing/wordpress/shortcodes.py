"""WordPress shortcodes: carried where the structure is clear, else taken out and reported.

Plain words in brackets, such as [sic], [1] or [name], are no shortcodes and stay as they are.
"""

import html
import re

from .losses import Loss

ATTRIBUTES = r"""(?:\s+[\w-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s\]"']+)|\s+(?:"[^"]*"|[^\s\]"'<>]+))*"""
SHORTCODE = re.compile(rf"\[(\[?)(/?)([A-Za-z][\w-]*)({ATTRIBUTES})\s*(/?)\](\]?)")
ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s\]"']+))""")
CAPTION = re.compile(rf"\[(?:wp_)?caption({ATTRIBUTES})\s*\](.*?)\[/(?:wp_)?caption\]", re.S)
MEMBERS = re.compile(
    rf"(?<!\[)\[(members?[_-]?only|members?|(?:is_)?logged_?in)(?:{ATTRIBUTES})\s*\](.*?)\[/\1\](?!\])",
    re.S | re.I,
)
NOTE = re.compile(r"\[(ref|footnote|note|efn_note)\](.*?)\[/\1\]", re.S)
ADDRESS = re.compile(rf"\[embed{ATTRIBUTES}\s*\](.*?)\[/embed\]", re.S)
CODE = re.compile(rf"\[(code|sourcecode){ATTRIBUTES}\s*\](.*?)\[/\1\]", re.S)
PICTURE = re.compile(r"\s*(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", re.I)

FOR_SOME = re.compile(
    r"member|private|restrict|logged|login|access|subscrib|level|secret|hidden|protect|visitor|s2if|wlm_|pmpro",
    re.I,
)
KNOWN = {
    "audio", "video", "playlist", "gallery", "embed", "caption", "wp_caption", "googlemaps", "youtube",
    "vimeo", "contact", "soundcloud", "archives", "poll", "polldaddy", "slideshow", "tweet", "twitter", "toc",
    "row", "column", "columns", "button", "tabs", "tab", "accordion", "code", "sourcecode", "ref", "footnote",
    "note", "spoiler", "gist", "instagram", "facebook", "recent", "sitemap",
}  # fmt: skip


def for_members(markup):
    """The text in pieces, (whether it was for members, piece): what stood in a members' shortcode apart."""
    at = 0
    for match in MEMBERS.finditer(markup):
        yield False, markup[at : match.start()]
        yield True, match[2]
        at = match.end()
    yield False, markup[at:]


def expand(markup, losses, notes=None):
    """`markup` with its shortcodes turned into HTML or taken out; what was lost is added to `losses`.

    Footnotes are added to the list `notes` and called by their marks; without one they stand at the end.
    """
    if "[" not in markup:
        return markup
    markup = CODE.sub(lambda match: f"<pre><code>{html.escape(match[2].strip(chr(10)))}</code></pre>", markup)
    markup = CAPTION.sub(_figure, markup)
    markup = ADDRESS.sub(lambda match: f"\n\n{html.unescape(match[1].strip())}\n\n", markup)
    markup = _with_notes(markup) if notes is None else NOTE.sub(lambda match: _mark(match, notes), markup)
    markup = _without_restricted(markup, losses)
    return SHORTCODE.sub(lambda match: _one(match, losses), markup)


def attributes(text):
    """The named attributes of a shortcode."""
    return {
        name.lower(): html.unescape(double or single or bare)
        for name, double, single, bare in ATTRIBUTE.findall(text)
    }


def _figure(match):
    given = attributes(match[1])
    inner = match[2]
    picture = PICTURE.match(inner)
    words = given.get("caption") or (inner[picture.end() :] if picture else "")
    return f"<figure>{picture[0] if picture else inner}<figcaption>{words.strip()}</figcaption></figure>"


def _with_notes(markup):
    """[ref]words[/ref] becomes a number in the text and a list of notes at its end."""
    notes = []

    def number(match):
        notes.append(match[2].strip())
        return f"<sup>{len(notes)}</sup>"

    markup = NOTE.sub(number, markup)
    if notes:
        markup += "\n\n<hr><ol>" + "".join(f"<li>{note}</li>" for note in notes) + "</ol>"
    return markup


def _mark(match, notes):
    notes.append(match[2].strip())
    return f"[^{len(notes)}]"


def _without_restricted(markup, losses):
    """What stood in a page for members only does not become public: it is kept in the report alone."""
    for name in {
        match[3] for match in SHORTCODE.finditer(markup) if not match[2] and FOR_SOME.search(match[3])
    }:
        enclosing = re.compile(
            rf"\[{re.escape(name)}({ATTRIBUTES})\s*\](.*?)(?:\[/{re.escape(name)}\]|\Z)", re.S
        )
        if f"[/{name}]" not in markup:
            continue

        def taken_out(match):
            losses.append(Loss("restricted", f"[{name}] {match[2].strip()}"))  # noqa: B023
            return "\n\n"

        markup = enclosing.sub(taken_out, markup)
    return markup


def _one(match, losses):
    escaped, closing, name, given, _single, bracket = match.groups()
    if escaped and bracket:
        return match[0][1:-1]
    outer = escaped, bracket
    lower = name.lower()
    if not (given.strip() and "=" in given) and not closing and lower not in KNOWN and not _is_compound(name):
        return match[0]
    if closing:
        return (outer[0] + outer[1]) if lower in KNOWN or _is_compound(name) else match[0]
    return outer[0] + _replaced(lower, attributes(given), match[0], losses) + outer[1]


def _is_compound(name):
    return "_" in name or "-" in name


def _replaced(name, given, whole, losses):
    if name == "gallery" and given.get("ids"):
        return f'<wp-gallery ids="{html.escape(given["ids"])}"></wp-gallery>'
    if name in {"audio", "video"}:
        source = next((given[key] for key in ("src", "mp3", "mp4", "m4a", "webm", "ogg") if key in given), "")
        if source:
            return f'<{name} src="{html.escape(source)}"></{name}>'
    losses.append(Loss("shortcode", whole))
    return ""
