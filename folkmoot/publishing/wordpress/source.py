"""Opening an export: plain, gzipped or alone in a ZIP; repaired where exports are known to be broken."""

import codecs
import gzip
import re
import zipfile
from pathlib import Path

from django.utils.translation import gettext as _

CHUNK = 64 * 1024
LARGEST = 4 * 1024**3  # unpacked: a file that grows beyond this is refused

ILLEGAL = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20)])  # control characters XML 1.0 forbids
NONCHARACTERS = re.compile("[\ufffe\uffff]")  # forbidden too
DECLARED = re.compile(rb"""^\s*<\?xml[^>]*\bencoding\s*=\s*["']([A-Za-z0-9._-]+)""")


class Unreadable(Exception):
    """The file cannot be imported, in words for people, with the line where it goes wrong (if any)."""

    def __init__(self, words, line=None):
        self.words = words
        self.line = line
        super().__init__(words)


class Source:
    """The bytes of an export, chunk by chunk, with what had to be repaired on the way."""

    def __init__(self, path):
        self.path = Path(path)
        self.repairs = []  # (line, what)
        self.size = 1
        self._line = 1
        self._raw = None

    @property
    def position(self):
        """How far the file on disk has been read, in bytes."""
        return self._raw.tell() if self._raw and not self._raw.closed else self.size

    def chunks(self):
        """Pieces of well-encoded XML. Raises Unreadable where the file is something else."""
        try:
            self.size = max(self.path.stat().st_size, 1)
            with open(self.path, "rb") as self._raw, self._unpacked(self._raw) as stream:
                yield from self._repaired(stream)
        except (EOFError, zipfile.BadZipFile, gzip.BadGzipFile, OSError) as problem:
            raise Unreadable(_("The file cannot be read: %(problem)s.") % {"problem": problem}) from problem

    def _unpacked(self, raw):
        start = raw.read(4)
        raw.seek(0)
        if start[:2] == b"\x1f\x8b":
            return gzip.open(raw)
        if start == b"PK\x03\x04":
            return self._alone_in_zip(raw)
        return raw

    def _alone_in_zip(self, raw):
        packed = zipfile.ZipFile(raw)
        exports = [info for info in packed.infolist() if info.filename.lower().endswith(".xml")]
        if len(exports) != 1:
            raise Unreadable(
                _(
                    "This ZIP holds %(count)s XML files. Unpack it and import the exports one after the "
                    "other, in the order of their names; pictures and files go into the media field."
                )
                % {"count": len(exports)}
            )
        if exports[0].flag_bits & 0x1:
            raise Unreadable(_("This ZIP is locked with a password. Unpack it first."))
        return packed.open(exports[0])

    def _repaired(self, stream):
        first = stream.read(CHUNK)
        self._must_look_like_xml(first)
        if first[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            clean = bytes
        else:
            first = first.removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n\t \x00")
            declared = DECLARED.match(first)
            encoding = declared[1].decode().lower() if declared else "utf-8"
            clean = self._as_utf8() if encoding in {"utf-8", "utf8"} else self._without_controls
        total, chunk = 0, first
        while chunk:
            total += len(chunk)
            if total > LARGEST:
                raise Unreadable(_("Unpacked, this file is larger than 4 GB. Export the site in parts."))
            yield clean(chunk)
            self._line += chunk.count(b"\n")
            chunk = stream.read(CHUNK)

    def _without_controls(self, chunk):
        cleaned = chunk.translate(None, ILLEGAL)
        if len(cleaned) != len(chunk):
            at = next(place for place, byte in enumerate(chunk) if byte in ILLEGAL)
            self.repairs.append((self._line + chunk.count(b"\n", 0, at), "control"))
        return cleaned

    def _as_utf8(self):
        """A cleaner that also replaces bytes that are no UTF-8, which half-converted databases hold."""
        decoder = codecs.getincrementaldecoder("utf-8")("replace")

        def clean(chunk):
            chunk = self._without_controls(chunk)
            if decoder.getstate()[0] == b"" and chunk.isascii():
                return chunk
            text = decoder.decode(chunk)
            marks = text.count("\ufffd")
            if marks and marks > chunk.count("\ufffd".encode()):
                at = text.index("\ufffd")
                self.repairs.append((self._line + text.count("\n", 0, at), "encoding"))
            if forbidden := NONCHARACTERS.search(text):
                self.repairs.append((self._line + text.count("\n", 0, forbidden.start()), "control"))
                text = NONCHARACTERS.sub("", text)
            return text.encode()

        return clean

    def _must_look_like_xml(self, first):
        if first[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return
        start = first.removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n\t \x00")[:400].lower()
        if not start:
            raise Unreadable(_("The file is empty."))
        if start.startswith((b"{", b"[")):
            raise Unreadable(_("This is a JSON file, not a WordPress export. In WordPress: Tools, Export."))
        if start.startswith((b"<!doctype html", b"<html")):
            raise Unreadable(_("This is a web page, not a WordPress export. In WordPress: Tools, Export."), 1)
        if not start.startswith(b"<"):
            raise Unreadable(_("This is not a WordPress export: an export begins with “<?xml”."), 1)
