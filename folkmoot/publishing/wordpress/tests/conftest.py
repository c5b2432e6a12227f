"""Bringing an export over in one line."""

import io
import tempfile
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from folkmoot.publishing.models import Import
from folkmoot.publishing.wordpress.work import go_on
from tests.databases import assembled

OLD_SITE = Path(__file__).parent / "data" / "old-site.xml"


@pytest.fixture
def check(tmp_path, db):
    """`check(text)`: the first pass over an export given as text, bytes or path."""

    def checked(export, **fields):
        if not isinstance(export, Path):
            path = tmp_path / f"export-{len(list(tmp_path.iterdir()))}.xml"
            path.write_bytes(export if isinstance(export, bytes) else export.encode())
            export = path
        return first_pass(export, **fields)

    return checked


@pytest.fixture
def bring(check):
    """`bring(text)`: both passes; the run is done."""

    def brought(export, **fields):
        return second_pass(check(export, **fields))

    return brought


@assembled
def came_over():
    """The old site as it came over, without its media: the run that brought it."""
    return second_pass(first_pass(OLD_SITE))


@assembled
def came_over_whole():
    """The old site as it came over, with its media: the run that brought it."""
    with tempfile.TemporaryDirectory() as folder:
        return second_pass(first_pass(OLD_SITE, media=str(uploads(Path(folder)))))


def first_pass(export, **fields):
    run = Import.objects.create(file=str(export), file_name=export.name, **fields)
    go_on(run)
    run.refresh_from_db()
    return run


def second_pass(run):
    assert (run.state, run.words) == ("checked", "")
    run.begin(by=run.by)
    go_on(run)
    run.refresh_from_db()
    assert (run.state, run.words) == ("done", "")
    return run


def undo(run):
    run.begin_undo(by=run.by)
    go_on(run)
    run.refresh_from_db()
    assert run.state == "undone"


def picture(colour="teal", size=(40, 30)):
    """The bytes of a small JPEG."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG")
    return file.getvalue()


@pytest.fixture
def media(tmp_path):
    """The uploads of the old site as a ZIP."""
    return uploads(tmp_path)


def uploads(folder):
    path = folder / "uploads.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("wp-content/uploads/2017/02/workshop.jpg", picture())
        archive.writestr("wp-content/uploads/2017/03/notes.pdf", b"%PDF-1.4\n%notes of the day\n")
    return path


@pytest.fixture
def old_site():
    return OLD_SITE
