"""What a page of another site says of itself in its head. Whatever it is, plain short words come out."""

import codecs
import re
import unicodedata
from html.parser import HTMLParser

from django.utils.translation import gettext as _

from folkmoot.core.outside import Unreachable
from folkmoot.core.text import excerpt

PAGES = {"text/html", "application/xhtml+xml"}
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
LENGTHS = {"title": 300, "description": 500, "site_name": 100}
NAMES = {  # of meta elements, the better first
    "title": ["og:title", "twitter:title"],
    "description": ["og:description", "description", "twitter:description"],
    "site_name": ["og:site_name", "application-name"],
}
CHARSETS = {  # by Python's names: those that pages are written in, and none that is slow, packs or executes
    "ascii", "utf-8", "utf-16", "utf-16-le", "utf-16-be", "koi8-r", "koi8-u", "tis-620", "mac-roman",
    "big5", "big5hkscs", "gb2312", "gbk", "gb18030", "euc_jp", "shift_jis", "cp932", "iso2022_jp", "euc_kr",
    "cp949", "cp866", "cp874", *(f"cp{number}" for number in range(1250, 1259)),
    *(f"iso8859-{number}" for number in range(1, 17)),
}  # fmt: skip
SIGN_IN = re.compile(r"/(log|sign)-?_?in\b|/login|[?&](next|redirect_to|return_?to)=", re.IGNORECASE)


def headlines(answer):
    """title, description and site_name of an answer; Unreachable where it is no page to show."""
    if answer.status != 200:
        raise Unreachable(_("It answered with the number %(status)s.") % {"status": answer.status})
    if answer.content_type not in PAGES:
        raise Unreachable(_("It is not a web page."))
    if SIGN_IN.search(answer.url):
        raise Unreachable(_("It asks who one is before it shows anything."))
    head = Head()
    head.feed(decoded(answer))
    found = {
        name: _words(next(filter(None, map(head.meta.get, names)), ""), LENGTHS[name])
        for name, names in NAMES.items()
    }
    found["title"] = found["title"] or _words(head.title, LENGTHS["title"])
    if not found["title"]:
        raise Unreachable(_("It has no title."))
    return found


class Head(HTMLParser):
    """Collects the title and the meta elements, and takes no notice of anything else."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.meta, self.title, self._in_title = {}, "", False

    def handle_starttag(self, tag, attrs):
        if tag == "meta":
            given = {name: value or "" for name, value in attrs}
            name = (given.get("property") or given.get("name") or "").strip().lower()
            if name:
                self.meta.setdefault(name, given.get("content", ""))
        self._in_title = tag == "title" and not self.title

    def handle_endtag(self, tag):
        self._in_title = False

    def handle_data(self, data):
        if self._in_title:
            self.title += data


def decoded(answer):
    """The text, by the charset the page says, else the header, else UTF-8; what does not fit is left out."""
    said = CHARSET.search(answer.body[:2048])
    for charset in filter(
        _is_of_pages, [answer.charset, said and said[1].decode("ascii", "ignore"), "utf-8"]
    ):
        try:
            return answer.body.decode(charset)
        except UnicodeError:
            continue
    return answer.body.decode("cp1252", "replace")


def _is_of_pages(charset):
    """Whether pages are written in it; a hostile page would name another one, such as punycode."""
    try:
        return bool(charset) and codecs.lookup(charset).name in CHARSETS
    except (LookupError, ValueError):  # a name with a null in it
        return False


def _words(text, most):
    """Words on one line: no marks of control or direction, no more than `most` letters."""
    text = "".join(
        " " if letter.isspace() else letter
        for letter in text[: most * 20]
        if letter.isspace() or unicodedata.category(letter)[0] != "C"
    )
    return excerpt(re.sub(r"\s+", " ", text.replace("\ufffd", "")).strip(), most)
