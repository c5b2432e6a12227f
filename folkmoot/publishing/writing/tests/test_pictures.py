"""Pictures beside a text: what is one is made anew and private, what is none is said, no word is lost."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from folkmoot.files.kinds import LARGEST_PICTURE
from folkmoot.files.models import File
from folkmoot.publishing.models import Submission, SubmissionPicture

from .texts import begun, form, picture

SCRIPT = b"<script>fetch('/office/')</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def bomb():
    data = BytesIO()
    Image.new("1", (20_000, 20_000)).save(data, "PNG")
    return data.getvalue()


def test_a_picture_is_added_and_its_line_ends_the_text(client, cast):
    text = begun(cast.ada)
    client.force_login(cast.ada)
    sent = form(text.revision, source="We waited.", picture=picture(), picture_words="A lift, out of [order]")
    assert client.post(text.get_absolute_url(), sent).url == f"{text.get_absolute_url()}#pictures"
    text = Submission.objects.get()
    assert text.source == "We waited.\n\n![A lift, out of (order)](picture:1)\n"
    kept = text.pictures.get()
    assert (kept.words, kept.file.media_type, kept.file.owner, kept.file.audience) == (
        "A lift, out of [order]", "image/webp", cast.ada, None,
    )  # fmt: skip


def test_its_file_opens_to_those_who_were_shown_it(client, cast):
    text = begun(cast.ada)
    kept = text.add_picture(picture(), "A lift", by=cast.ada)
    client.force_login(cast.dev)
    assert client.get(kept.file.url).status_code == 404
    assert client.get(kept.link()).status_code == 200


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("script.png", SCRIPT),
        ("drawing.svg", SVG),
        ("drawing.png", SVG),
        ("bomb.png", bomb()),
        ("half.png", picture().read()[:900]),
        ("notes.pdf", b"%PDF-1.7 something"),
        ("empty.png", b""),
    ],
    ids=["script", "svg", "svg as png", "bomb", "half", "pdf", "empty"],
)
def test_what_is_no_picture_is_refused_and_the_words_are_saved(client, cast, name, content):
    text = begun(cast.ada)
    client.force_login(cast.ada)
    upload = SimpleUploadedFile(name, content, "image/png")
    sent = form(text.revision, source="Typed meanwhile.", picture=upload, picture_words="A lift")
    answer = client.post(text.get_absolute_url(), sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["picture"])
    text.refresh_from_db()
    assert (text.source, File.objects.count()) == ("Typed meanwhile.", 0)


def test_one_of_a_hundred_megabytes_is_thrown_away_while_it_comes(client, cast, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    text = begun(cast.ada)
    client.force_login(cast.ada)
    upload = SimpleUploadedFile("huge.jpg", bytes(100 * 1024 * 1024), "image/jpeg")
    sent = form(text.revision, source="Typed meanwhile.", picture=upload, picture_words="A lift")
    answer = client.post(text.get_absolute_url(), sent)
    assert answer.status_code == 422
    assert "more than 15 MB" in answer.content.decode()
    text.refresh_from_db()
    assert (text.source, File.objects.count()) == ("Typed meanwhile.", 0)
    assert not answer.wsgi_request.FILES
    assert LARGEST_PICTURE < 100 * 1024 * 1024


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [({"picture_words": "A lift"}, "picture"), ({"picture": None, "picture_words": ""}, "picture_words")],
)
def test_a_picture_needs_its_words_and_words_their_picture(client, cast, fields, wrong):
    text = begun(cast.ada)
    client.force_login(cast.ada)
    fields = {name: picture() if value is None else value for name, value in fields.items()}
    answer = client.post(text.get_absolute_url(), form(text.revision, source="Kept.", **fields))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [wrong])
    assert Submission.objects.get().source == "Kept."


def test_one_picture_too_many_leaves_no_file_behind(client, cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    text = begun(cast.ada)
    first = text.add_picture(picture(), "A lift", by=cast.ada)
    text.pictures.bulk_create(
        SubmissionPicture(submission=text, number=n, file=first.file, words="More") for n in range(2, 31)
    )
    client.force_login(cast.ada)
    sent = form(text.revision, source="Typed meanwhile.", picture=picture(), picture_words="One more")
    answer = client.post(text.get_absolute_url(), sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["picture"])
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / first.file.stored.name]
    text.refresh_from_db()
    assert text.source == "Typed meanwhile."


def test_a_picture_is_taken_away_with_its_line(client, cast):
    text = begun(cast.ada, source="Before.")
    text.add_picture(picture(), "A lift", by=cast.ada)
    client.force_login(cast.ada)
    sent = form(text.revision, source=f"{text.source}\nAfter.")
    client.post(reverse("publishing:remove_picture", args=[text.pk, 1]), sent)
    text.refresh_from_db()
    assert (text.source, text.pictures.count(), File.objects.count()) == ("Before.\n\nAfter.\n", 0, 0)


def test_nobody_adds_a_picture_to_anothers_text(client, cast):
    text = begun(cast.ada)
    client.force_login(cast.hana)
    sent = form(text.revision, picture=picture(), picture_words="A lift")
    assert client.post(text.get_absolute_url(), sent).status_code == 404
    assert client.post(reverse("publishing:remove_picture", args=[text.pk, 1]), sent).status_code == 404


@pytest.mark.parametrize("name", ["write", "preview", "submit"])
def test_a_form_of_another_site_is_refused(cast, name):
    text = begun(cast.ada, source="As it was.")
    stranger = Client(enforce_csrf_checks=True)
    stranger.force_login(cast.ada)
    sent = form(text.revision, source="From elsewhere.", picture=picture(), picture_words="A lift")
    assert stranger.post(reverse(f"publishing:{name}", args=[text.pk]), sent).status_code == 403
    text.refresh_from_db()
    assert (text.source, text.state, File.objects.count()) == ("As it was.", "draft", 0)
