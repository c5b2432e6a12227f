"""Keeping an upload: what it is, is read from its content."""

import io
import os
import time
import zipfile
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from folkmoot.accounts.models import Audience
from folkmoot.files import kinds, pictures, tasks
from folkmoot.files.models import File


def picture(size=(60, 40), kind="JPEG", colour="#1f6f5c", **options):
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, kind, **options)
    return buffer.getvalue()


def upload(content, name="thing.bin", declared="application/octet-stream"):
    return SimpleUploadedFile(name, content, content_type=declared)


def archive(**parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as written:
        for name, text in parts.items():
            written.writestr(name.replace("__", "/"), text)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "media_type", "shown"),
    [
        (b"%PDF-1.7 ...", "notes.exe", "application/pdf", "notes.pdf"),
        ("Dŵr a thân".encode(), "nodiadau.txt", "text/plain", "nodiadau.txt"),
        (b"name;town\nAda;Leeds\n", "people.csv", "text/plain", "people.csv"),
        (b"<script>alert(1)</script>", "page.html", "text/plain", "page.txt"),
        (archive(mimetype="application/vnd.oasis.opendocument.text"), "a.odt",
         "application/vnd.oasis.opendocument.text", "a.odt"),
        (archive(**{"word/document.xml": "<w/>"}), "letter.docx",
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "letter.docx"),
    ],
)  # fmt: skip
def test_its_kind_comes_from_its_content(cast, content, name, media_type, shown):
    file = File.objects.keep(upload(content, name, declared="image/png"), by=cast.ada)
    assert (file.media_type, file.name, file.size) == (media_type, shown, len(content))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\Ada\\notes.pdf", "notes.pdf"),
        ("evil\u202efdp.exe", "evil fdp.pdf"),
        ("", "file.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("x" * 300 + ".pdf", "x" * 150 + ".pdf"),
        ("Cofnodion Ŵyn.PDF", "Cofnodion Ŵyn.pdf"),
    ],
)
def test_its_name_is_safe_to_show_and_to_save(name, shown):
    assert kinds.shown_name(name, kinds.PDF) == shown


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01\x02" * 50, b"MZ\x90\x00" + b"\x00" * 60, archive(readme="a"), b"PK\x03\x04rubbish",
     b"<svg xmlns='http://www.w3.org/2000/svg'>\x00</svg>", b"caf\xe9 au lait"],
)  # fmt: skip
def test_what_is_none_of_the_kinds_is_refused(cast, content):
    with pytest.raises(ValidationError):
        File.objects.keep(upload(content), by=cast.ada)
    assert not File.objects.exists()


def test_ten_megabytes_of_nonsense_are_refused_in_plain_words(cast):
    with pytest.raises(ValidationError, match="This is not a picture we can read"):
        File.objects.keep(upload(b"\xff\xd8\xff" + b"\x07\xa5" * 5_000_000, "me.jpg"), by=cast.ada)


def test_too_large_is_refused_before_it_is_read(cast):
    with pytest.raises(ValidationError, match="At most 25"):
        File.objects.keep(upload(b"%PDF-" + b"0" * (25 * 1024 * 1024)), by=cast.ada)


def test_a_picture_is_made_anew_upright_and_without_its_metadata(cast):
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "Camera of Ada"
    exif.get_ifd(0x8825)[2] = (53.0, 22.0, 0.0)  # where it was taken
    file = File.objects.keep(
        upload(picture((60, 40), exif=exif), "IMG_1.JPG"), by=cast.ada, audience_id=Audience.MEMBERS
    )
    with file.stored.open() as stored:
        kept = stored.read()
    made = Image.open(io.BytesIO(kept))
    assert (made.format, made.size, dict(made.getexif())) == ("WEBP", (40, 60), {})
    assert (file.name, file.media_type, file.width, file.height) == ("IMG_1.webp", "image/webp", 40, 60)
    assert b"Camera of Ada" not in kept


def test_a_picture_is_cut_square_and_never_enlarged():
    content = pictures.reencode(upload(picture((300, 120))), max_side=200, square=True)
    assert (content.width, content.height) == (120, 120)
    content = pictures.reencode(upload(picture((300, 120))), max_side=200)
    assert (content.width, content.height) == (200, 80)


def test_a_large_photograph_is_kept_small():
    content = pictures.reencode(upload(picture((9_000, 6_000))), max_side=300)
    assert (content.width, content.height) == (300, 200)


def test_transparency_stays():
    buffer = io.BytesIO()
    Image.new("RGBA", (10, 10), (255, 0, 0, 0)).save(buffer, "PNG")
    made = Image.open(pictures.reencode(upload(buffer.getvalue()), max_side=100))
    assert made.convert("RGBA").getpixel((5, 5))[3] == 0


@pytest.mark.parametrize("side", [5_000, 20_000])
def test_a_bomb_is_refused_by_its_header(side):
    bomb = io.BytesIO()
    Image.new("1", (side, side)).save(bomb, "PNG")
    with pytest.raises(ValidationError, match="too many pixels"):
        pictures.reencode(upload(bomb.getvalue()), max_side=100)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_cut_short_is_refused_not_half_kept(kind):
    noise = Image.effect_noise((200, 200), 80).convert("RGB")
    buffer = io.BytesIO()
    noise.save(buffer, kind)
    with pytest.raises(ValidationError):
        pictures.reencode(upload(buffer.getvalue()[:900]), max_side=100)


def test_what_nothing_uses_is_swept_the_next_day(cast):
    stray = File.objects.keep(upload(b"%PDF-1.7 stray"), by=cast.ada)
    young = File.objects.keep(upload(b"%PDF-1.7 young"), by=cast.ada)
    cast.ada_profile.put_picture(upload(picture()), by=cast.ada)
    used = cast.ada_profile.picture
    File.objects.exclude(pk=young.pk).update(kept_at=timezone.now() - timedelta(days=2))

    tasks.sweep()

    assert set(File.objects.all()) == {young, used}
    assert stray.stored.storage.exists(young.stored.name)


def test_bytes_without_a_row_are_swept_the_next_day(cast):
    stray = File.objects.keep(upload(b"%PDF-1.7 stray"), by=cast.ada)
    fresh = File.objects.keep(upload(b"%PDF-1.7 fresh"), by=cast.ada)
    File.objects.filter(pk__in=[stray.pk, fresh.pk]).delete()
    two_days_ago = time.time() - 2 * 86400
    os.utime(stray.stored.path, (two_days_ago, two_days_ago))

    tasks.sweep()

    assert [os.path.exists(file.stored.path) for file in (stray, fresh)] == [False, True]


def test_thrown_away_takes_the_bytes_with_it(cast, django_capture_on_commit_callbacks):
    file = File.objects.keep(upload(b"%PDF-1.7"), by=cast.ada)
    storage, name = file.stored.storage, file.stored.name
    with django_capture_on_commit_callbacks(execute=True):
        file.drop()
    assert not storage.exists(name)


@pytest.mark.parametrize(
    "content", [b"plain words", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7"]
)
def test_what_is_cut_square_must_be_a_picture(content, cast):
    with pytest.raises(ValidationError, match="not a picture"):
        File.objects.keep(upload(content, "face.jpg"), by=cast.ada, square=True)
    assert not File.objects.exists()
