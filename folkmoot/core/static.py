"""Static files under hashed names: modules too, and each stylesheet in one piece."""

import posixpath
import re

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

PART = re.compile(r'@import url\("(?P<name>[\w./-]+)"\) layer\((?P<layer>\w+)\)(?P<media>[^;]*);')


class ModuleManifestStorage(CompressedManifestStaticFilesStorage):
    """Rewrites `import "./x.js"` to the hashed name too, so that modules are cached for ever.

    A stylesheet that imports its parts into layers is stored with the parts inside: one request, not thirty.
    """

    support_js_module_import_aggregation = True

    def post_process(self, paths, dry_run=False, **options):
        whole = {
            name: (InOnePiece(*found), found[1]) if name.endswith(".css") else found
            for name, found in paths.items()
        }
        yield from super().post_process(whole, dry_run, **options)


class InOnePiece:
    """Opens a stylesheet of a storage as it is sent: its parts in place of the imports, comments left out."""

    def __init__(self, storage, path):
        self.storage = storage
        self.path = path

    def open(self, path):
        text = self._read(path)
        if PART.search(text):
            text = _slim(PART.sub(self._part, text))
        return ContentFile(text.encode())

    def _read(self, path):
        with self.storage.open(path) as file:
            return file.read().decode()

    def _part(self, match):
        """One imported part as a layer block; its own addresses made relative to the whole."""
        path = posixpath.join(posixpath.dirname(self.path), match["name"])
        folder = posixpath.dirname(match["name"])
        text = re.sub(
            r'url\("(\.{1,2}/[^"]+)"\)',
            lambda found: f'url("{posixpath.normpath(posixpath.join(folder, found[1]))}")',
            self._read(path),
        )
        block = f"@layer {match['layer']} {{\n{text}\n}}"
        media = match["media"].strip()
        return f"@media {media} {{\n{block}\n}}" if media else block


def _slim(text):
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    return re.sub(r"\s*\n\s*", "\n", text).strip() + "\n"
