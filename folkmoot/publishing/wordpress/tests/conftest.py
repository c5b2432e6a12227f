"""Bringing an export over in one line."""

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from folkmoot.publishing.models import Import
from folkmoot.publishing.wordpress.work import go_on

OLD_SITE = Path(__file__).parent / "data" / "old-site.xml"


@pytest.fixture
def check(tmp_path, db):
    """`check(text)`: the first pass over an export given as text, bytes or path."""

    def checked(export, **fields):
        if not isinstance(export, Path):
            path = tmp_path / f"export-{len(list(tmp_path.iterdir()))}.xml"
            path.write_bytes(export if isinstance(export, bytes) else export.encode())
            export = path
        run = Import.objects.create(file=str(export), file_name=export.name, **fields)
        go_on(run)
        run.refresh_from_db()
        return run

    return checked


@pytest.fixture
def bring(check):
    """`bring(text)`: both passes; the run is done."""

    def brought(export, **fields):
        run = check(export, **fields)
        assert (run.state, run.words) == ("checked", "")
        run.begin(by=run.by)
        go_on(run)
        run.refresh_from_db()
        assert (run.state, run.words) == ("done", "")
        return run

    return brought


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
    path = tmp_path / "uploads.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("wp-content/uploads/2017/02/workshop.jpg", picture())
        archive.writestr("wp-content/uploads/2017/03/notes.pdf", b"%PDF-1.4\n%notes of the day\n")
    return path


@pytest.fixture
def old_site():
    return OLD_SITE
