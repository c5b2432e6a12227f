"""Tables as CSV: written so that no cell is a formula, read as people's programs write them."""

import csv
import io

from django.http import HttpResponse

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell):
    """Words that a spreadsheet would calculate begin with an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def answer(name, headings, rows):
    """A CSV file to download."""
    table = io.StringIO("\ufeff")
    table.seek(0, io.SEEK_END)
    writer = csv.writer(table)
    writer.writerow(headings)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    response = HttpResponse(table.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def rows_of(text):
    """[(line number, cells)] of a table with commas, semicolons or tabs; empty lines are left out."""
    first = text.lstrip("\ufeff\r\n ").partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
    return [
        (reader.line_num, [cell.strip() for cell in cells])
        for cells in reader
        if any(cell.strip() for cell in cells)
    ]
