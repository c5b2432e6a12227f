"""The HTML of a WordPress text, token by token: kept, turned into ours, or dropped and reported."""

import re
from html import escape
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

from django.utils.translation import gettext as _

from .flow import STRUCTURE, Flow
from .losses import Loss
from .taken import Taken, is_button, is_pull_quote

INLINE = {
    "a", "em", "strong", "s", "del", "ins", "sub", "sup", "small", "mark", "abbr", "cite", "q", "code", "kbd",
    "samp", "var", "u",
}  # fmt: skip
BLOCKS = {
    "p", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "h2", "h3", "h4", "table", "caption", "thead",
    "tbody", "tfoot", "tr", "th", "td", "pre", "figure", "figcaption", "details", "summary",
}  # fmt: skip
SAME = {
    "b": "strong", "i": "em", "strike": "s", "tt": "code", "acronym": "abbr", "h1": "h2", "h5": "h4",
    "h6": "h4", "dir": "ul", "listing": "pre", "xmp": "pre", "image": "img",
}  # fmt: skip
BREAKING = {
    "div", "section", "article", "aside", "header", "footer", "main", "nav", "address", "center", "fieldset",
    "hgroup", "legend", "dialog",
}  # fmt: skip  # unwrapped, but a new paragraph begins
GONE = {
    "script": "script", "style": "style", "form": "form", "object": "object", "svg": "object",
    "canvas": "object", "math": "object", "applet": "object", "select": "form", "textarea": "form",
    "button": "form", "noscript": "script", "template": "object",
    "frameset": "iframe", "iframe": "iframe",
    "title": "style",
    "noframes": "iframe", "noembed": "object",
}  # fmt: skip  # dropped with what they hold
GONE_VOID = {
    "embed": "object", "input": "form", "frame": "iframe", "bgsound": "object", "link": "style",
    "meta": "style", "base": "style",
}  # fmt: skip
ATTRIBUTES = {
    "ol": {"start", "reversed"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"},
    "abbr": {"title"},
}  # fmt: skip
NUMBERS = {"start", "colspan", "rowspan"}
PLAYERS = re.compile(
    r"(?:^|\.)(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|soundcloud\.com|slideshare\.net|spotify\.com|"
    r"google\.[a-z.]+|openstreetmap\.org|ted\.com|issuu\.com|mixcloud\.com|dailymotion\.com|prezi\.com|"
    r"wordpress\.tv|videopress\.com|audioboom\.com)$"
)
BARE_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
ANCHOR = re.compile(r"""href=["']#([\w-]+)["']""")
BLOCK_COMMENT = re.compile(r"\s*wp:([\w/-]+)\s*(\{.*\})?\s*/\s*", re.S)
SILENT = {"more", "nextpage", "spacer", "separator", "footnotes"}  # blocks without words of their own
GALLERY = re.compile(r"\s*(/?)wp:gallery\b")
LONGEST_ADDRESS, LONGEST_BUTTON = 2000, 80


class Markup(HTMLParser):
    """`convert` a text; `resolve` says what addresses and pictures are now; `losses` takes what is lost.

    A page can hold `cards` (links to elsewhere, buttons, pull-quotes) as blocks of their own; a comment not.
    """

    def __init__(self, *, classic, resolve, losses, cards=False):
        super().__init__(convert_charrefs=True)
        self.classic = classic
        self.resolve = resolve
        self.losses = losses
        self.cards = cards
        self.flow = Flow()
        self._gone = None  # what is being dropped: [element, depth, words, whether that is a loss]
        self._taken = None  # the pull-quote or button that is being read
        self._gallery_number, self._in_gallery = 0, False
        self._link_led = ""  # where the open link leads, before we changed it
        self._anchors = set()  # places inside the text that its own links lead to

    def convert(self, markup):
        """WordPress HTML as our blocks; what had to be left out stands in the losses."""
        self._anchors = set(ANCHOR.findall(markup))
        self.feed(markup)
        self.close()
        while self._gone or self._taken:
            self.handle_endtag((self._gone or [None])[0] or self._taken.tag)
        blocks = self.flow.finish()
        for kind, fields in blocks:
            if kind == "picture":
                for address in fields.pop("links", ()):
                    self._lose("picture link", address)
        return blocks

    def _lose(self, kind, detail=""):
        self.losses.append(Loss(kind, re.sub(r"\s+", " ", detail).strip()))

    # What the parser calls

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if self._gone:
            self._gone[1] += tag == self._gone[0]
            return
        tag = SAME.get(tag, tag)
        if tag in GONE:
            self._gone = [tag, 1, [_described(given)], True]
            if tag == "iframe":
                self._frame(given)
        elif self._taken:
            self._opens_in_taken(tag, given)
        elif self.cards and (is_pull_quote(tag, given) or is_button(tag, given)):
            self.flow.paragraph_ends()
            self._taken = Taken(tag, given.get("href", "").strip())
        elif tag in GONE_VOID:
            self._lose(GONE_VOID[tag], _described(given))
        elif tag in BLOCKS:
            self.flow.start_block(tag, f"<{tag}{self._place(given)}{_attributes(tag, given)}>")
        elif tag in INLINE:
            self._start_inline(tag, given)
        elif tag in SPECIAL:
            SPECIAL[tag](self, given)
        elif tag in BREAKING:
            self.flow.paragraph_ends()

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if self._gone and self._gone[0] == SAME.get(tag, tag) and tag in {"svg", "math", "iframe"}:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        tag = SAME.get(tag, tag)
        if self._gone:
            self._leave_gone(tag)
        elif self._taken:
            if self._taken.closes(tag):
                self._place_taken()
        elif tag in BLOCKS:
            self.flow.end_block(tag)
        elif tag in INLINE:
            self.flow.end_inline(tag)
            self._link_led = "" if tag == "a" else self._link_led
        elif tag in BREAKING:
            self.flow.paragraph_ends()

    def handle_data(self, data):
        if self._gone:
            self._gone[2].append(data)
        elif self._taken:
            self._taken.says(data)
        elif "pre" in self.flow.stack:
            self.flow.words(data)
        elif self.classic:
            self._lines(data)
        else:
            self._words(data)

    def handle_comment(self, data):
        if self._gone:
            return
        if gallery := GALLERY.match(data):
            self._in_gallery = not gallery[1]
            self._gallery_number += not gallery[1]
        if data.strip() == "nextpage":
            self.flow.rule()
        elif (match := BLOCK_COMMENT.fullmatch(data)) and match[1] not in SILENT:
            self._lose("block", f"{match[1]} {match[2] or ''}")

    def unknown_decl(self, data):
        """A stray <![…]> section in a text says nothing."""

    # Words

    def _lines(self, data):
        """Classic texts: an empty line ends the paragraph, a line end is a line break."""
        for number, paragraph in enumerate(re.split(r"\n[ \t\r]*\n\s*", data)):
            if number:
                self.flow.paragraph_ends()
            for line_number, line in enumerate(paragraph.split("\n")):
                if line_number:
                    self.flow.line_break()
                self._words(line)

    def _words(self, data):
        words = data.strip()
        if not words:
            if data:
                self.flow.space()
            return
        if self.flow.context in STRUCTURE:
            self.flow.end_block(self.flow.stack[0])  # words loose in a list or table close it
        if data[0].isspace():
            self.flow.space()
        if BARE_ADDRESS.fullmatch(words) and not self.flow.inline and not self.flow.wordy:
            if not self._place_card(words):
                self._lose("embed", words)
                self._write_link(words, words, told=True)
        else:
            self.flow.words(words)
        if data[-1].isspace():
            self.flow.space()

    def _write_link(self, address, words, *, told=False):
        href = self.resolve.link(address, told=told)
        shown = escape(words, quote=False)
        self.flow.words(f'<a href="{escape(href)}">{shown}</a>' if href else shown, raw=True)

    # Elements

    def _start_inline(self, tag, given):
        if tag != "a":
            self.flow.start_inline(tag, f"<{tag}{self._place(given)}{_attributes(tag, given)}>")
            return
        led = given.get("href", "").strip()
        self.flow.end_inline("a")
        if not led or led == "#":
            return
        href = led if ANCHOR.fullmatch(f'href="{led}"') else self.resolve.link(led)
        self._link_led = led
        if href:
            self.flow.start_inline("a", f'<a href="{escape(href)}">')
        else:
            self._lose("address", led)

    def _place(self, given):
        """The id of an element that a link of the same text leads to."""
        return f' id="{escape(given["id"])}"' if given.get("id") in self._anchors else ""

    def _leave_gone(self, tag):
        if tag != self._gone[0]:
            return
        self._gone[1] -= 1
        if not self._gone[1]:
            (element, _depth, words, is_lost), self._gone = self._gone, None
            if is_lost:
                self._lose(GONE[element], " ".join(words))

    def _frame(self, given):
        """A film or a map stays reachable."""
        address = given.get("src") or given.get("data-src", "")
        if address.startswith("//"):
            address = f"https:{address}"
        parts = _parts(address)
        if parts and PLAYERS.search(parts.hostname or ""):
            self.flow.paragraph_ends()
            address, title = _watched(address, parts), given.get("title", "")
            if self._place_card(address, title):
                self._gone[3] = False
            else:
                self._write_link(address, title or parts.hostname, told=True)
            self.flow.paragraph_ends()

    def _place_card(self, address, title=""):
        """A page of another site becomes a card that leads there, where there is room for one."""
        href = self.resolve.link(address, told=True) if self.cards else ""
        if not href.startswith(("http://", "https://")) or len(href) > LONGEST_ADDRESS:
            return False
        self.flow.place("link", {"address": href, "title": " ".join(title.split())[:200]})
        return True

    def _opens_in_taken(self, tag, given):
        self._taken.opens(tag)
        if tag == "a" and given.get("href"):
            self._lose("quote link", given["href"])
        elif tag == "img":
            self._lose("picture", given.get("src", ""))
        elif tag in GONE_VOID:
            self._lose(GONE_VOID[tag], _described(given))

    def _place_taken(self):
        """The pull-quote or button as a block; a button no block can hold stays a link."""
        taken, self._taken = self._taken, None
        if not taken.words and not taken.cited:
            return
        if taken.tag != "a":
            self.flow.place("quote", {"quote": taken.words or taken.cited, "attribution": taken.cited})
            return
        words, href = taken.words.replace("\n", " "), self.resolve.link(taken.address)
        if not href or len(words) > LONGEST_BUTTON or len(href) > LONGEST_BUTTON * 6:
            if not href:
                self._lose("address", taken.address)
            self._write_link(taken.address, words)
            return
        self.flow.place("call", {"heading": "", "words": "", "address": href, "link_words": words})

    def _img(self, given):
        source = given.get("src") or given.get("data-src", "")
        number = re.search(r"wp-image-(\d+)", given.get("class", ""))
        self._show(source, number[1] if number else "", given.get("alt", ""))

    def _show(self, source, number="", words=""):
        picture = self.resolve.picture(source, number)
        if picture is None:
            if source.startswith("data:"):
                self._lose("picture", _("inside the text: %s") % source[:60])
                return
            self._lose("picture", source or number)
            self._stand_in(source, words)
            return
        if self._link_led and not self.resolve.is_upload(self._link_led):
            self._lose("picture link", self._link_led)
        fields = {"picture": picture, "alt": words.strip(), "caption": ""}
        if self.cards and self._in_gallery:
            fields["gallery"] = self._gallery_number
        self.flow.picture(fields)

    def _stand_in(self, source, words):
        name = words.strip() or urlsplit(source).path.rpartition("/")[2] if _parts(source) else words.strip()
        if any(opened == "a" for opened, _start in self.flow.inline):
            self.flow.words(name)
        elif source:
            self._write_link(source, name or source, told=True)

    def _gallery(self, given):
        self._gallery_number += 1
        self._in_gallery = True
        for number in re.findall(r"\d+", given.get("ids", "")):
            self._show("", number)
        self._in_gallery = False

    def _media(self, given):
        source = given.get("src", "")
        if source:
            self._lose("media", source)
            self._write_link(source, urlsplit(source).path.rpartition("/")[2] or source, told=True)

    def _br(self, given):
        self.flow.line_break()

    def _hr(self, given):
        self.flow.rule()


SPECIAL = {
    "img": Markup._img,
    "wp-gallery": Markup._gallery,
    "video": Markup._media,
    "audio": Markup._media,
    "source": Markup._media,
    "br": Markup._br,
    "hr": Markup._hr,
}


def _parts(address):
    """The parts of a web address, or None where it is none."""
    try:
        parts = urlsplit(address)
        return parts if parts.scheme in {"http", "https"} and parts.hostname else None
    except ValueError:
        return None


def _watched(address, parts):
    """The page of a film whose player is given."""
    if "youtu" in parts.hostname and (match := re.match(r"/embed/([\w-]+)", parts.path)):
        return f"https://www.youtube.com/watch?v={match[1]}"
    if parts.hostname == "player.vimeo.com" and (match := re.match(r"/video/(\d+)", parts.path)):
        return f"https://vimeo.com/{match[1]}"
    if "q" in (query := parse_qs(parts.query)) and "maps" in parts.path:
        return f"https://{parts.hostname}/maps?q={query['q'][0]}"
    return address


def _attributes(tag, given):
    kept = ""
    for name in sorted(ATTRIBUTES.get(tag, ())):
        value = given.get(name)
        if value is None or (name in NUMBERS and not re.fullmatch(r"-?\d{1,4}", value)):
            continue
        kept += f' {name}="{escape(value)}"'
    return kept


def _described(given):
    """What a dropped element said of itself: its address, name or label."""
    named = (given.get(name, "") for name in ("src", "action", "data", "href", "name", "title", "value"))
    return " ".join(word for word in named if word)
