"""The parts of a raw mail: headers as words, the text somebody wrote, what is attached.

Written for what really arrives: charsets that are not what they say, MIME that breaks off, parts within parts
within parts. What cannot be read is read as well as it can be.
"""

import email
import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import getaddresses

from folkmoot.core.names import name_of_file

from .files import Attached, Enclosed, content_of, is_enclosed
from .markup import words_of

DEEPEST = 20  # parts within parts
MOST_PARTS = 200
LONGEST_HEADER = 5000  # characters
MOST_BOUNDARIES = 30  # of parts within parts: each is looked for in every line
LONGEST_OF_A_PART = 3000  # bytes of a header of a part: taking a longer one apart could take hours
LONG_NAME = 200
OF_A_PART = re.compile(rb"(?i)content-(?<![^\r\n]content-)[a-z-]+:[^\r\n]*(?:(?:\r\n|\r|\n)[ \t][^\r\n]*)*")


class TooIntricate(Exception):
    """Nobody's mail program builds mail like this."""


class Parts:
    """One mail, taken apart."""

    def __init__(self, raw):
        if raw.lower().count(b"boundary=") > MOST_BOUNDARIES:
            raise TooIntricate
        self.mail = parsed(raw)
        self.attached, self.files = [], []
        self.is_from_html = False
        self._many = 0
        self.text = self._text_of(self.mail)

    def header(self, name):
        """A header in words, on one line; nothing where there is none."""
        value = self.mail.get(name)
        return words_in(value) if value is not None else ""

    def addresses(self, *names):
        """Every address in these headers, in small letters, in order."""
        values = [
            one_line(str(value)[:LONGEST_HEADER]) for name in names for value in self.mail.get_all(name, [])
        ]
        return [address.lower() for _name, address in getaddresses(values, strict=False) if "@" in address]

    def _text_of(self, part, depth=0):
        """The words of a part: of alternatives the plain one, of others all that stand in a row."""
        self._many += 1
        if depth > DEEPEST or self._many > MOST_PARTS:
            return ""
        kind = part.get_content_type()
        if kind.startswith("message/") or _is_attached(part):
            self._attach(part)
            return ""
        if part.is_multipart():
            children = part.get_payload()
            if kind == "multipart/alternative":
                return self._best_of(children, depth)
            if kind == "multipart/related":
                words = self._text_of(children[0], depth + 1) if children else ""
                for child in children[1:]:
                    self._attach_within(child, depth, of_the_page=True)
                return words
            texts = [self._text_of(child, depth + 1) for child in children]
            return "\n".join(text for text in texts if text.strip())
        if kind == "text/html":
            self.is_from_html = True
            return words_of(decoded(part))
        if kind.startswith(("text/plain", "multipart/")):  # the latter broke off
            return _unflowed(part, decoded(part))
        self._attach(part)
        return ""

    def _best_of(self, children, depth):
        """The plain text among alternatives where it has words, else what the HTML says."""
        plain = [child for child in children if child.get_content_type() == "text/plain"]
        others = [child for child in children if child.get_content_type() != "text/plain"]
        for child in plain:
            if text := self._text_of(child, depth + 1).strip():
                for other in others:
                    if other.is_multipart():
                        self._attach_within(other, depth)
                return text
        texts = [self._text_of(child, depth + 1) for child in others]
        return next((text for text in reversed(texts) if text.strip()), "")

    def _attach_within(self, part, depth, *, of_the_page=False):
        """What is attached inside a part that is not read: Apple Mail puts pictures beside HTML there."""
        kind = part.get_content_type()
        if not part.is_multipart() or kind.startswith("message/"):
            if of_the_page or kind.startswith("image/") or part.get_filename():
                self._attach(part, of_the_page=of_the_page)
        elif depth < DEEPEST:
            for number, child in enumerate(part.get_payload()):
                beside_html = of_the_page or (kind == "multipart/related" and number > 0)
                self._attach_within(child, depth + 1, of_the_page=beside_html)

    def _attach(self, part, *, of_the_page=False):
        if len(self.attached) == MOST_PARTS:
            return
        name = name_of_file(words_in(part.get_filename() or ""))[:LONG_NAME]
        content = b"" if part.is_multipart() else content_of(part)
        enclosed = is_enclosed(part, name, of_the_page=of_the_page)
        called = name or part.get_content_type()[:LONG_NAME]
        self.attached.append(Attached(called, len(content or b""), enclosed))
        if enclosed:
            self.files.append(Enclosed(name, content))


def _is_attached(part):
    if part.is_multipart():
        return False
    if (part.get_content_disposition() or "") == "attachment":
        return True
    return bool(part.get_filename()) and part.get_content_maintype() != "multipart"


def parsed(raw):
    """The mail of these bytes; the headers of its parts are cut where no program writes them so long."""
    return email.message_from_bytes(OF_A_PART.sub(lambda header: header[0][:LONGEST_OF_A_PART], raw))


def decoded(part):
    """The text of a part: in the charset it names, unless it plainly is in another."""
    raw = part.get_payload(decode=True)
    if raw is None:
        raw = str(part.get_payload()).encode("utf-8", "surrogateescape")
    charset = (part.get_content_charset() or "ascii").lower()
    return text_of(raw, charset)


def text_of(raw, charset):
    """Bytes as text. What reads as UTF-8 is UTF-8, whatever it says of itself; Latin-1 is Windows' own."""
    candidates = ["utf-8", "cp1252" if charset in {"iso-8859-1", "latin-1", "us-ascii", "ascii"} else charset]
    if raw.isascii():
        candidates.reverse()  # charsets that shift, of seven bits, read as ASCII
    for candidate in candidates:
        try:
            return raw.decode(candidate).encode("utf-8", "replace").decode()  # no halves of letters
        except (UnicodeError, LookupError):
            continue
    return raw.decode("cp1252", "replace")


def words_in(value):
    """A header as words, encoded words decoded, on one line."""
    value = str(value)[:LONGEST_HEADER]
    try:
        pieces = decode_header(value)
    except (HeaderParseError, ValueError):
        pieces = [(value, None)]
    words = "".join(
        piece
        if isinstance(piece, str)
        else text_of(piece, "utf-8" if charset in {None, "unknown-8bit"} else charset)
        for piece, charset in pieces
    )
    return one_line(words.encode("utf-8", "replace").decode())


def one_line(value):
    return " ".join(re.sub(r"[\x00-\x1f\x7f\u2028\u2029]", " ", str(value)).split())


def _unflowed(part, text):
    """RFC 3676: of a text that flows, lines that end in a space go on in the next."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    delete_space = str(part.get_param("delsp", "")).lower() == "yes"
    lines, open_depth = [], None
    for line in text.replace("\r\n", "\n").split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        words = line[depth:].removeprefix(" ")
        if open_depth == depth and lines:
            lines[-1] += words
        else:
            lines.append((">" * depth + " " if depth else "") + words)
        flows = words.endswith(" ") and words != "-- "
        if flows and delete_space:
            lines[-1] = lines[-1][:-1]
        open_depth = depth if flows else None
    return "\n".join(lines)
