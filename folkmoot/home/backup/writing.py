"""Writing a backup: a snapshot of the database while the site runs, then the files; in bounded memory."""

import hashlib
import json
import os
import zipfile
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import CommandError
from django.db import connection
from django.utils import timezone

import folkmoot

from . import format

ROWS = 1000  # read at a time
CHUNK = 1024 * 1024


def write(path, say=lambda words: None):
    """Write a backup of this instance to `path`; it has its name only once it is whole."""
    path = Path(path)
    if path.exists():
        raise CommandError(f"{path} is there already. A backup never overwrites another: choose a new name.")
    unfinished = path.with_name(f"{path.name}.part")
    try:
        with _private(unfinished) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            manifest = _contents(archive, say)
            archive.writestr(format.MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False))
        unfinished.rename(path)
    except OSError as error:
        raise CommandError(f"The backup could not be written: {error}") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


@contextmanager
def _private(path):
    """A new file that only its owner can read: a backup holds every address."""
    path.unlink(missing_ok=True)
    with open(os.open(path, os.O_CREAT | os.O_RDWR | os.O_EXCL, 0o600), "w+b") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _contents(archive, say):
    manifest = {
        "format": format.FORMAT,
        "folkmoot": folkmoot.__version__,
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "database": connection.vendor,
        "site_url": settings.SITE_URL,
        "left_out": format.LEFT_OUT,
        "entries": {},
        "missing_files": [],
    }
    entries = manifest["entries"]
    with snapshot():
        manifest["migrations"] = format.migrations()
        for model in format.tables():
            entries[f"data/{model._meta.label_lower}.jsonl"] = _write_table(archive, model)
    rows = sum(entry["rows"] for entry in entries.values())
    say(f"{rows} rows of {len(entries)} tables written.")
    for name in files():
        try:
            entries[f"files/{name}"] = _write_file(archive, name)
        except FileNotFoundError:
            manifest["missing_files"].append(name)  # deleted meanwhile
    if (kept := settings.DATA / "secret-key").exists() and kept.read_text() == settings.SECRET_KEY:
        # With the same key, links in letters that were sent stay good.
        with archive.open(format.SECRET, "w") as entry:
            entries[format.SECRET] = Tally(entry).write(kept.read_bytes()).facts()
    say(f"{len([name for name in entries if name.startswith('files/')])} files written.")
    return manifest


@contextmanager
def snapshot():
    """The database as it is now, for as long as reading takes; nobody has to wait with writing."""
    begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    inside = connection.in_atomic_block  # a caller's transaction is snapshot enough
    if not inside:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED" if connection.vendor == "sqlite" else begin)
    try:
        yield
    finally:
        if not inside:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")


def _write_table(archive, model):
    fields = format.columns(model)
    names = [field.attname for field in fields]
    with archive.open(f"data/{model._meta.label_lower}.jsonl", "w", force_zip64=True) as entry:
        tally = Tally(entry).write(format.line(names))
        rows = 0
        for row in _rows(model, names):
            values = [format.packed(field, value) for field, value in zip(fields, row, strict=True)]
            tally.write(format.line(values))
            rows += 1
    return tally.facts(rows=rows)


def _rows(model, names):
    """Every row, a page at a time by primary key."""
    query = model._base_manager.order_by("pk").values_list("pk", *names)
    page = list(query[:ROWS])
    while page:
        for _pk, *row in page:
            yield row
        page = list(query.filter(pk__gt=page[-1][0])[:ROWS])


def files(folder=""):
    """The name of every file in the store."""
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(names):
        yield f"{folder}/{name}" if folder else name
    for name in sorted(folders):
        yield from files(f"{folder}/{name}" if folder else name)


def _write_file(archive, name):
    with (
        default_storage.open(name) as source,
        archive.open(f"files/{name}", "w", force_zip64=True) as entry,
    ):
        tally = Tally(entry)
        while chunk := source.read(CHUNK):
            tally.write(chunk)
    return tally.facts()


class Tally:
    """Writes on, and keeps the size and checksum of what it wrote."""

    def __init__(self, entry):
        self.entry = entry
        self.size = 0
        self.digest = hashlib.sha256()

    def write(self, data):
        self.entry.write(data)
        self.size += len(data)
        self.digest.update(data)
        return self

    def facts(self, **more):
        return {"size": self.size, "sha256": self.digest.hexdigest(), **more}
