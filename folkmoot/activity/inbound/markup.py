"""The words of an HTML mail, as somebody would have typed them: for mail that has no plain text beside it.

Nothing of the markup passes. nh3 mends it first, in one go, however it was broken: what is left is read here.
Paragraphs are parted by blank lines, quotations begin with "> " and list items with "- ", as in Markdown, and
links keep where they lead. What mail programs put around an answer (the letter that is answered, signatures)
is left out by the names they give it.
"""

import re
from html.parser import HTMLParser

import nh3

UNSEEN = {"style", "script", "title", "template", "noscript"}
EMPTY = {"br", "hr"}
BLOCKS = {
    *("p", "div", "section", "article", "table", "tr", "ul", "ol", "pre", "blockquote", "center"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "address", "form", "dl", "dt", "dd", "figure"),
}
APART = {"p", "ul", "ol", "pre", "blockquote", "table", "h1", "h2", "h3", "h4", "h5", "h6"}  # a blank line
# What mail programs call the letter that is answered, and what stands below one's name.
LEFT_OUT = re.compile(
    r"gmail_quote|gmail_attr|gmail_signature|gmail_extra|yahoo_quoted|ydp\w*yahoo_quoted|moz-cite-prefix"
    r"|moz-signature|moz-txt-sig|k9mail-signature|k9mail-quote|protonmail_quote|protonmail_signature_block"
    r"|ms-outlook-mobile-signature|ms-outlook-mobile-reference-message|mail-editor-reference-message-container"
    r"|Signature|signature|x_Signature|AppleMailSignature|lineBreakAtBeginningOfSignature",
)
ENDS_IT = {"appendonsend", "divRplyFwdMsg", "x_divRplyFwdMsg", "OLK_SRC_BODY_SECTION", "isForwardContent"}
DEEPEST = 200
LONGEST = 500_000  # characters of markup that are read
MOST_TAGS = 20_000


def words_of(markup):
    """The words somebody wrote; where all of it seems to be a quotation, all of its words."""
    mended = nh3.clean(
        "<".join(markup[:LONGEST].split("<", MOST_TAGS)[:MOST_TAGS]),
        tags={*BLOCKS, *EMPTY, "li", "a", "span"},
        clean_content_tags=UNSEEN,
        attributes={"*": {"class", "id"}, "a": {"href"}},
        link_rel=None,
    )
    return _read(mended, whole=False) or _read(mended, whole=True)


def _read(markup, *, whole):
    words = Words(whole=whole)
    words.feed(markup)
    words.close()
    return words.text()


class Words(HTMLParser):
    """Gathers lines as the parser goes along; each knows in how many quotations it stands."""

    def __init__(self, *, whole):
        super().__init__(convert_charrefs=True)
        self.whole = whole
        self.lines, self.line = [], ""
        self.open = []  # (tag, what it does): "unseen", "quotation", an address, or nothing
        self.unseen = self.depth = 0
        self.ended = False

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if not self.whole and attributes.get("id") in ENDS_IT:
            self.ended = True
        if tag in BLOCKS or tag in {"li", "br", "hr"}:
            self._break(apart=tag in APART, typed=tag == "br")
        if tag == "li":
            self.line = "- "
        if tag in EMPTY or len(self.open) > DEEPEST:
            return
        does = self._does(tag, attributes)
        self.unseen += does == "unseen"
        self.depth += does == "quotation"
        self.open.append((tag, does))

    def handle_endtag(self, tag):
        if tag not in {opened for opened, _does in self.open}:
            return
        while self.open:
            opened, does = self.open.pop()
            self._close(opened, does)
            if opened == tag:
                return

    def handle_data(self, data):
        if self.unseen or self.ended:
            return
        if any(tag == "pre" for tag, _does in self.open):
            first, *others = data.split("\n")
            self.line += first
            for line in others:
                self._break()
                self.line = line
            return
        data = re.sub(r"[ \t\r\n\f]+", " ", data)
        if self.line in {"", "- "} or self.line.endswith(" "):
            data = data.lstrip(" ")
        self.line += data

    def text(self):
        self._break()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.lines)).strip()

    def _does(self, tag, attributes):
        named = [*(attributes.get("class") or "").split(), attributes.get("id") or ""]
        if not self.whole and any(LEFT_OUT.fullmatch(name) for name in named):
            return "unseen"
        if tag == "blockquote":
            return "quotation"
        return attributes.get("href") or "" if tag == "a" else ""

    def _close(self, tag, does):
        self.unseen -= does == "unseen"
        if tag in BLOCKS or tag == "li":
            self._break(apart=tag in APART)
        if does == "quotation":
            self.depth -= 1
        elif tag == "a" and does.startswith(("http://", "https://")) and not (self.unseen or self.ended):
            shown = self.line.rstrip("/")
            if not shown.endswith((does.rstrip("/"), does.partition("//")[2].rstrip("/"))):
                self.line += f" ({does})"

    def _break(self, *, apart=False, typed=False):
        """The line is over. One that is empty parts paragraphs where somebody typed it, with a `<br>`."""
        line, self.line = self.line.replace("\xa0", " ").rstrip(), ""
        before = "> " * self.depth
        if line and not self.unseen:
            self.lines.append(f"{before}{line}")
        elif (apart or typed) and not self.unseen and self.lines and self.lines[-1].strip("> "):
            self.lines.append(before.rstrip())
            return
        if apart and self.lines and self.lines[-1].strip("> "):
            self.lines.append(before.rstrip())
