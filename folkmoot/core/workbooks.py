"""Tables as XLSX: written row by row, whatever their length; read where one was given instead of a CSV.

We write the few parts of the format that a table needs ourselves: in the time and memory of a request a
library that models whole workbooks does not come far. Words are words in it, never formulas.
"""

import io
import zipfile
from datetime import date, datetime
from html import escape
from zipfile import ZipFile

from .sheets import CONTROL

LONGEST = 32_767  # characters of a cell
LARGEST = 50_000_000  # bytes, unpacked
MOST_COLUMNS = 201  # of a row that are read
DAY_NOUGHT = date(1899, 12, 30)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
DAY, MOMENT, HEADING = 1, 2, 3  # places in the styles below
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
    '<sheets><sheet name="Table" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts count="2">'
    '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}
OPENING = (
    f'<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    "<sheetData>"
)
CLOSING = "</sheetData></worksheet>"


class Unreadable(Exception):
    """This workbook cannot be read."""


def write_xlsx(file, headings, rows, *, above=""):
    """Write a table to a binary file, below a line of words if any; answers how many rows it has."""
    many = 0
    with ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for name, xml in PARTS.items():
            archive.writestr(name, HEAD + xml)
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet, io.TextIOWrapper(sheet, "utf-8") as text:
            text.write(HEAD + OPENING)
            if above:
                text.write(_row([above]))
            text.write(_row([str(heading) for heading in headings], HEADING))
            for many, row in enumerate(rows, 1):  # noqa: B007 (counted)
                text.write(_row(row))
            text.write(CLOSING)
    return many


def _row(cells, style=0):
    return f"<row>{''.join(_cell(cell, style) for cell in cells)}</row>"


def _cell(value, style):
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, datetime):
        seconds = value.hour * 3600 + value.minute * 60 + value.second
        return f'<c s="{MOMENT}"><v>{(value.date() - DAY_NOUGHT).days + seconds / 86_400:.6f}</v></c>'
    if isinstance(value, date):
        return f'<c s="{DAY}"><v>{(value - DAY_NOUGHT).days}</v></c>'
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"<c><v>{value}</v></c>"
    words = escape(CONTROL.sub("", str(value))[:LONGEST], quote=False)
    return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{words}</t></is></c>'


def rows_of_xlsx(file, *, most):
    """The rows of the first sheet, cells as words; of a formula what it came to. Raises Unreadable."""
    from openpyxl import load_workbook

    try:
        with ZipFile(file) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST:
                raise Unreadable
        file.seek(0)
        book = load_workbook(file, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what it says of its size is not believed: rows would be padded to it
        for cells in sheet.iter_rows(values_only=True, max_row=most + 1, max_col=MOST_COLUMNS):
            words = [_words(cell) for cell in cells]
            while words and not words[-1]:
                words.pop()
            yield words
    except Unreadable:
        raise
    except Exception as error:  # broken workbooks make its reader raise nearly anything
        raise Unreadable from error


def _words(cell):
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
