"""A table as it was given: opened whatever wrote it, and kept as plain UTF-8 where nobody can fetch it."""

import csv
import hashlib
import io
from dataclasses import dataclass, field

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.core.sheets import CONTROL, decoded, rows_of
from folkmoot.core.workbooks import Unreadable as UnreadableBook
from folkmoot.core.workbooks import rows_of_xlsx
from folkmoot.files.models import File
from folkmoot.members.models import PeopleImport

from .columns import guessed

LARGEST = 10 * 1024 * 1024  # bytes of a file
MOST_ROWS = 50_000
MOST_COLUMNS = 200
OTHERS = {  # how files begin that are no tables
    b"\xd0\xcf\x11\xe0": gettext_lazy("an old Excel file"),
    b"%PDF-": gettext_lazy("a PDF"),
    b"\x89PNG": gettext_lazy("a picture"),
    b"\xff\xd8\xff": gettext_lazy("a picture"),
    b"{": gettext_lazy("a JSON file"),
    b"<": gettext_lazy("a web page or an XML file"),
}


class Unreadable(Exception):
    """The table cannot be imported, in words for people, with the line where it goes wrong (if any)."""

    def __init__(self, words, line=None):
        self.words, self.line = words, line
        super().__init__(words)


@dataclass
class Table:
    """A table as text: `encoding` says how it was written, `lines` are (line number, cells)."""

    encoding: str
    headings: list = field(default_factory=list)
    lines: list = field(default_factory=list)


def opened(data):
    """The Table of these bytes. Raises Unreadable."""
    if not data.strip(b"\x00 \r\n\t"):
        raise Unreadable(_("This file is empty."))
    if data.startswith(b"PK\x03\x04"):
        table = Table("XLSX", lines=_in_workbook(data))
    else:
        _must_be_a_table(data)
        text, encoding = decoded(data)
        table = Table(encoding, lines=_in_text(text))
    if not table.lines:
        raise Unreadable(_("There is no row in this table."))
    _line, table.headings = table.lines.pop(0)
    if len(table.headings) > MOST_COLUMNS:
        raise Unreadable(_("This table has more than 200 columns. Is it the right file?"))
    if not table.lines:
        raise Unreadable(_("This table has a first line and nothing below it."))
    return table


def _must_be_a_table(data):
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    for beginning, what in OTHERS.items():
        if start.startswith(beginning):
            words = _("This is %(what)s, not a table. Save it as CSV or XLSX and choose that file.")
            raise Unreadable(words % {"what": what})
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return
    sample = data[:20_000].decode("latin-1")
    if len(CONTROL.findall(sample)) > max(4, len(sample) // 50):
        raise Unreadable(_("This is not a table. Save it as CSV or XLSX and choose that file."))


def _in_text(text):
    lines = []
    try:
        for line, cells in rows_of(text):
            lines.append((line, cells))
            _must_not_be_long(len(lines))
    except csv.Error as error:
        at = lines[-1][0] + 1 if lines else 1
        words = _("From here on the table cannot be read: a quotation mark is perhaps never closed.")
        raise Unreadable(words, at) from error
    return lines


def _in_workbook(data):
    try:
        lines = [
            (line, [CONTROL.sub("", cell).strip() for cell in cells])
            for line, cells in enumerate(rows_of_xlsx(io.BytesIO(data), most=MOST_ROWS + 1), 1)
            if any(cells)
        ]
    except UnreadableBook as error:
        words = _("This workbook cannot be read. Save its sheet as CSV and choose that file.")
        raise Unreadable(words) from error
    _must_not_be_long(len(lines))
    return lines


def _must_not_be_long(many):
    if many > MOST_ROWS + 1:
        raise Unreadable(_("This table has more than 50,000 rows. Import it in parts."))


@transaction.atomic
def keep(data, name, *, by=None):
    """A new run over these bytes; its table lies where nobody can fetch it. Raises Unreadable."""
    table = opened(data)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["1", *table.headings])
    writer.writerows([line, *cells] for line, cells in table.lines)
    file = File.objects.keep(ContentFile(text.getvalue().encode(), name="people.csv"))
    return PeopleImport.objects.create(
        file=file,
        file_name=name[:255],
        digest=hashlib.sha256(data).hexdigest(),
        encoding=table.encoding,
        headings=[heading[:100] for heading in table.headings],
        columns=guessed(table.headings),
        total=len(table.lines),
        by=by,
    )


def lines_of(run):
    """(line in the file as it was given, cells) of each row of a run's table. Raises Unreadable."""
    if run.file is None:
        raise Unreadable(_("The table of this import is gone. Choose the file once more."))
    try:
        with run.file.stored.open("rb") as stored:
            rows = csv.reader(io.TextIOWrapper(stored, "utf-8", newline=""))
            next(rows)
            for line, *cells in rows:
                yield int(line), cells
    except FileNotFoundError as error:
        raise Unreadable(_("The table of this import is gone. Choose the file once more.")) from error
