"""The files of the old site, from a folder or a ZIP: found by their path below the folder of uploads."""

import io
import os
import zipfile
from pathlib import Path

from django.utils.translation import gettext as _

from .source import Unreadable

LARGEST_FILE = 100 * 1024**2


class Media:
    """What `--media` names. `find` answers a name, `read` its bytes."""

    def __init__(self, path):
        self.path = Path(path)
        self.zip = None
        self._places = {}  # "2017/02/picture.jpg" in any of its forms -> name in the folder or ZIP

    def __enter__(self):
        if self.path.is_dir():
            every = self._in_folder()
        else:
            try:
                self.zip = zipfile.ZipFile(self.path)
            except (OSError, zipfile.BadZipFile) as problem:
                raise Unreadable(_("The media are neither a folder nor a ZIP that can be read.")) from problem
            every = [info.filename for info in self.zip.infolist() if not info.is_dir()]
        for name in every:
            for form in self._forms(name.replace("\\", "/")):
                self._places.setdefault(form, name)
        return self

    def __exit__(self, *problem):
        if self.zip:
            self.zip.close()

    def _in_folder(self):
        for folder, _folders, files in os.walk(self.path):
            for file in files:
                whole = Path(folder) / file
                if not whole.is_symlink():
                    yield str(whole.relative_to(self.path))

    @staticmethod
    def _forms(name):
        """The path below uploads, and the whole: archives begin at different folders."""
        lower = name.lower()
        yield lower
        for marker in ("wp-content/uploads/", "uploads/", "files/"):
            _before, found, rest = lower.rpartition(marker)
            if found:
                yield rest
        parts = lower.split("/")
        if len(parts) > 3 and parts[-3].isdecimal() and parts[-2].isdecimal():
            yield "/".join(parts[-3:])

    def find(self, candidates):
        """The name of the first of these paths that is there, or None."""
        return next(
            (self._places[name.lower()] for name in candidates if name and name.lower() in self._places), None
        )

    def size(self, name):
        return self.zip.getinfo(name).file_size if self.zip else (self.path / name).stat().st_size

    def read(self, name):
        """Its bytes; None when it is too large, whatever the ZIP says of sizes; b"" when it is broken."""
        try:
            if self.size(name) > LARGEST_FILE:
                return None
            with self.zip.open(name) if self.zip else open(self.path / name, "rb") as file:
                content = file.read(LARGEST_FILE + 1)
        except (OSError, RuntimeError, NotImplementedError, EOFError, zipfile.BadZipFile):
            return b""
        return None if len(content) > LARGEST_FILE else content

    def stream(self, name):
        content = self.read(name)
        return io.BytesIO(content) if content else None
