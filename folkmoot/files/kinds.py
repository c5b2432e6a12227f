"""What an upload is, read from its first bytes. What the browser or the name say about it is not believed."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from folkmoot.core.names import name_of_file

MB = 1024 * 1024
LARGEST_PICTURE = 15 * MB
LARGEST_FILE = 25 * MB
MOST_PARTS = 5000  # of an archive: each costs memory before anything in it is looked at


@dataclass(frozen=True)
class Kind:
    """A kind of file we keep: its media type, the endings its name may have, the first being the usual."""

    media_type: str
    endings: tuple[str, ...]

    @property
    def is_picture(self):
        return self.media_type.startswith("image/")

    @property
    def largest(self):
        return LARGEST_PICTURE if self.is_picture else LARGEST_FILE


JPEG = Kind("image/jpeg", ("jpg", "jpeg"))
PNG = Kind("image/png", ("png",))
GIF = Kind("image/gif", ("gif",))
WEBP = Kind("image/webp", ("webp",))
PDF = Kind("application/pdf", ("pdf",))
TEXT = Kind("text/plain", ("txt", "csv", "md", "ics", "vtt"))
_OPEN = "application/vnd.oasis.opendocument."
_OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENTS = {
    f"{_OPEN}text": Kind(f"{_OPEN}text", ("odt",)),
    f"{_OPEN}spreadsheet": Kind(f"{_OPEN}spreadsheet", ("ods",)),
    f"{_OPEN}presentation": Kind(f"{_OPEN}presentation", ("odp",)),
}
OFFICE_DOCUMENTS = {
    "word/document.xml": Kind(f"{_OFFICE}wordprocessingml.document", ("docx",)),
    "xl/workbook.xml": Kind(f"{_OFFICE}spreadsheetml.sheet", ("xlsx",)),
    "ppt/presentation.xml": Kind(f"{_OFFICE}presentationml.presentation", ("pptx",)),
}
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


def sniff(upload):
    """The kind of an upload; raises ValidationError in plain words if we do not keep such files."""
    if not upload.size:
        raise ValidationError(_("This file is empty. Choose another one."), code="empty")
    kind = _by_content(upload)
    upload.seek(0)
    if kind is None:
        raise ValidationError(
            _(
                "We cannot tell what kind of file this is. Pictures (JPEG, PNG, GIF, WebP), PDF, text, and "
                "documents of Word, Excel, PowerPoint or LibreOffice can be kept here."
            ),
            code="unknown",
        )
    if upload.size > kind.largest:
        raise ValidationError(
            _("This file has %(size)s. At most %(largest)s can be kept here.")
            % {"size": filesizeformat(upload.size), "largest": filesizeformat(kind.largest)},
            code="large",
        )
    return kind


def _by_content(upload):
    upload.seek(0)
    head = upload.read(4096)
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith((b"GIF87a", b"GIF89a")):
        return GIF
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return _by_archive(upload)
    return _by_text(upload, head)


def _by_archive(upload):
    """Office documents are ZIP archives that name what they are; other archives are not kept."""
    if _parts(upload) > MOST_PARTS:
        return None
    try:
        with zipfile.ZipFile(upload) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                return OPEN_DOCUMENTS.get(archive.read("mimetype").decode("ascii", "replace").strip())
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        return None
    return next((kind for part, kind in OFFICE_DOCUMENTS.items() if part in names), None)


def _parts(upload):
    """How many entries an archive can have, counted without opening it."""
    upload.seek(0)
    return sum(piece.count(b"PK\x01\x02") for piece in upload.chunks())


def _by_text(upload, head):
    if CONTROL.search(head):
        return None
    try:
        head.decode("utf-8-sig")
    except UnicodeDecodeError as error:  # the last character may be cut in two
        if error.start < len(head) - 3 or upload.size <= len(head):
            return None
    return TEXT


def shown_name(name, kind):
    """The name people see and save it under, with an ending that tells the truth."""
    path = PurePath(name_of_file(name))
    stem, ending = path.stem.strip(" .") or _("file"), path.suffix.lower().lstrip(".")
    if ending not in kind.endings:
        ending = kind.endings[0]
    return f"{stem[:150]}.{ending}"
