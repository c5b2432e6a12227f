"""Tables as people's programs write and read them: CSV in any of the usual encodings and with any comma.

No cell of what we write is a formula to a spreadsheet, and `plain` takes back what `harmless` did.
"""

import codecs
import csv
import io
import re

FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
COMMAS = ",;\t|"
LOOKED_AT = 20  # rows from which the comma is told
ENCODINGS = {"utf-8": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}


def harmless(cell):
    """Words that a spreadsheet would calculate begin with an apostrophe more (OWASP, CSV injection)."""
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell


def plain(cell):
    """The words that `harmless` made harmless."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def decoded(data):
    """(text, the name of the encoding) of the bytes of a table.

    Spreadsheets write UTF-8 with or without a mark, "Unicode text" (UTF-16 with one), or Windows-1252.
    """
    encoding = "utf-8"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif not data.startswith(codecs.BOM_UTF8):
        try:
            data.decode()
        except UnicodeDecodeError:
            encoding = "cp1252"
    text = data.decode(encoding, errors="replace").removeprefix("\ufeff")
    return CONTROL.sub("", text), ENCODINGS[encoding]


def comma_of(text):
    """What parts the cells of this table: that by which most of its first rows are as wide as the first."""
    return max(COMMAS, key=lambda comma: (*_agreement(text, comma), -COMMAS.index(comma)))


def _agreement(text, comma):
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=comma)
    try:
        widths = [len(cells) for cells, _number in zip(reader, range(LOOKED_AT), strict=False) if cells]
    except csv.Error:
        return 0, 0
    first = widths[0] if widths else 0
    return (sum(width == first for width in widths) if first > 1 else 0), first


def rows_of(text, comma=None):
    """(line number, cells) of each row of a table; empty rows are left out.

    Raises csv.Error where a quotation mark is never closed.
    """
    text = text.lstrip("\ufeff")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=comma or comma_of(text))
    line = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield line, [cell.strip() for cell in cells]
        line = reader.line_num + 1


def write_csv(file, headings, rows, *, above=""):
    """Write a table to a binary file, below a line of words if any; answers how many rows it has."""
    text = io.TextIOWrapper(file, "utf-8", newline="", write_through=False)
    text.write("\ufeff")  # spreadsheets take it for UTF-8 then
    writer = csv.writer(text)
    if above:
        writer.writerow([harmless(above)])
    writer.writerow([harmless(str(heading)) for heading in headings])
    many = 0
    for many, row in enumerate(rows, 1):  # noqa: B007 (counted)
        writer.writerow([harmless(cell) for cell in row])
    text.flush()
    text.detach()
    return many
