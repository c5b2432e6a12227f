"""Everything a site keeps, to be searched: each row of each table, and the bytes of each file."""

import io
import zipfile

from django.core.files.storage import default_storage
from django.db import connection


def tables():
    """(table, its rows as one text), of every table there is, whoever made it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            yield table, "\n".join(_plain(row) for row in cursor.fetchall())


def _plain(row):
    cells = (cell.tobytes() if isinstance(cell, memoryview) else cell for cell in row)
    return " | ".join(
        cell.decode("utf-8", "replace") if isinstance(cell, bytes) else _unescaped(str(cell))
        for cell in cells
    )


def _unescaped(text):
    r"""JSON in SQLite writes é as \u00e9."""
    return text.encode().decode("unicode_escape", "replace") if "\\u" in text else text


def files(folder=""):
    """(path, its bytes) of every file of the storage; archives are opened."""
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        path = f"{folder}/{name}".lstrip("/")
        with default_storage.open(path) as stored:
            content = stored.read()
        if zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                content = b"".join(archive.read(inner) for inner in archive.namelist())
        yield path, content
    for inner in folders:
        yield from files(f"{folder}/{inner}".lstrip("/"))


def where(*words):
    """Where one of these words stands, in whatever case: {table or file: what stands there}."""
    found = {}
    for place, text in tables():
        for word in words:
            at = text.casefold().find(word.casefold())
            if at >= 0:
                found.setdefault(place, text[max(0, at - 80) : at + 80])
    for place, content in files():
        for word in words:
            if word.casefold().encode() in content.lower():
                found.setdefault(place, word)
    return found
