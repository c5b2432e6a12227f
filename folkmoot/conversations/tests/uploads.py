"""Files that people choose in tests."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def picture(name="tea.jpg", size=(60, 40)):
    """A photograph that says where it was taken."""
    data, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "taken at home"
    Image.new("RGB", size, "#345678").save(data, "JPEG", exif=exif)
    return SimpleUploadedFile(name, data.getvalue(), "image/jpeg")


def paper(name="notes.txt", words=b"Two rounds a day."):
    """A text."""
    return SimpleUploadedFile(name, words, "text/plain")


def bomb():
    """Few bytes that unpack to many."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", b"\0" * 10_000_000)
    return data.getvalue()
