"""Taking a list away as a file: CSV or XLSX, as asked, and recorded, for it carries people out of here.

    rows = ([person.name, person.email] for person in found.iterator())
    return exports.answer(request, "people", [_("Name"), _("E-mail address")], rows, filters=show)

The page offers it by `{% export url %}`: a form with a button for each kind.
"""

from tempfile import TemporaryFile

from django.http import FileResponse
from django.utils import timezone

from folkmoot.core.sheets import write_csv
from folkmoot.core.workbooks import write_xlsx

from .models import Entry

KINDS = {  # in `as`: the media type, and what writes it
    "csv": ("text/csv; charset=utf-8", write_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
}


def answer(request, name, headings, rows, *, above="", **details):
    """The file, for a view of POST: `name` is the list's, `rows` any iterable, one row in memory at a time.

    Cells are words, whole numbers, days, moments in local time, or None. `details` go into the record:
    which filters were set. `above` is a line of words over the table.
    """
    kind = request.POST.get("as") if request.POST.get("as") in KINDS else "csv"
    media_type, write = KINDS[kind]
    file = TemporaryFile()  # noqa: SIM115 (the answer closes it)
    many = write(file, headings, rows, above=above)
    file.seek(0)
    told = {key: str(value)[:80] for key, value in details.items() if value}
    Entry.objects.record(
        "activity.exported", request.user, by=request.user, list=name, many=many, kind=kind, **told
    )
    filename = f"{name}-{timezone.localdate()}.{kind}"
    response = FileResponse(file, as_attachment=True, filename=filename, content_type=media_type)
    response["Cache-Control"] = "private, no-store"
    return response
