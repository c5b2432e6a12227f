"""Telling what an upload is costs little, whatever it is."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from folkmoot.files import kinds


@pytest.mark.parametrize(("parts", "is_kept"), [(50, True), (6000, False)])
def test_an_archive_of_too_many_parts_is_not_opened(parts, is_kept):
    """Each part of an archive costs memory as soon as it is opened: a small file could cost a lot."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
        for number in range(parts):
            archive.writestr(str(number), "")
    upload = SimpleUploadedFile("letter.docx", buffer.getvalue())
    if is_kept:
        assert kinds.sniff(upload).endings == ("docx",)
        return
    with pytest.raises(ValidationError, match="cannot tell"):
        kinds.sniff(upload)
