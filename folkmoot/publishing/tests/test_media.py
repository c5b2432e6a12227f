"""Which files of the files folder readers are sent, and to whom attachments are given."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.images.forms import get_image_form

from folkmoot.accounts.models import Audience
from folkmoot.publishing import pictures
from folkmoot.publishing.models import Attachment, Picture

from .shelf import picture


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_a_rendition_is_sent_and_kept_by_the_browser_for_ever(client, db):
    rendition = pictures.renditions(picture(), pictures.IN_LISTS)[0]
    answer = client.get(rendition.url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"
    later = client.get(rendition.url, headers={"if-modified-since": answer["Last-Modified"]})
    assert later.status_code == 304


def test_originals_and_private_files_are_not(client, cast):
    original = picture()
    default_storage.save("private/minutes.png", ContentFile(b"secret"))
    default_storage.save("images/notes.txt", ContentFile(b"secret"))
    client.force_login(cast.fay)
    for path in (
        original.file.url,
        "/media/private/minutes.png",
        "/media/images/../private/minutes.png",
        "/media/images/%2e%2e/private/minutes.png",
        "/media/images//etc/passwd.png",
        "/media/images/notes.txt",
        "/media/images/none.webp",
        "/media/images/",
        "/media/images/a%00.webp",
    ):
        assert client.get(path).status_code == 404, path


def test_where_a_picture_was_taken_is_not_told(client, db):
    exif = Image.Exif()
    exif[0x010F] = "SecretCam"
    data = io.BytesIO()
    Image.new("RGB", (900, 600)).save(data, "JPEG", exif=exif)
    data.seek(0)
    taken = Picture.objects.create(title="Taken", file=ImageFile(data, name="taken.jpg"))
    for rendition in pictures.renditions(taken, pictures.IN_TEXT):
        sent = b"".join(client.get(rendition.url).streaming_content)
        assert b"SecretCam" not in sent
        assert not Image.open(io.BytesIO(sent)).getexif()


def test_its_name_tells_nothing_and_cannot_be_guessed(db):
    assert "IMG" not in picture().file.name
    assert picture().file.name != picture().file.name


def test_a_small_picture_names_each_width_once(db):
    data = io.BytesIO()
    Image.new("RGB", (300, 200)).save(data, "PNG")
    data.seek(0)
    small = Picture.objects.create(title="Small", file=ImageFile(data, name="small.png"))
    assert [rendition.width for rendition in pictures.renditions(small, pictures.IN_TEXT)] == [300]
    assert pictures.img(small, 'He said "hello"').count("300w") == 1
    assert "He said &quot;hello&quot;" in pictures.img(small, 'He said "hello"')


def test_a_broken_picture_leaves_the_page_standing(db):
    broken = picture()
    default_storage.delete(broken.file.name)
    assert pictures.img(broken, "A hall") == ""


@pytest.mark.parametrize(
    ("audience", "who", "status"),
    [
        (Audience.EVERYONE, None, 200),
        (Audience.MEMBERS, None, 404),
        (Audience.MEMBERS, "eve", 404),
        (Audience.MEMBERS, "ada", 200),
    ],
)
def test_an_attachment_is_given_to_its_audience(client, cast, audience, who, status):
    file = ContentFile(b"%PDF-1.4", name="Checklist.pdf")
    attachment = Attachment.objects.create(title="Checklist", file=file, audience_id=audience)
    if who:
        client.force_login(getattr(cast, who))
    answer = client.get(attachment.url)
    assert answer.status_code == status
    if status == 200:
        assert "Checklist.pdf" in answer["Content-Disposition"]
        assert answer["Content-Security-Policy"] == "default-src 'none'"
        assert answer["Cache-Control"] == "private, no-cache"
    assert client.get(attachment.file.url).status_code == 404


def test_a_picture_that_would_unpack_to_more_than_a_machine_holds_is_refused(db):
    data = io.BytesIO()
    Image.new("1", (8000, 7000)).save(data, "PNG")
    upload = SimpleUploadedFile("bomb.png", data.getvalue(), "image/png")
    form = get_image_form(Picture)({"title": "Bomb"}, {"file": upload})
    assert "pixels" in str(form.errors["file"])
