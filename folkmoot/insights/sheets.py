"""Figures as CSV files to download."""

import io

from django.http import HttpResponse

from folkmoot.core.sheets import write_csv


def answer(name, headings, rows):
    """A CSV file to download."""
    file = io.BytesIO()
    write_csv(file, headings, rows)
    response = HttpResponse(file.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
